package dev.croft.store;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.Digests;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Objects as files below a folder. A file is copied under a temporary name, made durable, read back and compared with its source by
 * CRC-32C, and only then gets its name: network file systems have lost bytes before, and the comparison costs little beside the
 * copy. Headers have no place here. Folders made for keys stay when the objects go. Thread-safe, as it holds nothing.
 */
final class DirectoryStore implements ObjectStore {
    private static final long COPY_BYTES = 16L << 20;

    private final String location;
    private final Path root;

    DirectoryStore(String location, Path root) {
        this.location = location;
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public StoredObject put(Path file, String key, ObjectHeaders headers, RunContext context) throws IOException {
        Path target = targetOf(key);
        try (AtomicOutput output = context.output(target, Overwrite.ANYTHING, List.of(file))) {
            copyTo(target, file, output.path(), key, context);
            requireSame(file, output.path(), target);
            output.commitAlone();
        }
        return require(key);
    }

    @Override
    public StoredObject put(byte[] content, String key, ObjectHeaders headers) throws IOException {
        Path target = targetOf(key);
        try (AtomicOutput output = AtomicOutput.to(target, Overwrite.ANYTHING, List.of())) {
            Files.write(output.path(), content);
            output.commitAlone();
        }
        return require(key);
    }

    @Override
    public Optional<StoredObject> find(String key) throws IOException {
        try {
            Path file = pathOf(key);
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(describe(key, attributes)) : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(String key) throws IOException {
        return find(key).isPresent() ? Optional.of(Files.readAllBytes(pathOf(key))) : Optional.empty();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        List<StoredObject> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, new Collector(prefix, found));
        }
        found.sort(Comparator.comparing(StoredObject::key));
        return found;
    }

    @Override
    public void delete(String key) throws IOException {
        if (find(key).isPresent()) {
            Files.deleteIfExists(pathOf(key));
        }
    }

    @Override
    public void close() {}

    private Path pathOf(String key) {
        return root.resolve(ObjectKeys.require(key));
    }

    private Path targetOf(String key) throws IOException {
        Path target = pathOf(key);
        try {
            Files.createDirectories(target.getParent());
        } catch (FileSystemException e) {
            requireFolders(target.getParent(), e);
            throw e;
        }
        return target;
    }

    /** Java does not say which part of a path is in the way. */
    private static void requireFolders(Path folder, FileSystemException failure) {
        for (Path part = folder; part != null; part = part.getParent()) {
            if (Files.exists(part) && !Files.isDirectory(part)) {
                throw new ConfigurationException(
                        "Cannot make the folder " + folder + ": " + part + " is a file. Name another folder.", failure);
            }
        }
    }

    private StoredObject require(String key) throws IOException {
        return find(key)
                .orElseThrow(() -> new IOException("Cannot find " + key + " in " + location
                        + " though it was put there just now; somebody removed it."));
    }

    private static StoredObject describe(String key, BasicFileAttributes attributes) {
        String version = attributes.size() + "-" + attributes.lastModifiedTime().toInstant();
        return new StoredObject(
                key, attributes.size(), version, attributes.lastModifiedTime().toInstant());
    }

    /** Java says "No space left on device", and not where. */
    private static void copyTo(Path target, Path from, Path temporary, String key, RunContext context)
            throws IOException {
        try {
            copy(from, temporary, key, context);
        } catch (IOException e) {
            throw new IOException("Cannot put " + from + " at " + target + ": " + e.getMessage(), e);
        }
    }

    private static void copy(Path from, Path to, String key, RunContext context) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                var progress = context.progress().start("put " + key, "bytes", OptionalLong.of(in.size()))) {
            long position = 0;
            for (long copied = 1; copied > 0; position += copied) {
                context.safePoint();
                copied = in.transferTo(position, COPY_BYTES, out);
                progress.advance(copied);
            }
        }
    }

    private static void requireSame(Path source, Path copy, Path target) throws IOException {
        String expected = Digests.crc32c(source);
        String found = Digests.crc32c(copy);
        if (!found.equals(expected)) {
            throw new IOException("Cannot put " + source + " at " + target + ": its copy reads as " + found
                    + ", the file itself as " + expected
                    + ". Something writes to the file, or a disk is failing; put it again.");
        }
    }

    /** Gathers the files that are objects: none that is being written, none that could have no key. */
    private final class Collector extends SimpleFileVisitor<Path> {
        private final String prefix;
        private final List<StoredObject> found;

        private Collector(String prefix, List<StoredObject> found) {
            this.prefix = prefix;
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String key = String.join("/", names(root.relativize(file)));
            if (key.startsWith(prefix) && ObjectKeys.isValid(key) && !AtomicOutput.isTemporary(file)) {
                // Once more by key, because a link is the file that it names.
                find(key).ifPresent(found::add);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // gone since its folder was read
            }
            throw failure;
        }
    }

    private static List<String> names(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(part -> names.add(part.toString()));
        return names;
    }
}
