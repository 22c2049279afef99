package dev.croft.store.s3;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.ResourceException;
import dev.croft.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sends requests, and says in Croft's words why one failed for good. Names bucket, server and profile, never a key of an account. */
final class S3Failures {
    /** What is said of content that arrived otherwise than it was sent. */
    private static final Set<String> DAMAGE = Set.of("BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody");

    private static final Set<String> OTHER_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    /** Statuses that asking again does not change. */
    private static final Set<Integer> NOT_UNDERSTOOD = Set.of(400, 405, 411, 413, 414, 501);

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");

    private final S3Location location;
    private final StoreOptions options;

    S3Failures(S3Location location, StoreOptions options) {
        this.location = location;
        this.options = options;
    }

    /** A request to S3, with all its attempts. */
    @FunctionalInterface
    interface Request<T> {
        T send();
    }

    /**
     * Sends a request.
     *
     * @param action for the message: what could not be done, such as {@code put a.json in}
     */
    <T> T call(String action, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (S3Exception e) {
            throw refused(action, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (SdkClientException e) {
            throw unanswered(action, e);
        }
    }

    /**
     * Sends a request until its answer is whole. The JDK takes the headers of an answer that breaks off among them for all there are.
     */
    <T> T call(String action, Predicate<T> isWhole, Request<T> request) throws IOException {
        for (int attempt = 1; attempt <= options.patience().attempts(); attempt++) {
            T answer = call(action, request);
            if (isWhole.test(answer)) {
                return answer;
            }
        }
        throw new IOException("Cannot " + action + " " + location + at() + ": the server's answer is cut short"
                + tried(options.patience().attempts())
                + ". Run it again later.");
    }

    /** Whether content changed on its way to the server, or its answer on the way back, so that sending it again may do. */
    static boolean isDamageOnTheWay(Throwable failure) {
        return isDamagedContent(failure)
                || hasCause(failure, XMLStreamException.class)
                // Headers that end too early, such as the time of the last change or the length.
                || hasCause(failure, DateTimeException.class)
                || hasCause(failure, NumberFormatException.class);
    }

    private static boolean isDamagedContent(Throwable failure) {
        return failure instanceof AwsServiceException refusal && DAMAGE.contains(code(refusal));
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    static String code(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(details -> details.errorCode())
                .orElse("");
    }

    /** Refused for good: the request is wrong where asking again will not help, else the server is not well. */
    private IOException refused(String action, S3Exception refusal) {
        String code = code(refusal);
        String start = "Cannot " + action + " " + location + at() + ": ";
        String answer = "the server answered " + refusal.statusCode() + (code.isEmpty() ? "" : " " + code);
        if (code.equals("NoSuchBucket")) {
            throw noBucket(action);
        }
        if (isDamagedContent(refusal)) {
            return new IOException(
                    start + "it arrived damaged " + options.patience().attempts() + " times (" + answer
                            + "). Something between here and the server changes bytes; try from another machine.");
        }
        if (OTHER_REGION.contains(code) || refusal.statusCode() == 301) {
            throw new ConfigurationException(
                    start + answer + ": the bucket is in another region. Give " + StoreOptions.REGION_OPTION + ".");
        }
        if (EXPIRED.contains(code)) {
            throw new ConfigurationException(
                    start + answer + ": the keys" + ofProfile() + " have expired. Renew them.");
        }
        if (code.equals("RequestTimeTooSkewed")) {
            throw new ConfigurationException(start + answer + ": the clock of this machine is off. Set it.");
        }
        if (NOT_UNDERSTOOD.contains(refusal.statusCode()) && !code.equals("RequestTimeout")) {
            throw new ConfigurationException(start + answer + detail(refusal)
                    + ". The region, the keys or the address may be wrong, or it is no server of S3.");
        }
        if (refusal.statusCode() == 401 || refusal.statusCode() == 403) {
            throw new ConfigurationException(start + answer + ". Either the keys" + ofProfile()
                    + " are wrong, or they lack the right to do it: s3:GetObject, s3:PutObject, s3:DeleteObject and"
                    + " s3:ListBucket are needed. Check the keys, or name another profile with "
                    + StoreOptions.PROFILE_OPTION + ".");
        }
        return new IOException(start + answer + detail(refusal) + ". Run it again later.");
    }

    ConfigurationException noBucket(String action) {
        return new ConfigurationException("Cannot " + action + " " + location + at() + ": there is no bucket "
                + location.bucket() + ". Create it, or correct the location or " + StoreOptions.ENDPOINT_URL_OPTION
                + ".");
    }

    private IOException unanswered(String action, SdkClientException failure) {
        String start = "Cannot " + action + " " + location + at() + ": ";
        int attempts = Optional.ofNullable(failure.numAttempts()).orElse(1);
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (failure instanceof ApiCallAttemptTimeoutException || failure instanceof ApiCallTimeoutException) {
            return new IOException(start + "the server stopped answering" + tried(attempts) + ". Run it again later.");
        }
        if (root instanceof IOException) {
            return new IOException(
                    start + "the connection failed (" + root + ")" + tried(attempts)
                            + ". Check the address and the network, and run it again.",
                    root);
        }
        if (failure.getMessage() != null && failure.getMessage().startsWith("Unable to load credentials")) {
            throw new ConfigurationException(start + "the keys" + ofProfile() + " are no longer to be had.");
        }
        throw new ResourceException(start + root.getMessage() + tried(attempts) + ".", root);
    }

    private static String tried(int attempts) {
        return ", " + attempts + (attempts == 1 ? " attempt" : " attempts");
    }

    private static String detail(S3Exception refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                        .map(details -> details.errorMessage())
                        .filter(message -> !message.isBlank())
                        .map(message -> " (" + message + ")")
                        .orElse("")
                + Optional.ofNullable(refusal.requestId())
                        .map(id -> ", request " + id)
                        .orElse("");
    }

    private String at() {
        return S3Connection.endpoint(options).map(url -> " at " + url).orElse("");
    }

    private String ofProfile() {
        return options.profile().map(profile -> " of the profile " + profile).orElse("");
    }
}
