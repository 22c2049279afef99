package dev.croft.tiling.attribute;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Texts one after the other in a file outside the heap, each as its length (four bytes) and its UTF-8. A text is called by the
 * position of its length and lies within one segment. Thread-safe.
 */
final class TextArea implements Closeable {
    private final MappedSegments segments;
    private final int segmentShift;
    private final int offsetMask;

    @GuardedBy("this")
    private long end;

    private TextArea(MappedSegments segments) {
        this.segments = segments;
        this.segmentShift = Integer.numberOfTrailingZeros(segments.segmentBytes());
        this.offsetMask = segments.segmentBytes() - 1;
    }

    /** @param segmentBytes a power of two */
    static TextArea create(Path file, int segmentBytes) throws IOException {
        return new TextArea(MappedSegments.create(file, segmentBytes));
    }

    /** Bytes of the longest text that fits. */
    int longestText() {
        return segments.segmentBytes() - Integer.BYTES;
    }

    /** Sets some bytes of one segment aside for the caller and returns the position of the first. */
    synchronized long reserve(int bytes) {
        if ((end & offsetMask) + bytes > segments.segmentBytes()) {
            end = (end | offsetMask) + 1;
        }
        long start = end;
        end += bytes;
        return start;
    }

    /** Writes a text to a reserved place. */
    void write(long position, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer segment = segments.make(segmentOf(position));
        int at = offsetOf(position);
        segment.putInt(at, length);
        segment.put(at + Integer.BYTES, bytes, offset, length);
    }

    int length(long position) {
        return segments.get(segmentOf(position)).getInt(offsetOf(position));
    }

    /** Copies the first {@code length} bytes of a text. */
    void read(long position, byte[] target, int length) {
        segments.get(segmentOf(position)).get(offsetOf(position) + Integer.BYTES, target, 0, length);
    }

    boolean equals(long position, byte[] bytes, int offset, int length) {
        ByteBuffer segment = segments.get(segmentOf(position));
        int at = offsetOf(position);
        if (segment.getInt(at) != length) {
            return false;
        }
        at += Integer.BYTES;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (segment.getLong(at + i) != KeyHash.longAt(bytes, offset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (segment.get(at + i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private int segmentOf(long position) {
        return (int) (position >>> segmentShift);
    }

    private int offsetOf(long position) {
        return (int) position & offsetMask;
    }

    @Override
    public void close() throws IOException {
        segments.close();
    }
}
