package dev.croft.store.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class Md5Test {
    /** RFC 1321, appendix A.5. */
    private static final Md5 MESSAGE_DIGEST = new Md5("f96b697d7cb7938d525a2f31aaf161d0");

    @Test
    void agreesWithTheTestSuiteOfItsSpecification() {
        assertEquals(MESSAGE_DIGEST, Md5.of("message digest".getBytes(US_ASCII)));
        assertEquals("+WtpfXy3k41SWi8xqvFh0A==", MESSAGE_DIGEST.base64());
    }

    /** As md5sum says of the two digests as bytes, one after the other. */
    @Test
    void partsHaveAnEtagOfTheirOwn() {
        assertEquals("f9f56520e33db7ce8f5abc5ce3c4ed0c-2", Md5.etagOfParts(List.of(MESSAGE_DIGEST, MESSAGE_DIGEST)));
    }

    @Test
    void onlyAnEtagThatIsADigestSaysThatSomethingElseArrived() {
        String hex = MESSAGE_DIGEST.hex();
        String other = hex.replace('f', '0');
        assertFalse(Md5.contradicts(hex, null, hex));
        assertTrue(Md5.contradicts(other, null, hex));
        assertTrue(Md5.contradicts(other, ServerSideEncryption.AES256, hex));
        assertTrue(Md5.contradicts(other + "-2", null, hex + "-2"));
        assertFalse(Md5.contradicts(other, ServerSideEncryption.AWS_KMS, hex));
        assertFalse(Md5.contradicts("v7-opaque", null, hex));
    }
}
