package dev.croft.store;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.store.s3.S3Location;
import dev.croft.store.s3.S3ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Opens stores by their location. */
public final class ObjectStores {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*", Pattern.DOTALL);

    private ObjectStores() {}

    /**
     * Opens a store. Asks nobody yet whether it is there.
     *
     * @param location {@code s3://bucket/prefix}, or a folder, which puts make when it is not there
     * @throws ConfigurationException when it is neither, or no credentials are to be found
     */
    public static ObjectStore open(String location, StoreOptions options) throws IOException {
        if (S3Location.isOne(location)) {
            return S3ObjectStore.open(S3Location.parse(location), options);
        }
        return new DirectoryStore(location, folder(location));
    }

    /**
     * The folder that a location means; empty for a bucket.
     *
     * @throws ConfigurationException when it is neither
     */
    public static Optional<Path> folderOf(String location) {
        if (S3Location.isOne(location)) {
            S3Location.parse(location);
            return Optional.empty();
        }
        return Optional.of(folder(location));
    }

    private static Path folder(String location) {
        try {
            if (location.startsWith("file:")) {
                return Path.of(URI.create(location));
            }
            if (!location.isEmpty() && !SCHEME.matcher(location).matches()) {
                return Path.of(location);
            }
        } catch (InvalidPathException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw noLocation(location, e);
        }
        throw noLocation(location, null);
    }

    private static ConfigurationException noLocation(String location, Throwable cause) {
        return new ConfigurationException(
                "Cannot open the store \"" + location
                        + "\": it is neither s3://bucket/prefix nor a folder. Correct it.",
                cause);
    }
}
