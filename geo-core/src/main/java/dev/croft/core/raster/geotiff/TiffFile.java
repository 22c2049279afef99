package dev.croft.core.raster.geotiff;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a TIFF file by position, and what its header says. Thread-safe: reads are positional and share no state.
 *
 * <pre>
 * classic  "II" or "MM", 42 (2 bytes), offset of the first directory (4)
 * BigTIFF  "II" or "MM", 43 (2 bytes), 8 (2), 0 (2), offset of the first directory (8)
 * </pre>
 */
final class TiffFile implements Closeable {
    /** The JDK copies through a direct buffer as large as the request and keeps it for the thread: so ask in pieces. */
    private static final int PIECE_BYTES = 1 << 20;

    private final Path shownAs;
    private final FileChannel channel;
    private final long byteCount;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean big;
    private long firstDirectory;

    private TiffFile(Path shownAs, FileChannel channel) throws IOException {
        this.shownAs = shownAs;
        this.channel = channel;
        this.byteCount = channel.size();
    }

    static TiffFile open(Path path, Path shownAs) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("Cannot open " + shownAs + ": no such file", e);
        } catch (IOException e) {
            throw new IOException("Cannot open " + shownAs + ": " + e.getMessage(), e);
        }
        try {
            TiffFile file = new TiffFile(shownAs, channel);
            file.readHeader();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void readHeader() throws IOException {
        if (byteCount < 8) {
            throw damaged("TIFF_TRUNCATED", "it holds " + byteCount + " bytes, less than the header of a TIFF");
        }
        ByteBuffer start = read(0, 8, "header");
        int mark = start.getShort(0);
        if (mark != 0x4949 && mark != 0x4D4D) {
            throw damaged("TIFF_HEADER", "it is not a TIFF: it begins with neither \"II\" nor \"MM\"");
        }
        order = mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        start.order(order);
        int version = start.getShort(2);
        if (version == 42) {
            firstDirectory = Integer.toUnsignedLong(start.getInt(4));
        } else if (version == 43 && start.getShort(4) == 8) {
            big = true;
            firstDirectory = read(8, 8, "header").getLong(0);
        } else {
            throw damaged("TIFF_HEADER", "it is not a TIFF: its version is " + version + ", not 42 or 43");
        }
    }

    /** The path for messages; the archive and the entry when the file was unpacked. */
    Path shownAs() {
        return shownAs;
    }

    ByteOrder order() {
        return order;
    }

    boolean isBig() {
        return big;
    }

    long firstDirectory() {
        return firstDirectory;
    }

    long byteCount() {
        return byteCount;
    }

    /** Whether {@code count} bytes from {@code offset} lie in the file; any values, also negative ones. */
    boolean holds(long offset, long count) {
        return offset >= 0 && count >= 0 && offset <= byteCount && count <= byteCount - offset;
    }

    /** A new buffer in the file's byte order holding {@code count} bytes from {@code offset}; {@code what} is for messages. */
    ByteBuffer read(long offset, int count, String what) throws IOException {
        if (!holds(offset, count)) {
            throw damaged(
                    "TIFF_TRUNCATED",
                    what + " takes " + count + " bytes from byte " + Long.toUnsignedString(offset)
                            + ", and the file ends at byte " + byteCount);
        }
        byte[] bytes = new byte[count];
        int found = read(offset, bytes, count);
        if (found < count) {
            throw damaged("TIFF_TRUNCATED", what + " takes " + count + " bytes, and the file ends after " + found);
        }
        return ByteBuffer.wrap(bytes).order(order);
    }

    /** Reads up to {@code count} bytes into {@code target} and returns how many there were before the file ended. */
    int read(long offset, byte[] target, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        int done = 0;
        try {
            while (done < count) {
                buffer.limit(Math.min(count, done + PIECE_BYTES)).position(done);
                int found = channel.read(buffer, offset + done);
                if (found < 0) {
                    break;
                }
                done += found;
            }
        } catch (IOException e) {
            throw new IOException("Cannot read " + shownAs + ": " + e, e);
        }
        return done;
    }

    InputDataException damaged(String code, String found) {
        return damaged(code, found, null);
    }

    InputDataException damaged(String code, String found, Throwable cause) {
        String message = "Cannot read " + shownAs + ": " + found
                + ". The file looks damaged or truncated; copy it again or run `croft validate`.";
        return new InputDataException(shownAs, code, message, cause);
    }

    /** The file is sound but uses something that Croft does not read; {@code found} names it. */
    ConfigurationException unsupported(String found) {
        return new ConfigurationException("Cannot read " + shownAs + ": " + found
                + ", which Croft does not read. Rewrite it, for instance with"
                + " `gdal_translate -co TILED=YES -co COMPRESS=DEFLATE`.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
