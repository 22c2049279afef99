package dev.croft.store.s3;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectKeys;
import dev.croft.store.ObjectStore;
import dev.croft.store.StoreOptions;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket. The server checks every request that carries content by its {@code Content-MD5}; what it says afterwards, size
 * and ETag, must be those of the file, or the object is removed again. Thread-safe.
 */
public final class S3ObjectStore implements ObjectStore {
    private final Server server;
    private final S3Client client;
    private final S3Failures failures;
    private final S3Location location;

    /** That there is a bucket at all is asked once, when an object is missing: the answers to a HEAD do not tell. */
    private final AtomicBoolean bucketKnown = new AtomicBoolean();

    /** Whom and how to ask. */
    record Server(S3Client client, S3Failures failures, S3Location location, StoreOptions options) {}

    private S3ObjectStore(Server server) {
        this.server = server;
        client = server.client();
        failures = server.failures();
        location = server.location();
    }

    /**
     * Opens a bucket. Sends no request to it yet.
     *
     * @throws ConfigurationException when there are no credentials
     */
    public static S3ObjectStore open(S3Location location, StoreOptions options) {
        S3Client client = new S3Connection(options).open();
        return new S3ObjectStore(new Server(client, new S3Failures(location, options), location, options));
    }

    @Override
    public String location() {
        return location.toString();
    }

    @Override
    public StoredObject put(Path file, String key, ObjectHeaders headers, RunContext context) throws IOException {
        ObjectKeys.require(key);
        long byteCount = Files.size(file);
        if (byteCount <= server.options().partBytes()) {
            FileSlice whole = new FileSlice(file, 0, byteCount);
            return verified(put(key, headers, whole.body(), byteCount, whole.md5()));
        }
        Arrival arrival = new MultipartPut(server, file, key, headers).put(context);
        StoredObject stored = verified(arrival);
        // An upload begun by an earlier version may have had other headers; those of an object cannot be changed.
        return arrival.isResumed() && !hasHeaders(key, headers)
                ? verified(new MultipartPut(server, file, key, headers).put(context))
                : stored;
    }

    @Override
    public StoredObject put(byte[] content, String key, ObjectHeaders headers) throws IOException {
        return verified(put(key, headers, RequestBody.fromBytes(content), content.length, Md5.of(content)));
    }

    @Override
    public Optional<StoredObject> find(String key) throws IOException {
        return head(key).map(head -> describe(key, head));
    }

    @Override
    public Optional<byte[]> read(String key) throws IOException {
        Optional<ResponseBytes<GetObjectResponse>> found = orMissing(
                "read " + key + " in",
                S3ObjectStore::isWhole,
                () -> client.getObjectAsBytes(
                        request -> request.bucket(location.bucket()).key(location.inBucket(key))));
        return found.map(ResponseBytes::asByteArray);
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        return failures.call("list", () -> client
                .listObjectsV2Paginator(
                        request -> request.bucket(location.bucket()).prefix(location.prefix() + prefix))
                .contents()
                .stream()
                .map(object -> new StoredObject(
                        location.inStore(object.key()),
                        object.size(),
                        Md5.unquoted(object.eTag()),
                        object.lastModified()))
                // Consoles put empty objects called "folder/".
                .filter(object -> ObjectKeys.isValid(object.key()))
                .sorted(Comparator.comparing(StoredObject::key))
                .toList());
    }

    @Override
    public void delete(String key) throws IOException {
        orMissing(
                "delete " + key + " in",
                answer -> true,
                () -> client.deleteObject(
                        request -> request.bucket(location.bucket()).key(location.inBucket(key))));
    }

    @Override
    public void close() {
        client.close();
    }

