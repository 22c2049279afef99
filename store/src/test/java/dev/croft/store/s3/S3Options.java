package dev.croft.store.s3;

import dev.croft.store.StoreOptions;
import dev.croft.store.StoreOptions.Patience;
import java.time.Duration;

/** How tests reach a server. */
final class S3Options {
    /** A stalled request costs two seconds, not half a minute. */
    private static final Patience PATIENCE = new Patience(10, Duration.ofSeconds(5), Duration.ofSeconds(2), 1 << 20);

    private S3Options() {}

    static StoreOptions of(int port) {
        return StoreOptions.defaults()
                .withEndpointUrl("http://127.0.0.1:" + port)
                .withPatience(PATIENCE)
                .withPartBytes(StoreOptions.LEAST_PART_BYTES)
                .withThreads(2);
    }
}
