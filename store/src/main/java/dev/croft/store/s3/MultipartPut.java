package dev.croft.store.s3;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.BoundedPipeline;
import dev.croft.core.run.Progress;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Puts a large file in parts, several at a time. What is needed to go on after a kill lies on the server: the latest upload of the same
 * key goes on when all its parts have the lengths that this file's would have and the first of them its MD5; each further part
 * is compared, too, and sent where it differs. Other uploads of the key are given up, since they would be charged for ever.
 */
final class MultipartPut {
    private final S3Client client;
    private final S3Failures failures;
    private final S3Location location;
    private final StoreOptions options;
    private final Path file;
    private final String key;
    private final ObjectHeaders headers;
    private final PartPlan plan;
    private final FileTime modified;

    MultipartPut(S3ObjectStore.Server server, Path file, String key, ObjectHeaders headers) throws IOException {
        client = server.client();
        failures = server.failures();
        location = server.location();
        options = server.options();
        this.file = file;
        this.key = key;
        this.headers = headers;
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        plan = PartPlan.of(attributes.size(), options.partBytes());
        modified = attributes.lastModifiedTime();
    }

    /** An upload under way: its name, and what the server has of it. */
    private record Upload(String id, Map<Integer, Part> parts) {
        private boolean isResumed() {
            return !parts.isEmpty();
        }
    }

    /** A part that is on the server: what was read here and how the server calls it. Filled again and again by one worker. */
    private static final class SentPart {
        private int number;
        private Md5 md5;
        private String etag;
    }

    /** Puts the file; what is returned is yet to be verified. */
    Arrival put(RunContext context) throws IOException {
        Optional<Upload> resumed = resumable();
        Upload upload = resumed.isPresent() ? resumed.get() : new Upload(create(), Map.of());
        List<CompletedPart> parts = new ArrayList<>();
        List<Md5> digests = new ArrayList<>();
        try (Progress.Task progress =
                context.progress().start("put " + key, "bytes", OptionalLong.of(plan.fileBytes()))) {
            BoundedPipeline.named("put")
                    .read(List.of(this::partNumbers), SentPart::new)
                    .map(
                            Math.min(options.threads(), plan.count()),
                            () -> (part, sent) -> send(upload, part.number, sent),
                            SentPart::new)
                    .write(sent -> {
                        parts.add(CompletedPart.builder()
                                .partNumber(sent.number)
                                .eTag(sent.etag)
                                .build());
                        digests.add(sent.md5);
                        progress.advance(plan.byteCount(sent.number));
                    })
                    .run(context);
        }
        requireUnchanged();
        return complete(upload, parts, Md5.etagOfParts(digests));
    }

    private BoundedPipeline.Reader<SentPart> partNumbers() {
        int[] next = {1};
        return part -> {
            part.number = next[0]++;
            return part.number <= plan.count();
        };
    }

    private void send(Upload upload, int number, SentPart sent) throws IOException {
        FileSlice slice = plan.slice(file, number);
        sent.number = number;
        sent.md5 = slice.md5();
        Part there = upload.parts().get(number);
        sent.etag = there != null && Md5.unquoted(there.eTag()).equals(sent.md5.hex())
                ? there.eTag()
                : sendPart(upload, number, slice, sent.md5).eTag();
    }

    private UploadPartResponse sendPart(Upload upload, int number, FileSlice slice, Md5 md5) throws IOException {
        return failures.call(
                "put part " + number + " of " + plan.count() + " of " + key + " in",
                answer -> answer.eTag() != null,
                () -> client.uploadPart(
                        request -> request.bucket(location.bucket())
                                .key(location.inBucket(key))
                                .uploadId(upload.id())
                                .partNumber(number)
                                .contentMD5(md5.base64())
                                .overrideConfiguration(override -> override.apiCallAttemptTimeout(
                                        options.patience().attempt(slice.byteCount()))),
                        slice.body()));
    }

    private String create() throws IOException {
        return failures.call(
                        "put " + key + " in",
                        () -> client.createMultipartUpload(request -> request.bucket(location.bucket())
                                .key(location.inBucket(key))
                                .contentType(headers.contentType())
                                .cacheControl(headers.cacheControl())))
                .uploadId();
    }

