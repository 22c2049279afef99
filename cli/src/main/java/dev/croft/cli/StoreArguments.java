package dev.croft.cli;

import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import dev.croft.store.StoreOptions;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how a bucket is reached; for a folder they mean nothing. Keys are never options. */
final class StoreArguments {
    @Option(
            names = StoreOptions.ENDPOINT_URL_OPTION,
            paramLabel = "URL",
            description = "Server that speaks S3; by default AWS's own, or AWS_ENDPOINT_URL.")
    private String endpointUrl;

    @Option(
            names = StoreOptions.PROFILE_OPTION,
            paramLabel = "NAME",
            description = "Profile of ~/.aws with the keys; by default those of the environment, the default profile,"
                    + " or the container or machine.")
    private String profile;

    @Option(
            names = StoreOptions.REGION_OPTION,
            paramLabel = "NAME",
            description = "Region of the bucket; by default that of the environment or profile.")
    private String region;

    /**
     * Opens a store; the caller closes it.
     *
     * @param threads parts on their way at a time; by default {@link StoreOptions#defaults} says
     */
    ObjectStore open(String location, Optional<Integer> threads) throws IOException {
        StoreOptions options = StoreOptions.defaults();
        options = Optional.ofNullable(endpointUrl).map(options::withEndpointUrl).orElse(options);
        options = Optional.ofNullable(profile).map(options::withProfile).orElse(options);
        options = Optional.ofNullable(region).map(options::withRegion).orElse(options);
        options = threads.isPresent() ? options.withThreads(threads.get()) : options;
        return ObjectStores.open(location, options);
    }
}
