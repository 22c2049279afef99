package dev.croft.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * MD5 (RFC 1321) of what is sent: the one digest that every server of S3 verifies, as {@code Content-MD5}, and answers, as ETag. Finds
 * damage; no protection against somebody who wants to deceive.
 *
 * @param hex 32 hexadecimal digits, in lower case
 */
record Md5(String hex) {
    private static final int BUFFER_BYTES = 1 << 17;
    private static final Pattern ETAG = Pattern.compile("[0-9a-f]{32}(-\\d+)?");

    static Md5 of(byte[] content) {
        return new Md5(HexFormat.of().formatHex(newDigest().digest(content)));
    }

    static Md5 of(InputStream in) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return new Md5(HexFormat.of().formatHex(digest.digest()));
    }

    /** ETag of an object that arrived in parts: MD5 of their MD5s, and their number. */
    static String etagOfParts(List<Md5> parts) {
        MessageDigest digest = newDigest();
        parts.forEach(part -> digest.update(part.bytes()));
        return HexFormat.of().formatHex(digest.digest()) + "-" + parts.size();
    }

    /** As the header {@code Content-MD5} has it (RFC 1864). */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    /** An ETag without its quotation marks. */
    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    /**
     * Whether an ETag says that something else arrived. Those of objects encrypted with a key of KMS, and of some other servers, are no
     * MD5 and say nothing; then {@code Content-MD5} of each part was the check.
     */
    static boolean contradicts(String etag, ServerSideEncryption encryption, String expected) {
        boolean isMd5 = (encryption == null || encryption == ServerSideEncryption.AES256)
                && ETAG.matcher(etag).matches();
        return isMd5 && !etag.equals(expected);
    }

    private byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
