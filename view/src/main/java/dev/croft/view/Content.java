package dev.croft.view;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** What is served under an address: a file as it is on disk at that moment, or bytes. */
sealed interface Content {
    /** Length and validators (RFC 9110, section 8.8) as they are now. */
    State state() throws IOException;

    /** The bytes from an offset on; the caller takes no more than there were when it asked for the state. */
    InputStream from(long offset) throws IOException;

    /**
     * How content is now.
     *
     * @param etag quoted, and strong
     * @param lastModified in whole seconds, as headers say it; empty for what was made for this server
     */
    record State(long length, String etag, Optional<Instant> lastModified) {}

    /** A file; its validator changes with its size or its time of last change. */
    record OnDisk(Path file) implements Content {
        @Override
        public State state() throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            long nanos = now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            HexFormat hex = HexFormat.of();
            return new State(
                    now.size(),
                    '"' + hex.toHexDigits(now.size()) + '-' + hex.toHexDigits(nanos) + '"',
                    Optional.of(now.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS)));
        }

        @Override
        public InputStream from(long offset) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(offset);
            return Channels.newInputStream(channel);
        }
    }

    /** Bytes that do not change. */
    final class InMemory implements Content {
        private final byte[] bytes;
        private final State state;

        InMemory(byte[] bytes) {
            this.bytes = bytes.clone();
            CRC32C check = new CRC32C();
            check.update(bytes);
            state = new State(
                    bytes.length,
                    '"' + Integer.toHexString(bytes.length) + '-' + Long.toHexString(check.getValue()) + '"',
                    Optional.empty());
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public InputStream from(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }
}
