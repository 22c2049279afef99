package dev.croft.core.raster.geotiff;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a raster and its overviews, each a tiled GeoTIFF, into one Cloud Optimized GeoTIFF (OGC 21-026) without decoding a
 * tile. Tiles come as GDAL's COG driver orders and frames them ("header ghost area" and "tile data leader and trailer" in the
 * driver's documentation), so that GDAL reads a tile in one request and without the arrays of sizes.
 *
 * <pre>
 * header    of the TIFF
 * ghost     what follows in words: {@link #STRUCTURE}
 * directory of the raster, then of each overview by decreasing size, each with its values behind it
 * tiles     of the smallest overview first, of the raster last; band by band and row by row, each as
 *           byte count (4 bytes, little-endian), tile, the last 4 bytes of the tile again
 * </pre>
 *
 * Bands stay apart, as {@link GeoTiffWriter} writes them. Confined to a thread.
 */
public final class CogWriter implements Closeable {
    /** What the ghost area begins with. */
    static final String GHOST_MARK = "GDAL_STRUCTURAL_METADATA_SIZE=";

    private static final String STRUCTURE = """
            LAYOUT=IFDS_BEFORE_DATA
            BLOCK_ORDER=ROW_MAJOR
            BLOCK_LEADER=SIZE_AS_UINT4
            BLOCK_TRAILER=LAST_4_BYTES_REPEATED
            KNOWN_INCOMPATIBLE_EDITION=NO
            \s"""; // the blank is room for a program that edits the file to write YES

    private static final int FRAME_BYTES = 4;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int REDUCED = 1;

    private static final Set<TiffTag> OWN_TAGS =
            EnumSet.of(TiffTag.NEW_SUBFILE_TYPE, TiffTag.TILE_OFFSETS, TiffTag.TILE_BYTE_COUNTS);

    /** What the raster says for its overviews, too. */
    private static final Set<TiffTag> RASTER_TAGS = EnumSet.of(
            TiffTag.MODEL_PIXEL_SCALE,
            TiffTag.MODEL_TIEPOINT,
            TiffTag.MODEL_TRANSFORMATION,
            TiffTag.GEO_KEY_DIRECTORY,
            TiffTag.GEO_DOUBLE_PARAMS,
            TiffTag.GEO_ASCII_PARAMS,
            TiffTag.GDAL_METADATA);

    private final List<Level> levels = new ArrayList<>();
    private byte[] buffer = new byte[0];

    private CogWriter() {}

    /**
     * Opens the files to be put together.
     *
     * @param levels files of {@link GeoTiffWriter}: the raster, then its overviews, each smaller than the one before
     */
    public static CogWriter of(List<Path> levels) throws IOException {
        CogWriter writer = new CogWriter();
        try {
            for (Path path : levels) {
                writer.levels.add(Level.open(path, !writer.levels.isEmpty()));
            }
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** A raster or overview: where its tiles are and where they will be. */
    private static final class Level implements Closeable {
        private final TiffFile file;
        private final boolean isOverview;
        private final TiffDirectory tags;
        private final long[] offsets;
        private final long[] byteCounts;
        private final long[] places;

        private Level(TiffFile file, boolean isOverview) throws IOException {
            this.file = file;
            this.isOverview = isOverview;
            this.tags = TiffDirectory.ofMainImage(file);
            int count = Math.toIntExact(TiffLayout.of(file, tags).storedBlockCount());
            this.offsets = tags.numbers(TiffTag.TILE_OFFSETS, count);
            this.byteCounts = tags.numbers(TiffTag.TILE_BYTE_COUNTS, count);
            this.places = new long[count];
        }

        static Level open(Path path, boolean isOverview) throws IOException {
            TiffFile file = TiffFile.open(path, path);
            try {
                return new Level(file, isOverview);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        }

        int tileCount() {
            return places.length;
        }

        /** Places the tiles one after the other; a tile that the file leaves out stays out. Returns where they end. */
        long place(long start) {
            long end = start;
            for (int tile = 0; tile < places.length; tile++) {
                if (byteCounts[tile] > 0) {
                    places[tile] = end + FRAME_BYTES;
                    end += byteCounts[tile] + 2 * FRAME_BYTES;
                }
            }
            return end;
        }

        DirectoryBuilder directory(boolean big) throws IOException {
            DirectoryBuilder directory = new DirectoryBuilder(big);
            Set<TiffTag> others = EnumSet.copyOf(OWN_TAGS);
            if (isOverview) {
                others.addAll(RASTER_TAGS);
                directory.putLong(TiffTag.NEW_SUBFILE_TYPE, REDUCED);
            }
            tags.copyTo(directory, others);
            directory.putOffsets(TiffTag.TILE_OFFSETS, places);
            directory.putOffsets(TiffTag.TILE_BYTE_COUNTS, byteCounts);
            return directory;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Tiles of all levels. */
    public long tileCount() {
        return levels.stream().mapToLong(Level::tileCount).sum();
    }

    /**
     * Writes the file, replacing one that exists.
     *
     * @param offsetSize {@link GeoTiffOptions.OffsetSize#AUTO} for a BigTIFF only when the file would not fit 4 GiB
     * @param afterTile called after each tile; what it throws ends the writing
     */
    public void write(Path file, GeoTiffOptions.OffsetSize offsetSize, Runnable afterTile) throws IOException {
        boolean big = offsetSize == GeoTiffOptions.OffsetSize.BIG || place(false) >= 1L << 32;
        if (big) {
            place(true);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            out.write(head(big));
            for (byte[] directory : directories(big)) {
                out.write(directory);
            }
            for (Level level : smallestFirst()) {
                copyTiles(level, out, afterTile);
            }
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("Cannot read")
                    ? e
                    : new IOException("Cannot write " + file + ": " + e, e);
        }
    }

    /** Places all tiles and returns the size of the file. */
    private long place(boolean big) throws IOException {
        long end = head(big).length;
        for (Level level : levels) {
            end += level.directory(big).byteCount();
        }
        for (Level level : smallestFirst()) {
            end = level.place(end);
        }
        return end;
    }

    private Deque<Level> smallestFirst() {
        Deque<Level> reversed = new ArrayDeque<>();
        levels.forEach(reversed::addFirst);
        return reversed;
    }

    /** Header and ghost area, of even length; the first directory follows. */
    private static byte[] head(boolean big) {
        String text = GHOST_MARK + String.format("%06d bytes\n", STRUCTURE.length()) + STRUCTURE;
        byte[] ghost = text.getBytes(StandardCharsets.US_ASCII);
        int header = big ? 16 : 8;
        int length = header + ghost.length + (ghost.length & 1);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0x4949);
        if (big) {
            bytes.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(length);
        } else {
            bytes.putShort((short) 42).putInt(length);
        }
        return bytes.put(ghost).array();
    }

    private List<byte[]> directories(boolean big) throws IOException {
        List<byte[]> built = new ArrayList<>();
        long position = head(big).length;
        for (Level level : levels) {
            DirectoryBuilder directory = level.directory(big);
            long end = position + directory.byteCount();
            boolean isLast = built.size() == levels.size() - 1;
            byte[] bytes = new byte[directory.byteCount()];
            directory.build(position, isLast ? 0 : end).get(bytes);
            built.add(bytes);
            position = end;
        }
        return built;
    }

    private void copyTiles(Level level, OutputStream out, Runnable afterTile) throws IOException {
        for (int tile = 0; tile < level.tileCount(); tile++) {
            if (level.byteCounts[tile] > 0) {
                copyTile(level, level.offsets[tile], Math.toIntExact(level.byteCounts[tile]), out);
            }
            afterTile.run();
        }
    }

    private void copyTile(Level level, long offset, int byteCount, OutputStream out) throws IOException {
        if (buffer.length < byteCount) {
            buffer = new byte[byteCount + byteCount / 4];
        }
        if (level.file.read(offset, buffer, byteCount) < byteCount) {
            throw level.file.damaged("TIFF_TRUNCATED", "a tile at byte " + offset + " is cut off");
        }
        ByteBuffer leader = ByteBuffer.allocate(FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(leader.putInt(byteCount).array());
        out.write(buffer, 0, byteCount);
        out.write(buffer, byteCount - FRAME_BYTES, FRAME_BYTES);
    }

    @Override
    public void close() throws IOException {
        for (Level level : levels) {
            level.close();
        }
    }
}
