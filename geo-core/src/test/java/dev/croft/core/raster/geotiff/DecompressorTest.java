package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressorTest {
    /** From a few equal bytes to enough different ones to fill the table several times. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 300, 5_000, 60_000})
    void lzwComesBack(int length) throws DamagedBlockException {
        for (int alphabet : new int[] {1, 2, 5, 256}) {
            byte[] data = random(length, alphabet);
            assertArrayEquals(data, unpacked(new LzwDecompressor(), LzwEncoder.encode(data), length));
        }
    }

    @Test
    void lzwFromTheSpecificationComesBack() throws DamagedBlockException {
        byte[] data = {7, 7, 7, 8, 8, 7, 7, 6, 6}; // the example of TIFF 6.0 section 13
        assertArrayEquals(data, unpacked(new LzwDecompressor(), LzwEncoder.encode(data), data.length));
    }

    @Test
    void lzwCodeBeyondTheTableIsDamage() {
        byte[] bytes = {(byte) 0x80, 0x0B, (byte) 0xFF, (byte) 0xFF}; // clear, 'X', then 511
        assertThrows(DamagedBlockException.class, () -> unpacked(new LzwDecompressor(), bytes, 10));
    }

    @Test
    void lzwOfBeforeTiff6IsNamed() {
        byte[] bytes = {0, 1, 2, 3};
        DamagedBlockException e =
                assertThrows(DamagedBlockException.class, () -> unpacked(new LzwDecompressor(), bytes, 10));
        assertTrue(e.getMessage().contains("before TIFF 6.0"));
    }

    @Test
    void packBitsOfTheSpecificationComesBack() throws DamagedBlockException {
        int[] packed = {0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA
        }; // Apple's technical note 1023, which section 9 follows
        int[] plain = {
            0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22, 0xAA, 0xAA, 0xAA, 0xAA,
            0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA
        };
        assertArrayEquals(bytes(plain), unpacked(new PackBitsDecompressor(), bytes(packed), plain.length));
    }

    @Test
    void packBitsThatEndEarlyGiveWhatTheyHold() throws DamagedBlockException {
        byte[] target = new byte[10];
        assertEquals(2, new PackBitsDecompressor().decompress(new byte[] {5, 1, 2}, 3, target, 10));
        assertEquals(0, new PackBitsDecompressor().decompress(new byte[] {-3}, 1, target, 10));
        assertEquals(0, new PackBitsDecompressor().decompress(new byte[] {-128, -128}, 2, target, 10));
    }

    @Test
    void deflateChecksTheChecksum() throws Exception {
        byte[] data = random(5_000, 5);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        }
        byte[] packed = out.toByteArray();
        try (Decompressor decompressor = new DeflateDecompressor()) {
            assertArrayEquals(data, unpacked(decompressor, packed, data.length));
            assertEquals(100, decompressor.decompress(packed, packed.length, new byte[100], 100));
            packed[packed.length - 1] ^= 1;
            assertThrows(
                    DamagedBlockException.class,
                    () -> decompressor.decompress(packed, packed.length, new byte[100], 100),
                    "the checksum counts also where there is more data than the block takes");
            DamagedBlockException e =
                    assertThrows(DamagedBlockException.class, () -> unpacked(decompressor, packed, data.length));
            assertTrue(e.getMessage().contains("incorrect data check"), e.getMessage());
        }
    }

    private static byte[] unpacked(Decompressor decompressor, byte[] packed, int length) throws DamagedBlockException {
        byte[] target = new byte[length];
        assertEquals(length, decompressor.decompress(packed, packed.length, target, length));
        return target;
    }

    private static byte[] random(int length, int alphabet) {
        Random random = new Random(length + alphabet);
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) random.nextInt(alphabet);
        }
        return data;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
