package dev.croft.core.vector.parquet;

import dev.croft.core.file.FileKind;
import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that a path stands for: itself, the part files of a directory, or what a glob matches; sorted by path. */
public final class ZoneFiles {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private ZoneFiles() {}

    /**
     * The files, at least one.
     *
     * @throws ConfigurationException when there is none
     */
    public static List<Path> find(String place) throws IOException {
        if (place.isBlank()) {
            throw new ConfigurationException("Cannot read zones: the path is empty. Give one with --zones.");
        }
        if (isLiteral(place)) {
            Path path = Path.of(place);
            return Files.isDirectory(path) ? parts(path) : List.of(path);
        }
        return matches(place);
    }

    /** A file that exists is meant literally even if its name looks like a glob. */
    private static boolean isLiteral(String place) {
        if (!WILDCARD.matcher(place).find()) {
            return true;
        }
        try {
            return Files.exists(Path.of(place));
        } catch (InvalidPathException e) {
            return false; // wildcards are no part of file names on every system
        }
    }

    /** Those that are called Parquet, because other data may lie beside them; all when none is, as parts may have any name. */
    private static List<Path> parts(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .filter(path -> !isHidden(path) && !isReceipt(path))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new ConfigurationException("Cannot read zones from " + directory + ": there is no file in it.");
            }
            List<Path> named = files.stream().filter(FileKind.PARQUET::isNameOf).toList();
            return named.isEmpty() ? files : named;
        }
    }

    /** Spark and others leave such files beside their parts: _SUCCESS, .part-0.crc. */
    private static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith("_") || name.startsWith(".");
    }

    /** Croft leaves such files beside its outputs; see {@link dev.croft.core.run.Receipt}. */
    private static boolean isReceipt(Path path) {
        return path.getFileName().toString().endsWith(".croft.json");
    }

    private static List<Path> matches(String glob) throws IOException {
        int wildcard =
                WILDCARD.matcher(glob).results().findFirst().orElseThrow().start();
        int separator = glob.lastIndexOf('/', wildcard);
        Path root = Path.of(separator < 0 ? "" : glob.substring(0, separator + 1));
        PathMatcher matcher = matcher(glob);
        int depth = glob.contains("**") ? Integer.MAX_VALUE : 1 + separators(glob.substring(wildcard));
        if (!Files.isDirectory(root)) {
            throw new ConfigurationException(
                    "Cannot read zones from " + glob + ": there is no directory " + root + ".");
        }
        try (Stream<Path> entries = Files.walk(root, depth)) {
            List<Path> files = entries.filter(matcher::matches)
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            if (files.isEmpty()) {
                throw new ConfigurationException("Cannot read zones from " + glob + ": no file matches.");
            }
            return files;
        }
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            // Without the cause, whose message of three lines points into a translated pattern.
            throw new ConfigurationException("Cannot read zones from " + glob
                    + ": no such file, and as a glob it is malformed: " + e.getDescription() + ".");
        }
    }

    private static int separators(String text) {
        return (int) text.chars().filter(c -> c == '/').count();
    }
}
