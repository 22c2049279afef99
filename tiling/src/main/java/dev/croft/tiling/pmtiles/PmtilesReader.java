package dev.croft.tiling.pmtiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.JsonFault;
import dev.croft.tiling.tile.TileId;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a PMTiles archive of version 3: header, metadata, tiles by place or number, and all entries in order. Directories,
 * metadata and tiles that are larger than the limits stated here are refused, so that damaged bytes cannot exhaust memory.
 *
 * <p>Thread-safe: reads name their position, and the leaf directories that are kept are guarded.
 */
public final class PmtilesReader implements Closeable {
    /** Bytes of a directory or of the metadata, inflated, that are read at most. */
    public static final int MOST_SECTION_BYTES = 16 << 20;

    /** Bytes of a tile, stored and inflated, that are read at most. */
    public static final int MOST_TILE_BYTES = 64 << 20;

    /** The root and up to three levels of leaves below each other, as the reader of the format's authors allows. */
    static final int MOST_LEVELS = 4;

    private static final int KEPT_LEAVES = 32;
    private static final int MOST_KEPT_ENTRIES = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final FileChannel channel;
    private final PmtilesHeader header;
    private final PmtilesDirectory root;

    @GuardedBy("keptLeaves")
    private final Map<Long, PmtilesDirectory> keptLeaves = new LinkedHashMap<>(KEPT_LEAVES, 0.75f, true);