    private Arrival put(String key, ObjectHeaders headers, RequestBody body, long byteCount, Md5 md5)
            throws IOException {
        PutObjectResponse response = failures.call(
                "put " + key + " in",
                () -> client.putObject(
                        request -> request.bucket(location.bucket())
                                .key(location.inBucket(key))
                                .contentType(headers.contentType())
                                .cacheControl(headers.cacheControl())
                                .contentMD5(md5.base64())
                                .overrideConfiguration(override -> override.apiCallAttemptTimeout(
                                        server.options().patience().attempt(byteCount))),
                        body));
        return new Arrival(
                key,
                byteCount,
                md5.hex(),
                Optional.ofNullable(response.eTag()).map(Md5::unquoted),
                Optional.ofNullable(response.serverSideEncryption()),
                false);
    }

    /**
     * Compares what the server holds with what was sent. That the key names something else by now is no damage: somebody else
     * put it since.
     */
    private StoredObject verified(Arrival arrival) throws IOException {
        if (arrival.isDamaged()) {
            throw removed(arrival, "its ETag is " + arrival.etag().orElse("") + ", not " + arrival.expected());
        }
        StoredObject stored = find(arrival.key())
                .orElseThrow(() -> new IOException("Cannot find " + arrival.key() + " in " + location
                        + " though it was put there just now; somebody removed it. Put it again."));
        boolean isThisOne = stored.version().equals(arrival.etag().orElse(arrival.expected()));
        if (isThisOne && stored.byteCount() != arrival.byteCount()) {
            throw removed(arrival, "it has " + stored.byteCount() + " bytes, not " + arrival.byteCount());
        }
        if (!isThisOne && arrival.etag().isEmpty()) {
            throw new IOException("Cannot tell whether " + arrival.key() + " arrived in " + location
                    + ": the server's answer was lost, and the key holds something else. Put it again.");
        }
        return stored;
    }

    private IOException removed(Arrival arrival, String reason) throws IOException {
        delete(arrival.key());
        return new IOException("Cannot put " + arrival.key() + " in " + location
                + ": something else arrived, and was removed again: " + reason + ". Put it again.");
    }

    private boolean hasHeaders(String key, ObjectHeaders headers) throws IOException {
        return head(key)
                .filter(head -> headers.contentType().equals(head.contentType())
                        && headers.cacheControl().equals(head.cacheControl()))
                .isPresent();
    }

    private Optional<HeadObjectResponse> head(String key) throws IOException {
        return orMissing(
                "find " + key + " in",
                head -> head.contentLength() != null && head.eTag() != null && head.lastModified() != null,
                () -> client.headObject(
                        request -> request.bucket(location.bucket()).key(location.inBucket(key))));
    }

    /** The answer, or empty when there is no such object; that there is no bucket is a failure. */
    private <T> Optional<T> orMissing(String action, Predicate<T> isWhole, S3Failures.Request<T> request)
            throws IOException {
        Optional<T> found =
                failures.call(action, answer -> answer.map(isWhole::test).orElse(true), () -> {
                    try {
                        return Optional.of(request.send());
                    } catch (S3Exception e) {
                        if (e.statusCode() == 404 && !S3Failures.code(e).equals("NoSuchBucket")) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
        if (found.isEmpty()) {
            requireBucket(action);
        }
        return found;
    }

    private static boolean isWhole(ResponseBytes<GetObjectResponse> answer) {
        GetObjectResponse head = answer.response();
        byte[] content = answer.asByteArrayUnsafe();
        return head.contentLength() != null
                && head.eTag() != null
                && head.contentLength() == content.length
                && (head.eTag().contains("-")
                        || !Md5.contradicts(
                                Md5.unquoted(head.eTag()),
                                head.serverSideEncryption(),
                                Md5.of(content).hex()));
    }

    private void requireBucket(String action) throws IOException {
        if (bucketKnown.get()) {
            return;
        }
        boolean exists = failures.call(action, () -> {
            try {
                client.headBucket(request -> request.bucket(location.bucket()));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return false;
                }
                if (e.statusCode() == 403) {
                    return true; // there, and looking at it is not allowed
                }
                throw e;
            }
        });
        if (!exists) {
            throw failures.noBucket(action);
        }
        bucketKnown.set(true);
    }

    private static StoredObject describe(String key, HeadObjectResponse head) {
        return new StoredObject(key, head.contentLength(), Md5.unquoted(head.eTag()), head.lastModified());
    }
}
