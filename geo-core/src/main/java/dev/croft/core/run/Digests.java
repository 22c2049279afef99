package dev.croft.core.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Digests of files and texts, written as {@code algorithm:hex}. */
public final class Digests {
    private static final int BUFFER_BYTES = 1 << 20;

    private Digests() {}

    /**
     * CRC-32C (RFC 3720, appendix B.4) of a file. Finds a damaged or exchanged file, at the speed of memory; no protection against
     * somebody who wants to deceive.
     */
    public static String crc32c(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                checksum.update(buffer.flip());
                buffer.clear();
            }
        }
        return String.format(Locale.ROOT, "crc32c:%08x", checksum.getValue());
    }

    /** SHA-256 of a text in UTF-8. */
    public static String sha256(String text) {
        return "sha256:" + HexFormat.of().formatHex(newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256 of a file. */
    public static String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), newSha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return "sha256:" + HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /** The digits of a digest, without its algorithm. */
    public static String hexOf(String digest) {
        return digest.substring(digest.indexOf(':') + 1);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