    private PmtilesReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long fileLength = channel.size();
        byte[] start = readFully(new ByteRange(0, Math.min(PmtilesHeader.LENGTH, fileLength)));
        this.header = PmtilesHeader.read(start, fileLength, file);
        this.root = directory(header.root());
    }

    /**
     * Opens an archive and reads its header and root directory.
     *
     * @throws InputDataException when they break the format
     */
    public static PmtilesReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PmtilesReader(file, channel);
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    public Path file() {
        return file;
    }

    public PmtilesHeader header() {
        return header;
    }

    /** The metadata as it stands in the file (chapter 5), inflated. */
    public String metadataText() throws IOException {
        byte[] text = section(header.metadata(), "metadata", "PMTILES_METADATA");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damagedMetadata("it is not UTF-8", e);
        }
    }

    /** The metadata as a tree, which the caller may change. */
    public ObjectNode metadata() throws IOException {
        JsonNode tree;
        try {
            tree = JSON.readTree(metadataText());
        } catch (JsonProcessingException e) {
            throw damagedMetadata("it is no JSON, " + JsonFault.text(e), e);
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw damagedMetadata("it is no JSON object", null);
    }

    /** A tile as it is stored, compressed as {@link PmtilesHeader#tileCompression} says; empty when the archive has none there. */
    public Optional<byte[]> tile(int z, int x, int y) throws IOException {
        return tile(TileId.of(z, x, y));
    }

    /** A tile by its number, as {@link #tile(int, int, int)}. */
    public Optional<byte[]> tile(long tileId) throws IOException {
        PmtilesDirectory directory = root;
        for (int level = 0; level < MOST_LEVELS; level++) {
            int entry = directory.find(tileId);
            if (entry < 0) {
                return Optional.empty();
            }
            if (!directory.isLeaf(entry)) {
                return Optional.of(content(directory.offset(entry), directory.length(entry)));
            }
            directory = keptLeaf(directory.offset(entry), directory.length(entry));
        }
        throw tooDeep(tileId);
    }

    /** A tile, inflated; empty when the archive has none there. */
    public Optional<byte[]> inflated(int z, int x, int y) throws IOException {
        return inflated(TileId.of(z, x, y));
    }

    /** A tile by its number, inflated; empty when the archive has none there. */
    public Optional<byte[]> inflated(long tileId) throws IOException {
        Optional<byte[]> stored = tile(tileId);
        return stored.isEmpty() ? stored : Optional.of(inflate(stored.get(), tileId));
    }

    /**
     * Undoes the compression of a tile.
     *
     * @param stored as {@link #tile} gives it; given back when tiles are stored as they are
     * @param tileId for messages
     * @throws InputDataException when it is damaged, larger than {@link #MOST_TILE_BYTES}, or neither gzip nor stored
     */
    public byte[] inflate(byte[] stored, long tileId) {
        return inflate(
                stored,
                header.tileCompression(),
                MOST_TILE_BYTES,
                "PMTILES_TILE",
                "tile " + TileId.coord(tileId) + " (" + stored.length + " bytes)");
    }

    /** All entries that stand for tiles, in order; one leaf directory per level is held at a time. */
    public EntryCursor entries() {
        return new EntryCursor(this, root);
    }

    /**
     * The content of an entry as it is stored.
     *
     * @param offset in the tile data
     */
    public byte[] content(long offset, int length) throws IOException {
        ByteRange tiles = header.tiles();
        if (offset > tiles.length() - length) {
            throw damaged(
                    "PMTILES_DIRECTORY",
                    "an entry's content is " + length + " bytes at " + offset + " of the tile data, which has "
                            + tiles.length() + " bytes");
        }
        if (length > MOST_TILE_BYTES) {
            throw damaged(
                    "PMTILES_TILE",
                    "the tile at byte " + (tiles.offset() + offset) + " has " + length + " bytes, more than the "
                            + MOST_TILE_BYTES + " that are read");
        }
        return readFully(new ByteRange(tiles.offset() + offset, length));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A leaf directory, read from the file. */
    PmtilesDirectory leaf(long offset, int length) throws IOException {
        ByteRange leaves = header.leaves();
        if (offset > leaves.length() - length) {
            throw damaged(
                    "PMTILES_DIRECTORY",
                    "a leaf directory is " + length + " bytes at " + offset + " of the leaf directories, which have "
                            + leaves.length() + " bytes");
        }
        PmtilesDirectory leaf = directory(new ByteRange(leaves.offset() + offset, length));
        if (leaf.entryCount() == 0) {
            throw damaged(
                    "PMTILES_DIRECTORY", "the leaf directory at byte " + (leaves.offset() + offset) + " is empty");
        }
        return leaf;
    }

    InputDataException damaged(String code, String what) {
        return new InputDataException(
                file, code, "Cannot read " + file + ": " + what + ". The file is damaged; copy it again.");
    }

    InputDataException tooDeep(long tileId) {
        return damaged(
                "PMTILES_DIRECTORY",
                "directories lie more than " + MOST_LEVELS + " levels deep at tile number " + tileId);
    }

    private PmtilesDirectory keptLeaf(long offset, int length) throws IOException {
        synchronized (keptLeaves) {
            PmtilesDirectory kept = keptLeaves.get(offset);
            if (kept != null) {
                return kept;
            }
        }
        PmtilesDirectory leaf = leaf(offset, length);
        if (leaf.entryCount() <= MOST_KEPT_ENTRIES) {
            keep(offset, leaf);
        }
        return leaf;
    }

    private void keep(long offset, PmtilesDirectory leaf) {
        synchronized (keptLeaves) {
            keptLeaves.put(offset, leaf);
            if (keptLeaves.size() > KEPT_LEAVES) {
                keptLeaves.remove(keptLeaves.keySet().iterator().next());
            }
        }
    }

    private PmtilesDirectory directory(ByteRange place) throws IOException {
        byte[] encoded = section(place, "directory", "PMTILES_DIRECTORY");
        return PmtilesDirectory.decode(encoded, file, place.toString());
    }

    private byte[] section(ByteRange place, String name, String code) throws IOException {
        if (place.length() > MOST_SECTION_BYTES) {
            throw damaged(
                    code,
                    "the " + name + " at " + place + " is more than the " + MOST_SECTION_BYTES
                            + " bytes that are read");
        }
        return inflate(
                readFully(place),
                header.internalCompression(),
                MOST_SECTION_BYTES,
                code,
                "the " + name + " at " + place);
    }

    private byte[] inflate(byte[] stored, Compression compression, int mostBytes, String code, String name) {
        if (compression.isStoredAsIs()) {
            return stored;
        }
        if (compression != Compression.GZIP) {
            throw new InputDataException(
                    file,
                    "PMTILES_COMPRESSION",
                    "Cannot read " + name + " of " + file + ": it is compressed with " + compression.title()
                            + ", expected gzip or none. Convert it with a tool that reads " + compression.title()
                            + ".");
        }
        try {
            return Gzip.inflate(stored, mostBytes);
        } catch (MalformedException e) {
            throw new InputDataException(
                    file,
                    code,
                    "Cannot read " + name + " of " + file + ": " + e.getMessage()
                            + ". The file is damaged; copy it again.",
                    e);
        }
    }

    private InputDataException damagedMetadata(String what, Exception cause) {
        return new InputDataException(
                file,
                "PMTILES_METADATA",
                "Cannot read the metadata at " + header.metadata() + " of " + file + ": " + what
                        + ", expected a JSON object. Write the archive again.",
                cause);
    }

    /** A range that is no longer than an array may be. */
    private byte[] readFully(ByteRange place) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) place.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, place.offset() + bytes.position()) < 0) {
                throw new EOFException("Cannot read " + place + " of " + file + ": it became shorter meanwhile");
            }
        }
        return bytes.array();
    }
}
