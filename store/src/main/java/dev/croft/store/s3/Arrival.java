package dev.croft.store.s3;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a server said of an object that was put.
 *
 * @param key of the store
 * @param byteCount bytes sent
 * @param expected ETag of what was sent
 * @param etag as the server answered; empty when its answer was lost
 * @param encryption which decides whether the ETag is a digest
 * @param isResumed whether its headers are those of an earlier process
 */
record Arrival(
        String key,
        long byteCount,
        String expected,
        Optional<String> etag,
        Optional<ServerSideEncryption> encryption,
        boolean isResumed) {
    /** Whether the server holds something else than was sent. */
    boolean isDamaged() {
        return etag.isPresent() && Md5.contradicts(etag.get(), encryption.orElse(null), expected);
    }
}