    /**
     * Joins the parts. The answer of a completion may be lost: then there is no such upload any more, and what has the key tells
     * whether it was this one.
     */
    private Arrival complete(Upload upload, List<CompletedPart> parts, String expected) throws IOException {
        Optional<CompleteMultipartUploadResponse> response =
                failures.call("complete " + key + " in", () -> completeOnce(upload, parts));
        return new Arrival(
                key,
                plan.fileBytes(),
                expected,
                response.map(CompleteMultipartUploadResponse::eTag).map(Md5::unquoted),
                response.map(CompleteMultipartUploadResponse::serverSideEncryption),
                upload.isResumed());
    }

    private Optional<CompleteMultipartUploadResponse> completeOnce(Upload upload, List<CompletedPart> parts) {
        try {
            return Optional.of(client.completeMultipartUpload(request -> request.bucket(location.bucket())
                    .key(location.inBucket(key))
                    .uploadId(upload.id())
                    .multipartUpload(all -> all.parts(parts))
                    .overrideConfiguration(override ->
                            override.apiCallAttemptTimeout(options.patience().attempt(plan.fileBytes())))));
        } catch (NoSuchUploadException goneAlready) {
            return Optional.empty();
        }
    }

    /** The upload to go on with; ends all others of the key. */
    private Optional<Upload> resumable() throws IOException {
        Optional<Upload> found = Optional.empty();
        for (MultipartUpload candidate : uploads()) {
            Map<Integer, Part> parts = found.isPresent() ? Map.of() : parts(candidate);
            if (candidate.checksumAlgorithm() == null && isOfThisFile(parts)) {
                found = Optional.of(new Upload(candidate.uploadId(), parts));
            } else {
                abort(candidate);
            }
        }
        return found;
    }

    private boolean isOfThisFile(Map<Integer, Part> parts) throws IOException {
        for (Part part : parts.values()) {
            if (part.partNumber() > plan.count() || part.size() != plan.byteCount(part.partNumber())) {
                return false;
            }
        }
        Optional<Part> first = parts.values().stream().min(Comparator.comparing(Part::partNumber));
        return first.isPresent()
                && plan.slice(file, first.get().partNumber())
                        .md5()
                        .hex()
                        .equals(Md5.unquoted(first.get().eTag()));
    }

    /** Uploads of the key under way, latest first; none where the server does not tell. */
    private List<MultipartUpload> uploads() throws IOException {
        return failures.call("put " + key + " in", () -> {
            try {
                return client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(location.bucket()).prefix(location.inBucket(key)))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().equals(location.inBucket(key)))
                        .sorted(Comparator.comparing(MultipartUpload::initiated).reversed())
                        .toList();
            } catch (S3Exception e) {
                if (e.statusCode() == 403 || e.statusCode() == 501) {
                    return List.of(); // putting is allowed all the same, or the next request says that it is not
                }
                throw e;
            }
        });
    }

    private Map<Integer, Part> parts(MultipartUpload upload) throws IOException {
        return failures.call("put " + key + " in", () -> {
            Map<Integer, Part> parts = new HashMap<>();
            try {
                client.listPartsPaginator(request -> request.bucket(location.bucket())
                                .key(location.inBucket(key))
                                .uploadId(upload.uploadId()))
                        .parts()
                        .forEach(part -> parts.put(part.partNumber(), part));
            } catch (NoSuchUploadException endedMeanwhile) {
                parts.clear();
            }
            return parts;
        });
    }

    private void abort(MultipartUpload upload) throws IOException {
        failures.call("give up an old upload of " + key + " in", () -> {
            try {
                return Optional.of(client.abortMultipartUpload(request -> request.bucket(location.bucket())
                        .key(location.inBucket(key))
                        .uploadId(upload.uploadId())));
            } catch (NoSuchUploadException endedMeanwhile) {
                return Optional.empty();
            }
        });
    }

    private void requireUnchanged() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.size() != plan.fileBytes() || !now.lastModifiedTime().equals(modified)) {
            throw new ConfigurationException(
                    "Cannot put " + file + ": it was changed meanwhile. Put it when nothing writes to it any more.");
        }
    }
}
