package dev.croft.tiling.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.tiling.tile.TileBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TileCompressorTest {
    record Setting(Encoder encoder, int level) {
        TileCompressor compressor() {
            return TileCompressor.of(encoder, level);
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(Encoder.values())
                .flatMap(encoder -> IntStream.rangeClosed(encoder.fastestLevel(), encoder.smallestLevel())
                        .mapToObj(level -> new Setting(encoder, level)));
    }

    static Stream<Setting> ownSettings() {
        return settings().filter(setting -> setting.encoder() == Encoder.CROFT);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void edgeSizesComeBack(Setting setting) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (int power = 0; power <= 17; power++) {
            for (int length = Math.max(0, (1 << power) - 2); length <= (1 << power) + 2; length++) {
                inputs.add(SampleBytes.text(length));
                inputs.add(SampleBytes.allEqual(length));
                inputs.add(SampleBytes.random(length, length));
            }
        }
        requireRoundTrips(setting, inputs);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void longestMatchesAndDistancesComeBack(Setting setting) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (int distance :
                new int[] {1, 2, 3, 4, 255, 256, 257, 258, 8191, 16384, 32766, 32767, 32768, 32769, 40000}) {
            for (int length : new int[] {3, 4, 5, 11, 12, 257, 258, 259, 260, 515, 517}) {
                inputs.add(SampleBytes.repeatAt(distance, length, distance));
            }
        }
        requireRoundTrips(setting, inputs);
    }

    @ParameterizedTest
    @MethodSource("ownSettings")
    void randomStructureComesBack(Setting setting) throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            byte[] bytes = SampleBytes.mixture(seed * seed, seed);
            try (TileCompressor compressor = setting.compressor()) {
                assertArrayEquals(bytes, gunzip(gzip(compressor, bytes)), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ownSettings")
    void manyBlocksComeBack(Setting setting) throws IOException {
        requireRoundTrips(
                setting,
                List.of(
                        SampleBytes.mixture(3_000_000, 1),
                        SampleBytes.text(2_000_000),
                        SampleBytes.allEqual(5_000_000)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void tilesOfOthersComeBack(Setting setting) throws IOException {
        Path fixtures = Path.of(System.getProperty("croft.sharedData", "../shared/data"), "tiling", "mvt-fixtures");
        assumeTrue(Files.isDirectory(fixtures), "the fixtures of vector tiles are absent: " + fixtures);
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(fixtures)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".mvt")).toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        assertTrue(inputs.size() > 10, "only " + inputs.size() + " fixtures");
        requireRoundTrips(setting, inputs);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void outputDoesNotDependOnWhatWasCompressedBefore(Setting setting) {
        byte[] bytes = SampleBytes.mixture(100_000, 7);
        try (TileCompressor fresh = setting.compressor();
                TileCompressor used = setting.compressor()) {
            byte[] expected = gzip(fresh, bytes);
            for (int seed = 0; seed < 10; seed++) {
                gzip(used, SampleBytes.mixture(20_000 * seed, seed));
                gzip(used, Arrays.copyOf(bytes, 50_000));
                assertArrayEquals(expected, gzip(used, bytes), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ownSettings")
    void outputDoesNotDependOnWhereTheBytesLie(Setting setting) {
        byte[] bytes = SampleBytes.text(10_000);
        byte[] around = SampleBytes.text(10_100);
        System.arraycopy(bytes, 0, around, 50, bytes.length);
        TileBytes out = new TileBytes(0);
        out.write(bytes, 0, 33);
        try (TileCompressor compressor = setting.compressor()) {
            compressor.gzip(around, 50, bytes.length, out);
            assertArrayEquals(gzip(compressor, bytes), Arrays.copyOfRange(out.array(), 33, out.length()));
        }
        assertArrayEquals(Arrays.copyOf(bytes, 33), Arrays.copyOf(out.array(), 33));
    }

    @ParameterizedTest
    @MethodSource("ownSettings")
    void incompressibleBytesGrowByStoredHeadersOnly(Setting setting) {
        for (int length : new int[] {1, 100, 5_000, 65_535, 65_536, 200_000}) {
            byte[] member = gzip(setting.compressor(), SampleBytes.random(length, length));
            int headers = 5 * (1 + length / 2_000);
            assertTrue(member.length <= length + 18 + headers, length + " bytes become " + member.length);
        }
    }

    @Test
    void headerIsFixed() {
        byte[] member = gzip(TileCompressor.of(Encoder.CROFT, 1), new byte[0]);
        assertEquals(
                "1f8b08000000000000ff" + "0300" + "00000000" + "00000000",
                HexFormat.of().formatHex(member));
    }

    /** Fails when the output of a level changes: raise the version in {@link Encoder}, then the checksums here. */
    @Test
    void bytesOfThisVersionAreKnown() {
        assertEquals("croft-deflate 1, level 1", Encoder.CROFT.description(1));
        CRC32 checksum = new CRC32();
        for (Setting setting : ownSettings().toList()) {
            checksum.update(gzip(setting.compressor(), SampleBytes.mixture(300_000, 11)));
            checksum.update(gzip(setting.compressor(), SampleBytes.text(300_000)));
        }
        assertEquals("10620ace", String.format("%08x", checksum.getValue()));
    }

    @Test
    void ownLevelsGetSmallerAndBeatTheFastestOfTheJdk() {
        byte[] bytes = SampleBytes.text(300_000);
        int jdk = gzip(TileCompressor.of(Encoder.JDK, 1), bytes).length;
        int level1 = gzip(TileCompressor.of(Encoder.CROFT, 1), bytes).length;
        int level2 = gzip(TileCompressor.of(Encoder.CROFT, 2), bytes).length;
        assertTrue(level2 < level1 && level1 < jdk, level2 + ", " + level1 + ", " + jdk);
    }

    @Test
    void unknownLevelIsRefused() {
        String message = assertThrows(ConfigurationException.class, () -> TileCompressor.of(Encoder.CROFT, 9))
                .getMessage();
        assertEquals("Cannot compress at level 9 with the encoder CROFT: its levels are 1 to 2", message);
    }

    private static void requireRoundTrips(Setting setting, List<byte[]> inputs) throws IOException {
        try (TileCompressor compressor = setting.compressor()) {
            for (byte[] bytes : inputs) {
                byte[] member = gzip(compressor, bytes);
                assertArrayEquals(bytes, gunzip(member), () -> setting + ", " + bytes.length + " bytes");
            }
        }
    }

    private static byte[] gzip(TileCompressor compressor, byte[] bytes) {
        TileBytes out = new TileBytes(0);
        compressor.gzip(bytes, 0, bytes.length, out);
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] member) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
            return in.readAllBytes();
        }
    }
}
