package dev.croft.tiling.attribute;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A temporary file in segments of equal size, each mapped to memory when it is first asked for and zero at first. Thread-safe; what
 * threads do to the bytes of a segment is their affair.
 */
final class MappedSegments implements Closeable {
    private static final int ZEROS_BYTES = 1 << 18;

    private final Path file;
    private final int segmentBytes;
    private final FileChannel channel;

    /** Replaced, not changed, so that readers need no lock; null where there is no segment yet. */
    private volatile ByteBuffer[] segments = new ByteBuffer[0];

    @GuardedBy("this")
    private boolean closed;

    private MappedSegments(Path file, int segmentBytes, FileChannel channel) {
        this.file = file;
        this.segmentBytes = segmentBytes;
        this.channel = channel;
    }

    static MappedSegments create(Path file, int segmentBytes) throws IOException {
        return new MappedSegments(
                file,
                segmentBytes,
                FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    int segmentBytes() {
        return segmentBytes;
    }

    /** A segment, null when it was never asked for with {@link #make}. */
    ByteBuffer get(int index) {
        ByteBuffer[] now = segments;
        return index < now.length ? now[index] : null;
    }

    /** A segment, made if need be. */
    ByteBuffer make(int index) throws IOException {
        ByteBuffer segment = get(index);
        return segment != null ? segment : makeLocked(index);
    }

    private synchronized ByteBuffer makeLocked(int index) throws IOException {
        if (closed) {
            throw new IOException("Cannot write " + file + ": it is closed");
        }
        ByteBuffer made = get(index);
        if (made != null) {
            return made;
        }
        try {
            made = map(index);
        } catch (IOException e) {
            throw new IOException("Cannot keep attributes in " + file, e);
        }
        ByteBuffer[] more = Arrays.copyOf(segments, Math.max(segments.length, index + 1));
        more[index] = made;
        segments = more;
        return made;
    }

    /** Zeros are written, because a full disk must fail here, with a message, and not when a mapped byte is set. */
    private ByteBuffer map(int index) throws IOException {
        long start = (long) index * segmentBytes;
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS_BYTES, segmentBytes));
        for (long at = start; at < start + segmentBytes; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), start + segmentBytes - at));
            at += channel.write(zeros, at);
        }
        return channel.map(MapMode.READ_WRITE, start, segmentBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Removes the file. Memory that is still mapped goes with its last reader; it must not be read any more. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        segments = new ByteBuffer[0];
        try (channel) {
            // The space would otherwise stay taken until the mapped memory is collected.
            channel.truncate(0);
        }
        Files.deleteIfExists(file);
    }
}
