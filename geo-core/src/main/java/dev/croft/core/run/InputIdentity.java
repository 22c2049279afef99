package dev.croft.core.run;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells whether an input file is still the one that was used.
 *
 * @param role what the input is to the job, such as {@code raster}
 * @param path absolute
 * @param bytes size of the file
 * @param state {@code mtime:} and the instant of its last change
 */
public record InputIdentity(String role, String path, long bytes, String state) {
    static final String MTIME = "mtime:";

    /** Identity by path, size and time of last change. */
    public static InputIdentity of(String role, Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new ConfigurationException("Cannot find " + role + " " + input + "; check the path");
        }
        Path path = input.toRealPath();
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return new InputIdentity(role, path.toString(), file.size(), MTIME + file.lastModifiedTime());
    }

    static String stateOf(Path file) throws IOException {
        return MTIME + Files.getLastModifiedTime(file);
    }

    /** What enters the fingerprint: equal for equal identities only. */
    String essence() {
        return String.join("\0", role, path, Long.toString(bytes), state);
    }
}
