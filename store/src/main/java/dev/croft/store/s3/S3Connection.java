package dev.croft.store.s3;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.store.StoreOptions;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients from options: which server, whose keys, how much patience. */
final class S3Connection {
    /** Servers that are not AWS's take any; this one is what they say when asked. */
    private static final Region ANY_REGION = Region.US_EAST_1;

    private final StoreOptions options;

    S3Connection(StoreOptions options) {
        this.options = options;
    }

    /**
     * A client; the caller closes it. Sends no request, but may ask the container or machine for keys.
     *
     * @throws ConfigurationException when there are no keys or no region
     */
    S3Client open() {
        StoreOptions.Patience patience = options.patience();
        S3ClientBuilder builder = S3Client.builder()
                .region(region())
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(patience.connect())
                        .socketTimeout(patience.answer()))
                .overrideConfiguration(override -> override.retryStrategy(retries(patience))
                        .apiCallAttemptTimeout(patience.connect().plus(patience.attempt(0))))
                // Content-MD5 does it, which all servers know; the newer checksums of AWS many do not.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        endpoint(options).ifPresent(url -> builder.endpointOverride(url).forcePathStyle(true));
        return builder.build();
    }

    /** The server asked for, else the one that AWS's own tools take from the environment. */
    static Optional<URI> endpoint(StoreOptions options) {
        return options.endpointUrl().or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_S3"))
                .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
                .filter(url -> !url.isBlank())
                .flatMap(url -> options.withEndpointUrl(url).endpointUrl()));
    }

    /** Without the limit that the SDK sets on retries in all: a job in the night is patient. */
    private static StandardRetryStrategy retries(StoreOptions.Patience patience) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(patience.attempts())
                .circuitBreakerEnabled(false)
                .retryOnException(S3Failures::isDamageOnTheWay)
                .build();
    }

    private AwsCredentialsProvider credentials() {
        AwsCredentialsProvider provider = options.profile().isPresent()
                ? ProfileCredentialsProvider.create(options.profile().get())
                : DefaultCredentialsProvider.builder().build();
        try {
            provider.resolveCredentials();
            return provider;
        } catch (SdkClientException e) {
            // Without the cause: its message lists what profiles hold.
            throw new ConfigurationException(noCredentials());
        }
    }

    private String noCredentials() {
        String name = options.profile().map(profile -> " " + profile).orElse("");
        String place = options.profile().isPresent()
                ? "the profile" + name + " is not in ~/.aws/credentials or ~/.aws/config, or has no keys of its own"
                : "there are none in the environment, the default profile, or of this container or machine";
        return "Cannot find credentials for S3: " + place + ". Name another with " + StoreOptions.PROFILE_OPTION
                + "; for a profile that signs in or takes a role, run: eval \"$(aws configure export-credentials"
                + " --profile" + (name.isEmpty() ? " NAME" : name) + " --format env)\".";
    }

    private Region region() {
        if (options.region().isPresent()) {
            return Region.of(options.region().get());
        }
        boolean isOwnServer = endpoint(options).isPresent();
        try {
            return (isOwnServer ? configuredRegion() : anyRegion()).getRegion();
        } catch (SdkClientException e) {
            if (isOwnServer) {
                return ANY_REGION;
            }
            // Without the cause: it is a list of classes.
            throw new ConfigurationException(
                    "Cannot tell the region of the bucket: neither the environment nor the profile names one. Give "
                            + StoreOptions.REGION_OPTION + ", such as us-west-2.");
        }
    }

    /** Asks no machine: a server of one's own is reached from places where nobody answers. */
    private AwsRegionProvider configuredRegion() {
        return new AwsRegionProviderChain(
                new SystemSettingsRegionProvider(),
                new AwsProfileRegionProvider(null, options.profile().orElse(null)));
    }

    private AwsRegionProvider anyRegion() {
        DefaultAwsRegionProviderChain.Builder builder = DefaultAwsRegionProviderChain.builder();
        options.profile().ifPresent(builder::profileName);
        return builder.build();
    }
}
