package dev.croft.store;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a folder holds, file by file, so that a copy of it can be checked elsewhere. As text, one line for each file, ordered by path:
 * CRC-32C (RFC 3720, appendix B.4), size in bytes and path relative to the folder, two spaces between them.
 *
 * <pre>{@code
 * crc32c:e3069283  9  outputs/web/us_full_years.json
 * }</pre>
 *
 * Immutable.
 */
public final class FolderManifest {
    private static final Pattern LINE = Pattern.compile("(crc32c:[0-9a-f]{8})  (\\d{1,18})  (.+)");
    private static final String CODE = "MANIFEST_LINE";

    private final List<Entry> entries;

    private FolderManifest(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A file.
     *
     * @param digest {@code crc32c:} and eight hexadecimal digits
     * @param byteCount size
     * @param path relative to the folder, with {@code /} between its parts
     */
    public record Entry(String digest, long byteCount, String path) {
        /** As in the text of a manifest. */
        public String line() {
            return digest + "  " + byteCount + "  " + path;
        }
    }

    /**
     * What a folder holds now. Files that are being written are left out, and so are those that {@code excluded} holds.
     *
     * @param excluded such as the manifest itself
     */
    public static FolderManifest of(Path folder, List<Path> excluded) throws IOException {
        List<Path> left =
                excluded.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        TreeMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .filter(file -> !AtomicOutput.isTemporary(file))
                    .filter(file -> !left.contains(file.toAbsolutePath().normalize()))
                    .forEach(file -> files.put(relative(folder, file), file));
        }
        List<Entry> entries = new ArrayList<>();
        for (var file : files.entrySet()) {
            entries.add(new Entry(Digests.crc32c(file.getValue()), Files.size(file.getValue()), file.getKey()));
        }
        return new FolderManifest(entries);
    }

    /**
     * Reads the text of a manifest.
     *
     * @throws InputDataException when a line is none, with its number
     */
    public static FolderManifest read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || !ObjectKeys.isValid(parts.group(3))) {
                throw new InputDataException(
                        file,
                        CODE,
                        "Cannot read line " + number + " of " + file
                                + ": it is not \"crc32c:DIGITS  BYTES  PATH\". Copy the manifest again.");
            }
            entries.add(new Entry(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)));
        }
        return new FolderManifest(entries);
    }

    public List<Entry> entries() {
        return entries;
    }

    public long byteCount() {
        return entries.stream().mapToLong(Entry::byteCount).sum();
    }

    /** One sentence for each file of the manifest that {@code folder} lacks or has otherwise; what else it holds is of no account. */
    public List<String> differencesOf(Path folder) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Entry entry : entries) {
            Path file = folder.resolve(entry.path());
            if (!Files.isRegularFile(file)) {
                differences.add(entry.path() + " is missing");
            } else if (Files.size(file) != entry.byteCount()) {
                differences.add(
                        entry.path() + " has " + Files.size(file) + " bytes, the manifest says " + entry.byteCount());
            } else if (!Digests.crc32c(file).equals(entry.digest())) {
                differences.add(
                        entry.path() + " reads as " + Digests.crc32c(file) + ", the manifest says " + entry.digest());
            }
        }
        return differences;
    }

    private static String relative(Path folder, Path file) {
        List<String> names = new ArrayList<>();
        folder.relativize(file).forEach(part -> names.add(part.toString()));
        return String.join("/", names);
    }
}
