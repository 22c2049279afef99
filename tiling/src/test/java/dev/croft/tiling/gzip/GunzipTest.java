package dev.croft.tiling.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.tiling.tile.TileBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
    private static final int MOST = 1_000_000;

    private final Gunzip gunzip = new Gunzip();
    private final TileBytes out = new TileBytes(0);

    @AfterEach
    void free() {
        gunzip.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 100_000, MOST})
    void membersComeBackBehindWhatIsThere(int length) throws IOException {
        byte[] bytes = SampleBytes.text(length);
        out.write('a');
        byte[] member = member(bytes);
        byte[] around = new byte[member.length + 20];
        System.arraycopy(member, 0, around, 10, member.length);
        gunzip.inflate(around, 10, member.length, MOST, out);
        assertEquals('a', out.array()[0]);
        assertArrayEquals(bytes, Arrays.copyOfRange(out.array(), 1, out.length()));
    }

    @Test
    void membersOfTheOwnEncoderComeBack() {
        byte[] bytes = SampleBytes.mixture(MOST, 3);
        try (TileCompressor compressor = TileCompressor.of(Encoder.CROFT, 1)) {
            TileBytes member = new TileBytes(0);
            compressor.gzip(bytes, 0, bytes.length, member);
            gunzip.inflate(member.array(), 0, member.length(), MOST, out);
        }
        assertArrayEquals(bytes, out.toByteArray());
    }

    @Test
    void optionalFieldsOfTheHeaderAreSkipped() throws IOException {
        byte[] bytes = SampleBytes.text(1000);
        byte[] plain = member(bytes);
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        member.write(plain, 0, 10);
        member.write(new byte[] {3, 0, 'x', 'y', 'z'});
        member.write("name\0".getBytes(StandardCharsets.US_ASCII));
        member.write("comment\0".getBytes(StandardCharsets.US_ASCII));
        member.write(new byte[] {1, 2});
        member.write(plain, 10, plain.length - 10);
        byte[] whole = member.toByteArray();
        whole[3] = GzipFormat.EXTRA_FLAG
                | GzipFormat.NAME_FLAG
                | GzipFormat.COMMENT_FLAG
                | GzipFormat.HEADER_CHECKSUM_FLAG;
        gunzip.inflate(whole, 0, whole.length, MOST, out);
        assertArrayEquals(bytes, out.toByteArray());
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("begins with", member -> member[0]++),
                damage("begins with", member -> member[2] = 7),
                damage("flags that are not defined", member -> member[3] = (byte) 0x80),
                damage("cut off in its header", member -> {
                    member[3] = GzipFormat.EXTRA_FLAG;
                    member[10] = -1;
                    member[11] = -1;
                }),
                damage("cut off in its header", member -> {
                    Arrays.fill(member, 10, member.length - 8, (byte) 1);
                    member[3] = GzipFormat.NAME_FLAG;
                }),
                damage("damaged after", member -> member[10] |= 6),
                damage("CRC-32", member -> member[member.length - 8]++),
                damage("goes on after", member -> member[member.length - 4]--),
                damage("its size is 50001", member -> member[member.length - 4]++),
                damage("at most 1000000 are allowed", member -> member[member.length - 1]++));
    }

    private static Arguments damage(String message, Consumer<byte[]> change) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void damageIsToldAndNothingAppended(String message, Consumer<byte[]> damage) throws IOException {
        byte[] member = member(SampleBytes.text(50_000));
        damage.accept(member);
        requireRefused(member, message);
    }

    @Test
    void truncatedMembersAreRefusedWhereverTheyEnd() throws IOException {
        byte[] member = member(SampleBytes.text(2_000));
        for (int length = 0; length < member.length; length++) {
            requireRefused(Arrays.copyOf(member, length), "Cannot inflate: ");
        }
    }

    @Test
    void bytesMissingInTheMiddleAreRefused() throws IOException {
        byte[] member = member(SampleBytes.random(3_000, 1));
        byte[] cut = Arrays.copyOf(member, member.length - 100);
        System.arraycopy(member, member.length - 8, cut, cut.length - 8, 8);
        requireRefused(cut, "Cannot inflate: ");
    }

    @Test
    void bytesAfterTheMemberAreRefused() throws IOException {
        byte[] member = member(SampleBytes.text(2_000));
        byte[] longer = Arrays.copyOf(member, member.length + 8);
        System.arraycopy(member, member.length - 8, longer, member.length, 8);
        requireRefused(longer, "8 bytes follow");
    }

    @Test
    void bombIsRefusedBeforeItTakesMemory() throws IOException {
        byte[] bomb = member(new byte[MOST + 1]);
        requireRefused(bomb, "its size is 1000001 bytes, and at most 1000000 are allowed");
        assertTrue(out.array().length < 100, "the buffer grew");
        Arrays.fill(bomb, bomb.length - 4, bomb.length, (byte) 0);
        bomb[bomb.length - 4] = 100;
        requireRefused(bomb, "goes on after the 100 bytes of its size");
    }

    @Test
    void sizeThatTheBytesCannotHoldIsRefused() throws IOException {
        byte[] member = member(new byte[10]);
        member[member.length - 2] = 5;
        requireRefused(member, "bytes cannot hold");
    }

    private void requireRefused(byte[] member, String message) {
        DamagedGzipException refusal =
                assertThrows(DamagedGzipException.class, () -> gunzip.inflate(member, 0, member.length, MOST, out));
        assertTrue(refusal.getMessage().startsWith("Cannot inflate: "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
        assertEquals(0, out.length());
    }

    private static byte[] member(byte[] bytes) throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(bytes);
        }
        return member.toByteArray();
    }
}
