package dev.croft.tiling.pmtiles;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The first {@value #LENGTH} bytes of an archive (PMTiles 3, chapter 3): where its sections are and what they hold.
 *
 * @param root directory in the first {@value #ROOT_LIMIT} bytes of the file
 * @param metadata JSON
 * @param leaves all leaf directories; empty when the root holds all entries
 * @param tiles contents of all tiles
 * @param addressedTileCount tiles before run-length coding; 0 when unknown, as the next two
 * @param entryCount entries that stand for tiles
 * @param contentCount different contents
 * @param isClustered whether contents lie in the order of the tiles
 * @param internalCompression of directories and metadata
 * @param tileCompression of each tile
 * @param minZoom from 0 to maxZoom
 * @param maxZoom at most {@link TileId#MOST_ZOOM}
 */
public record PmtilesHeader(
        ByteRange root,
        ByteRange metadata,
        ByteRange leaves,
        ByteRange tiles,
        long addressedTileCount,
        long entryCount,
        long contentCount,
        boolean isClustered,
        Compression internalCompression,
        Compression tileCompression,
        TileType tileType,
        int minZoom,
        int maxZoom,
        ArchiveExtent extent) {
    /** Bytes that a header takes. */
    public static final int LENGTH = 127;

    /** The root directory ends before this byte (section 4), so that one request fetches it along with the header. */
    public static final int ROOT_LIMIT = 16_384;

    /** The version of the specification that is read and written. */
    public static final int VERSION = 3;

    private static final byte[] MAGIC = "PMTiles".getBytes(StandardCharsets.US_ASCII);

    public PmtilesHeader {
        if (minZoom < 0 || minZoom > maxZoom || maxZoom > TileId.MOST_ZOOM) {
            throw new IllegalArgumentException("There are no zooms " + minZoom + " to " + maxZoom);
        }
        if (root.offset() < LENGTH || root.end() > ROOT_LIMIT) {
            throw new IllegalArgumentException("The root directory may not be at " + root);
        }
    }

    /** The header as it stands in a file. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) VERSION);
        for (ByteRange section : new ByteRange[] {root, metadata, leaves, tiles}) {
            bytes.putLong(section.offset()).putLong(section.length());
        }
        bytes.putLong(addressedTileCount).putLong(entryCount).putLong(contentCount);
        bytes.put((byte) (isClustered ? 1 : 0));
        bytes.put((byte) internalCompression.code()).put((byte) tileCompression.code());
        bytes.put((byte) tileType.code()).put((byte) minZoom).put((byte) maxZoom);
        bytes.putInt(extent.westE7()).putInt(extent.southE7());
        bytes.putInt(extent.eastE7()).putInt(extent.northE7());
        bytes.put((byte) extent.centreZoom());
        bytes.putInt(extent.centreLongitudeE7()).putInt(extent.centreLatitudeE7());
        return bytes.array();
    }

    /**
     * Reads a header. Positions on the earth are taken as they are: an archive whose bounds are wrong can still be read.
     *
     * @param start the first bytes of the file, {@link #LENGTH} or as many as there are
     * @param fileLength bytes of the whole file, which all sections must lie in
     * @param file for messages
     * @throws InputDataException when a field is not what the specification allows
     */
    public static PmtilesHeader read(byte[] start, long fileLength, Path file) {
        return new Fields(start, fileLength, file).read();
    }

    /** The fields of a header on their way in, one after the other. */
    private static final class Fields {
        private final ByteBuffer bytes;
        private final long fileLength;
        private final Path file;

        Fields(byte[] start, long fileLength, Path file) {
            this.bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
            this.fileLength = fileLength;
            this.file = file;
        }

        PmtilesHeader read() {
            readMagic();
            ByteRange root = section("root directory takes");
            if (root.offset() < LENGTH || root.end() > ROOT_LIMIT) {
                throw damaged(
                        8, "the root directory is at " + root + ", expected between " + LENGTH + " and " + ROOT_LIMIT);
            }
            ByteRange metadata = section("metadata take");
            ByteRange leaves = section("leaf directories take");
            ByteRange tiles = section("tile data take");
            long addressedTileCount = count("addressed tiles");
            long entryCount = count("tile entries");
            long contentCount = count("tile contents");
            boolean isClustered = number("clustered flag", 1) == 1;
            Compression internal = value("internal compression", Compression::ofCode);
            Compression ofTiles = value("tile compression", Compression::ofCode);
            TileType type = value("tile type", TileType::ofCode);
            int minZoom = number("minimum zoom", TileId.MOST_ZOOM);
            int maxZoom = number("maximum zoom", TileId.MOST_ZOOM);
            if (minZoom > maxZoom) {
                throw damaged(100, "the minimum zoom is " + minZoom + ", the maximum zoom " + maxZoom);
            }
            return new PmtilesHeader(
                    root,
                    metadata,
                    leaves,
                    tiles,
                    addressedTileCount,
                    entryCount,
                    contentCount,
                    isClustered,
                    internal,
                    ofTiles,
                    type,
                    minZoom,
                    maxZoom,
                    extent());
        }

        private void readMagic() {
            int known = Math.min(MAGIC.length, bytes.limit());
            if (!Arrays.equals(bytes.array(), 0, known, MAGIC, 0, known) || known == 0) {
                throw new InputDataException(
                        file,
                        "PMTILES_MAGIC",
                        "Cannot read " + file + ": "
                                + (known == 0 ? "it is empty" : "it does not begin with \"PMTiles\"")
                                + ". Give a PMTiles archive of version 3.");
            }
            if (bytes.limit() > MAGIC.length && bytes.get(MAGIC.length) != VERSION) {
                throw new InputDataException(
                        file,
                        "PMTILES_VERSION",
                        "Cannot read " + file + ": byte 7 says PMTiles version " + (bytes.get(MAGIC.length) & 0xFF)
                                + ", expected " + VERSION + ". Convert it to version 3.");
            }
            if (bytes.limit() < LENGTH) {
                throw new InputDataException(
                        file,
                        "PMTILES_TRUNCATED",
                        "Cannot read " + file + ": it has " + bytes.limit() + " bytes, the header alone takes " + LENGTH
                                + ". Copy it again.");
            }
            bytes.position(MAGIC.length + 1);
        }

        /** @param subject what is there, with its verb */
        private ByteRange section(String subject) {
            int at = bytes.position();
            long offset = bytes.getLong();
            long length = bytes.getLong();
            if (offset < 0 || length < 0 || offset > fileLength - length) {
                throw new InputDataException(
                        file,
                        "PMTILES_TRUNCATED",
                        "Cannot read " + file + ": the header says at byte " + at + " that the " + subject + " "
                                + Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(offset)
                                + ", the file has " + fileLength + ". It is cut off or damaged; copy it again.");
            }
            return new ByteRange(offset, length);
        }

        private long count(String name) {
            int at = bytes.position();
            long count = bytes.getLong();
            if (count < 0) {
                throw damaged(at, "the number of " + name + " is " + Long.toUnsignedString(count));
            }
            return count;
        }

        private int number(String name, int most) {
            int at = bytes.position();
            int number = bytes.get() & 0xFF;
            if (number > most) {
                throw damaged(at, "the " + name + " is " + number + ", expected 0 to " + most);
            }
            return number;
        }

        private <T> T value(String name, IntFunction<Optional<T>> values) {
            int at = bytes.position();
            int code = bytes.get() & 0xFF;
            return values.apply(code)
                    .orElseThrow(() -> damaged(at, "the " + name + " is " + code + ", which stands for nothing"));
        }

        private ArchiveExtent extent() {
            int west = bytes.getInt();
            int south = bytes.getInt();
            int east = bytes.getInt();
            int north = bytes.getInt();
            int centreZoom = bytes.get() & 0xFF;
            return new ArchiveExtent(west, south, east, north, centreZoom, bytes.getInt(), bytes.getInt());
        }

        private InputDataException damaged(int at, String what) {
            return new InputDataException(
                    file,
                    "PMTILES_HEADER",
                    "Cannot read " + file + ": in the header, at byte " + at + ", " + what
                            + ". Copy it again, or convert it with a tool that writes PMTiles version 3.");
        }
    }
}
