package dev.croft.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A run of bytes of a file, read as often as it is sent.
 *
 * @param file read
 * @param offset of the first byte
 * @param byteCount bytes
 */
record FileSlice(Path file, long offset, long byteCount) {
    Md5 md5() throws IOException {
        try (InputStream in = open()) {
            return Md5.of(in);
        }
    }

    /** What the SDK sends; opened anew by each attempt. */
    RequestBody body() {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return open();
                    } catch (IOException e) {
                        throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
                    }
                },
                byteCount,
                "application/octet-stream");
    }

    private InputStream open() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(offset);
        return new Bounded(Channels.newInputStream(channel), byteCount);
    }

    /** Ends after a number of bytes. Confined to a thread. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        private Bounded(InputStream in, long byteCount) {
            super(in);
            left = byteCount;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(bytes, start, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
