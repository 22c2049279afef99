package dev.croft.core.run;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells whether an input is still the one that was used.
 *
 * @param role what the input is to the job, such as {@code raster}
 * @param path absolute
 * @param bytes size of the file, or of all files in the folder
 * @param state {@code mtime:} and an instant for a file, {@code listing-sha256:} over names, sizes and times for a folder, or
 *     {@code sha256:} of the content; an input known by its content may move
 */
public record InputIdentity(String role, String path, long bytes, String state) {
    private static final String BY_CONTENT = "sha256:";

    /** Identity by path, size and time of last change; for a folder, those of all files in it. */
    public static InputIdentity of(String role, Path input) throws IOException {
        Path path = existing(role, input);
        if (Files.isDirectory(path)) {
            return ofFolder(role, path);
        }
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return new InputIdentity(role, path.toString(), file.size(), "mtime:" + file.lastModifiedTime());
    }

    /** Identity by size and SHA-256 of the content, for inputs that get copied about; reads the whole file. */
    public static InputIdentity ofContent(String role, Path input) throws IOException {
        Path path = existing(role, input);
        if (Files.isDirectory(path)) {
            throw new ConfigurationException("Cannot tell " + role + " " + input + " by its content: it is a folder");
        }
        return new InputIdentity(role, path.toString(), Files.size(path), Digests.sha256(path));
    }

    private static Path existing(String role, Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new ConfigurationException("Cannot find " + role + " " + input + "; check the path");
        }
        return input.toRealPath();
    }

    private static InputIdentity ofFolder(String role, Path folder) throws IOException {
        StringBuilder listing = new StringBuilder();
        long bytes = 0;
        for (Path path : regularFiles(folder)) {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            bytes += file.size();
            listing.append(folder.relativize(path)).append('\0').append(file.size());
            listing.append('\0').append(file.lastModifiedTime()).append('\n');
        }
        return new InputIdentity(role, folder.toString(), bytes, "listing-" + Digests.sha256(listing.toString()));
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    boolean isSameAs(InputIdentity other) {
        boolean samePlace = path.equals(other.path) || isByContent();
        return role.equals(other.role) && bytes == other.bytes && state.equals(other.state) && samePlace;
    }

    /** What enters the fingerprint: equal for two identities that {@link #isSameAs} holds for. */
    String essence() {
        return String.join("\0", role, isByContent() ? "" : path, Long.toString(bytes), state);
    }

    private boolean isByContent() {
        return state.startsWith(BY_CONTENT);
    }
}
