package dev.croft.core.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a stretch of a file from front to back through one reused array, in which as many bytes as asked for lie side by
 * side. Uses positions of its own, so that several windows can share a channel. Confined to one thread.
 */
final class FileWindow {
    /** Bytes read at once; also bounds the direct buffers that the JDK keeps per thread for heap reads. */
    private static final int READ_SIZE = 1 << 18;

    private final FileChannel channel;
    private final long limit;
    private byte[] bytes = new byte[READ_SIZE];
    private int start;
    private int end;
    private long next;

    /** A window on {@code channel} from {@code position} to {@code limit}. */
    FileWindow(FileChannel channel, long position, long limit) {
        this.channel = channel;
        this.next = position;
        this.limit = limit;
    }

    /** Position in the file of the next byte. */
    long position() {
        return next - (end - start);
    }

    /** Bytes left until the limit. */
    long remaining() {
        return limit - position();
    }

    /** Lays up to {@code wanted} next bytes side by side and returns how many there are; fewer only at the limit. */
    int available(int wanted) throws IOException {
        int needed = (int) Math.min(wanted, remaining());
        if (needed > end - start) {
            makeRoom(needed);
            while (end - start < needed) {
                fill();
            }
        }
        return Math.min(wanted, end - start);
    }

    /** The array that holds the next bytes from {@link #offset()}; lent until the next call of {@link #available}. */
    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return start;
    }

    void skip(int count) {
        start += count;
    }

    /** Bytes held in memory. */
    int capacity() {
        return bytes.length;
    }

    private void makeRoom(int needed) {
        int kept = end - start;
        byte[] target = needed > bytes.length ? new byte[needed + Math.min(needed / 4, READ_SIZE)] : bytes;
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = kept;
    }

    private void fill() throws IOException {
        int room = bytes.length - end;
        int length = (int) Math.min(Math.min(room, READ_SIZE), limit - next);
        int count = channel.read(ByteBuffer.wrap(bytes, end, length), next);
        if (count < 0) {
            throw new EOFException("The file ends at byte " + next + ", before byte " + limit + " of its own footer");
        }
        end += count;
        next += count;
    }
}
