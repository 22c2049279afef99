package dev.croft.store;

import dev.croft.core.run.RunContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects under keys. A key is relative to the location that was opened, has {@code /} between its parts, and no part that is
 * empty, {@code .} or {@code ..}. An object appears whole or not at all; readers see the one before until then. Thread-safe.
 *
 * <p>What goes wrong on the way is tried again; after that methods throw {@link java.io.IOException} or
 * {@link dev.croft.core.problem.ResourceException}. When credentials or the bucket are refused, they throw
 * {@link dev.croft.core.problem.ConfigurationException}. No message holds a secret.
 */
public interface ObjectStore extends Closeable {
    /** The location, as users write it. */
    String location();

    /**
     * Puts a file, replacing what has its key, and verifies size and checksum of what arrived. A put that was broken off goes on
     * where it stopped when the file is the same. Shows its progress in {@code context}.
     */
    StoredObject put(Path file, String key, ObjectHeaders headers, RunContext context) throws IOException;

    /** Puts a small object, replacing what has its key. */
    StoredObject put(byte[] content, String key, ObjectHeaders headers) throws IOException;

    /** The object of a key, if there is one. */
    Optional<StoredObject> find(String key) throws IOException;

    /** Content of a small object; empty when there is none. */
    Optional<byte[]> read(String key) throws IOException;

    /**
     * All objects whose keys begin with {@code prefix}, ordered by key.
     *
     * @param prefix may end anywhere; empty for all
     */
    List<StoredObject> list(String prefix) throws IOException;

    /** Removes an object; nothing happens when there is none. */
    void delete(String key) throws IOException;
}
