package dev.croft.tiling.pmtiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a PMTiles archive of version 3 in one pass, clustered. Tiles come in ascending order of their numbers and go to the file as
 * they come; content that was written before, wherever in the archive, is referred to, and consecutive tiles of a zoom with the
 * same content share an entry.
 *
 * <pre>
 * byte 0      header, 127 bytes        written last: until then the file is no archive
 * byte 127    root directory, gzip
 * byte 16384  tile data
 *             metadata, gzip
 *             leaf directories, gzip each
 * </pre>
 *
 * <p>Holds about 40 bytes per different content and 6 per entry. The bytes depend on tiles and description alone. Confined to one
 * thread.
 */
public final class PmtilesWriter implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final ContentIndex contents = new ContentIndex();
    private final EntryLog entries = new EntryLog();
    private final ZoomTally tally = new ZoomTally();
    private long position = PmtilesHeader.ROOT_LIMIT;
    private long tileCount;

    /** The entry that may still grow; none while its run length is 0. */
    private long runTileId;

    private long runOffset;
    private int runBytes;
    private int runLength;

    /** The next tile must have at least this number. */
    private long leastTileId;

    private boolean isFinished;

    private PmtilesWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Begins an archive; a file that is there is replaced. */
    public static PmtilesWriter create(Path file) throws IOException {
        return new PmtilesWriter(
                file,
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE));
    }

    /**
     * Adds a tile.
     *
     * @param tileId greater than that of the tile before
     * @param tile compressed as the description given to {@link #finish} will say
     * @param offset where it begins in {@code tile}
     * @param length at least 1
     * @throws IllegalArgumentException when tiles do not ascend, or are of no zoom, or have no bytes
     */
    public void add(long tileId, byte[] tile, int offset, int length) throws IOException {
        requireUnfinished();
        if (tileId < leastTileId || tileId >= TileId.firstOf(TileId.MOST_ZOOM + 1) || length <= 0) {
            throw new IllegalArgumentException("Cannot add tile number " + tileId + " of " + length + " bytes to "
                    + file + ": tiles have at least one byte and come in ascending order, from number " + leastTileId);
        }
        long end = contents.end();
        long place = contents.offsetOf(tile, offset, length);
        if (place == end) {
            write(tile, offset, length);
        }
        if (continuesRun(tileId, place)) {
            runLength++;
        } else {
            endRun();
            runTileId = tileId;
            runOffset = place;
            runBytes = length;
            runLength = 1;
        }
        leastTileId = tileId + 1;
        tileCount++;
    }

    /**
     * Writes directories, metadata and header.
     *
     * @throws IllegalArgumentException when the metadata is no JSON object
     */
    public PmtilesSummary finish(PmtilesDescription description) throws IOException {
        requireUnfinished();
        checkMetadata(description.metadata());
        endRun();
        DirectoryLayout directories = DirectoryLayout.of(entries, PmtilesHeader.ROOT_LIMIT - PmtilesHeader.LENGTH);
        ByteRange tiles = new ByteRange(PmtilesHeader.ROOT_LIMIT, contents.end());
        ByteRange metadata = append(compressed(description.metadata()));
        ByteRange leaves = append(directories.leaves());
        flush();
        List<ZoomSummary> zooms = tally.zooms();
        PmtilesHeader header = header(
                new ByteRange(PmtilesHeader.LENGTH, directories.root().length()),
                metadata,
                leaves,
                tiles,
                zooms,
                description);
        writeStart(header, directories.root());
        isFinished = true;
        return new PmtilesSummary(header, zooms);
    }

    /** Closes the file, which is an archive only when {@link #finish} was called. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Tiles that were added. */
    public long tileCount() {
        return tileCount;
    }

    private void requireUnfinished() {
        if (isFinished) {
            throw new IllegalStateException(file + " is finished already");
        }
    }

    /** Runs end with their zoom: readers take the zoom of an entry from its first tile. */
    private boolean continuesRun(long tileId, long place) {
        return runLength > 0
                && runLength < Integer.MAX_VALUE
                && tileId == runTileId + runLength
                && place == runOffset
                && TileId.zoom(tileId) == TileId.zoom(runTileId);
    }

    private void endRun() {
        if (runLength > 0) {
            entries.add(runTileId, runOffset, runBytes, runLength);
            tally.add(runTileId, runLength, runBytes);
            runLength = 0;
        }
    }

    private PmtilesHeader header(
            ByteRange root,
            ByteRange metadata,
            ByteRange leaves,
            ByteRange tiles,
            List<ZoomSummary> zooms,
            PmtilesDescription description) {
        int minZoom = zooms.isEmpty() ? description.minZoom() : zooms.get(0).zoom();
        int maxZoom = zooms.isEmpty()
                ? description.maxZoom()
                : zooms.get(zooms.size() - 1).zoom();
        return new PmtilesHeader(
                root,
                metadata,
                leaves,
                tiles,
                tileCount,
                entries.count(),
                contents.size(),
                true,
                Compression.GZIP,
                description.tileCompression(),
                description.tileType(),
                minZoom,
                maxZoom,
                description.extent().withCentreZoomWithin(minZoom, maxZoom));
    }

    private void writeStart(PmtilesHeader header, TileBytes root) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(PmtilesHeader.ROOT_LIMIT);
        start.put(header.toBytes()).put(root.array(), 0, root.length());
        start.position(0);
        writeFully(start, 0);
    }

    private static TileBytes compressed(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        TileBytes plain = new TileBytes(utf8.length);
        plain.write(utf8, 0, utf8.length);
        TileBytes compressed = new TileBytes(utf8.length / 2);
        Gzip.compress(plain, compressed);
        return compressed;
    }

    private void checkMetadata(String metadata) {
        try {
            if (JSON.readTree(metadata).isObject()) {
                return;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot finish " + file + ": its metadata is no JSON", e);
        }
        throw new IllegalArgumentException("Cannot finish " + file + ": its metadata is no JSON object");
    }

    private ByteRange append(TileBytes section) throws IOException {
        long begin = position + buffer.position();
        write(section.array(), 0, section.length());
        return new ByteRange(begin, section.length());
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.capacity()) {
            writeFully(ByteBuffer.wrap(bytes, offset, length), position);
            position += length;
        } else {
            buffer.put(bytes, offset, length);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int count = buffer.remaining();
        writeFully(buffer, position);
        position += count;
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes, long at) throws IOException {
        try {
            long next = at;
            while (bytes.hasRemaining()) {
                next += channel.write(bytes, next);
            }
        } catch (IOException e) {
            throw new IOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
