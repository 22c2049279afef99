package dev.croft.store;

import dev.croft.core.problem.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * How stores are reached. Buckets alone look at most of it. Holds no secrets: keys come from the environment, a profile, or the
 * container or machine, as for any tool of AWS.
 *
 * @param endpointUrl server that speaks S3; AWS's own where absent
 * @param region where absent, that of the environment or profile
 * @param profile section of {@code ~/.aws/config} and {@code ~/.aws/credentials}; where absent, the default chain of AWS decides
 * @param patience how often and how long to try
 * @param partBytes size of the parts of large files, at least {@value #LEAST_PART_BYTES}; larger for files of more than 10,000 parts
 * @param threads parts on their way at a time
 */
public record StoreOptions(
        Optional<URI> endpointUrl,
        Optional<String> region,
        Optional<String> profile,
        Patience patience,
        long partBytes,
        int threads) {
    /** The command line's option for {@link #endpointUrl}. */
    public static final String ENDPOINT_URL_OPTION = "--endpoint-url";

    /** The command line's option for {@link #region}. */
    public static final String REGION_OPTION = "--region";

    /** The command line's option for {@link #profile}. */
    public static final String PROFILE_OPTION = "--profile";

    /** S3 takes 5 MiB; smaller parts only cost requests. */
    public static final long LEAST_PART_BYTES = 8L << 20;

    private static final long DEFAULT_PART_BYTES = 16L << 20;
    private static final int DEFAULT_THREADS = 8;

    public StoreOptions {
        if (partBytes < LEAST_PART_BYTES || threads < 1) {
            throw new IllegalArgumentException(
                    "Cannot send parts of " + partBytes + " bytes with " + threads + " threads");
        }
    }

    /**
     * How long to bear with a server.
     *
     * @param attempts of each request, at least 1; between them random pauses that grow
     * @param connect time to connect
     * @param answer time without a byte of an answer
     * @param leastBytesPerSecond a request that sends less than this is given up, as one that hangs
     */
    public record Patience(int attempts, Duration connect, Duration answer, long leastBytesPerSecond) {
        public Patience {
            if (attempts < 1 || connect.toMillis() < 1 || answer.toMillis() < 1 || leastBytesPerSecond < 1) {
                throw new IllegalArgumentException("Cannot wait " + connect + " and " + answer + ", " + attempts
                        + " times, for " + leastBytesPerSecond + " bytes per second");
            }
        }

        /** Bears with a server that is restarted, not with one that is gone: some minutes in all. */
        public static Patience standard() {
            return new Patience(8, Duration.ofSeconds(10), Duration.ofSeconds(30), 32 << 10);
        }

        /** Time for one attempt of a request that sends so many bytes. */
        public Duration attempt(long byteCount) {
            return answer.plusSeconds(byteCount / leastBytesPerSecond);
        }
    }

    /** AWS's own endpoint, and what the environment says. */
    public static StoreOptions defaults() {
        return new StoreOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Patience.standard(),
                DEFAULT_PART_BYTES,
                DEFAULT_THREADS);
    }

    /**
     * With a server of one's own, whose buckets are found by path.
     *
     * @throws ConfigurationException when {@code url} is no address of a server
     */
    public StoreOptions withEndpointUrl(String url) {
        return new StoreOptions(Optional.of(endpoint(url)), region, profile, patience, partBytes, threads);
    }

    public StoreOptions withRegion(String newRegion) {
        return new StoreOptions(endpointUrl, Optional.of(newRegion), profile, patience, partBytes, threads);
    }

    public StoreOptions withProfile(String newProfile) {
        return new StoreOptions(endpointUrl, region, Optional.of(newProfile), patience, partBytes, threads);
    }

    public StoreOptions withPatience(Patience newPatience) {
        return new StoreOptions(endpointUrl, region, profile, newPatience, partBytes, threads);
    }

    public StoreOptions withPartBytes(long bytes) {
        return new StoreOptions(endpointUrl, region, profile, patience, bytes, threads);
    }

    public StoreOptions withThreads(int count) {
        return new StoreOptions(endpointUrl, region, profile, patience, partBytes, count);
    }

    /** Does not repeat the text: it may hold a password. */
    private static URI endpoint(String url) {
        URI parsed = parse(url);
        boolean isWeb = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
        if (!isWeb || parsed.getHost() == null) {
            throw noAddress();
        }
        if (parsed.getRawUserInfo() != null || parsed.getRawQuery() != null) {
            throw new ConfigurationException("Cannot use " + ENDPOINT_URL_OPTION
                    + " with a user, password or query. Give the server's address only; keys belong in a profile or"
                    + " in the environment.");
        }
        return parsed;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw noAddress();
        }
    }

    private static ConfigurationException noAddress() {
        return new ConfigurationException("Cannot use " + ENDPOINT_URL_OPTION
                + ": it is no address of a server. Write it like https://minio.example.org:9000.");
    }
}
