package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileCoord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PmtilesValidationTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test_fixture_1.pmtiles",
                "test_fixture_2.pmtiles",
                "unclustered.pmtiles",
                "test_fixture_mlt.pmtiles"
            })
    void archivesOfOthersAreValid(String name) throws IOException {
        PmtilesValidation.Finding finding = validate(Archives.shared(name));
        assertTrue(finding.isValid(), finding.details()::toString);
    }

    @Test
    void sayWhatTheArchiveHolds() throws IOException {
        Path file = folder.resolve("small.pmtiles");
        Archives.write(file, Archives.tiles("5 a, 6 a, 7 b"));
        assertEquals(
                List.of("PMTiles 3 of Mapbox Vector Tile, 3 tiles at zooms 2 to 2 in 2 entries of 2 contents, "
                        + "2 of them inflated"),
                validate(file).details());
        Archives.write(file, new TreeMap<>());
        assertEquals(
                List.of("PMTiles 3 of Mapbox Vector Tile, no tiles"),
                validate(file).details());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "72, 4, '4 addressed tiles, its header says 5'",
        "80, 3, '3 tile entries, its header says 4'",
        "88, 2, '2 tile contents, its header says 3'"
    })
    void countsOfTheHeaderAreChecked(int at, int found, String said) throws IOException {
        byte[] bytes = archive("5 a, 6 a, 7 b, 9 a");
        assertEquals(found, bytes[at]);
        bytes[at]++;
        assertInvalid(bytes, said);
        bytes[at] = 0;
        assertTrue(
                validate(Files.write(folder.resolve("unknown.pmtiles"), bytes)).isValid(), "0 is for unknown");
    }

    @ParameterizedTest(name = "byte {0} is {1}: {2}")
    @CsvSource({
        "100, 1, 'first tile is of zoom 2, its header says 1'",
        "101, 3, 'last tile is of zoom 2, its header says 3'",
        "118, 9, 'centre is at zoom 9'",
        "105, 127, 'bounds'",
        "36, 0, 'no whole gzip'"
    })
    void headerThatDoesNotFitTheTilesIsInvalid(int at, int value, String said) throws IOException {
        byte[] bytes = archive("5 a, 6 a, 7 b, 9 a");
        bytes[at] = (byte) value;
        if (at == 36) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(32, 3);
        }
        assertInvalid(bytes, said);
    }

    @Test
    void clusteredMustBeTrue() throws IOException {
        byte[] bytes = Files.readAllBytes(Archives.shared("unclustered.pmtiles"));
        bytes[96] = 1;
        assertInvalid(bytes, "header says clustered");
    }

    @Test
    void vectorTilesNeedTheirLayersInTheMetadata() throws IOException {
        byte[] bytes = Files.readAllBytes(Archives.shared("unclustered.pmtiles"));
        bytes[99] = (byte) TileType.MVT.code();
        assertInvalid(bytes, "vector_layers");
    }

    @Test
    void tileThatDoesNotInflateIsNamed() throws IOException {
        byte[] bytes = archive("5 a, 6 a, 7 b, 9 a");
        bytes[PmtilesHeader.ROOT_LIMIT + 11] ^= 0x40;
        assertInvalid(bytes, "tile 2/0/0 (");
    }

    @Test
    void archiveOfWhichAllTilesAreBlankIsInvalid() throws IOException {
        Path file = folder.resolve("blank.pmtiles");
        SortedMap<Long, byte[]> tiles = new TreeMap<>();
        LongStream.range(0, 5000).forEach(tileId -> tiles.put(2 * tileId, new byte[0]));
        Archives.write(file, tiles);
        PmtilesValidation.Finding finding = validate(file);
        assertFalse(finding.isValid());
        assertTrue(finding.details().get(0).endsWith("all its tiles are blank"), finding.details()::toString);
        // One that no sample looks at is enough.
        tiles.put(7777L, new byte[] {1});
        Archives.write(file, tiles);
        assertTrue(validate(file).isValid());
    }

    @Test
    void complaintsAboutContentsCarryTheirTile() throws IOException {
        Path file = folder.resolve("small.pmtiles");
        Archives.write(file, Archives.tiles("1 a, 2 b, 5 c"));
        TileContentCheck noB = (tile, inflated) -> inflated[0] == 'b' ? List.of("it is b") : List.of();
        PmtilesValidation.Finding finding = PmtilesValidation.of(file, TileSample.SOME, noB);
        assertEquals(
                List.of("Cannot accept " + file + ": tile " + new TileCoord(1, 0, 1) + ": it is b"), finding.details());
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 2", "2, 3, 2", "200, 100, 100", "200, 200, 200", "200, 201, 200", "200, 1000003, 200"})
    void sampleHasFirstAndLastAndAsManyAsAsked(long most, long entryCount, long expected) {
        TileSample sample = new TileSample(most);
        assertTrue(sample.contains(0, entryCount));
        assertTrue(sample.contains(entryCount - 1, entryCount));
        assertEquals(
                expected,
                LongStream.range(0, entryCount)
                        .filter(entry -> sample.contains(entry, entryCount))
                        .count());
    }

    @Test
    void contentsThatOverlapAreFound() {
        ContentRanges ranges = new ContentRanges();
        for (int content = 0; content < 10_000; content++) {
            assertEquals(10, ranges.add(10L * content, 10));
        }
        assertEquals(10_000, ranges.size());
        assertEquals(-1, ranges.firstOverlap());
        assertEquals(10, ranges.add(50, 7), "the length that the offset has");
        ranges.add(77_777, 1);
        assertEquals(77_777, ranges.firstOverlap());
    }

    /** Whatever the bytes are, there is a finding; no other exception and no lack of memory. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedBytesGiveAFinding(boolean withLeaves) throws IOException {
        byte[] whole = withLeaves ? archiveWithLeaves() : archive("5 a, 6 a, 7 b, 9 a, 30 c, 31 c, 400 d");
        Path file = folder.resolve("damaged.pmtiles");
        long seed = 20_261;
        Random random = new Random(seed);
        int rounds = withLeaves ? 200 : 1000;
        int invalid = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] damaged = damaged(whole, random);
            Files.write(file, damaged);
            String place = "seed " + seed + ", round " + round;
            try {
                invalid += validate(file).isValid() ? 0 : 1;
                readSome(file);
            } catch (InputDataException e) {
                assertTrue(e.getMessage().startsWith("Cannot "), () -> place + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(place, e);
            }
        }
        assertTrue(invalid > rounds / 2, "only " + invalid + " were found");
    }

    private static void readSome(Path file) throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            for (long tileId : new long[] {0, 5, 31, 400, 20_000, 1L << 40}) {
                archive.inflated(tileId);
            }
            archive.metadata();
            PmtilesSummary.of(archive);
        }
    }

    /** Bytes changed where the structure is, bits flipped, or the end cut off. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = random.nextInt(10) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 250) : bytes.length);
            // The padding between root and tiles means nothing.
            if (at >= 250 && at < PmtilesHeader.ROOT_LIMIT && bytes.length > PmtilesHeader.ROOT_LIMIT) {
                at = PmtilesHeader.ROOT_LIMIT + at % (bytes.length - PmtilesHeader.ROOT_LIMIT);
            }
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] archive(String tiles) throws IOException {
        Path file = folder.resolve("whole.pmtiles");
        Archives.write(file, Archives.tiles(tiles));
        return Files.readAllBytes(file);
    }

    private byte[] archiveWithLeaves() throws IOException {
        Path file = folder.resolve("whole.pmtiles");
        byte[][] contents = {Archives.gzip(new byte[] {'a'}), Archives.gzip(new byte[] {'b'})};
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            for (int tileId = 0; tileId < 20_000; tileId++) {
                byte[] content = contents[tileId % 2];
                writer.add(tileId, content, 0, content.length);
            }
            writer.finish(Archives.DESCRIPTION);
        }
        return Files.readAllBytes(file);
    }

    private void assertInvalid(byte[] bytes, String said) throws IOException {
        Path file = Files.write(folder.resolve("bad.pmtiles"), bytes);
        PmtilesValidation.Finding finding = validate(file);
        assertFalse(finding.isValid());
        assertTrue(finding.details().get(0).startsWith("Cannot "), finding.details()::toString);
        assertTrue(finding.details().get(0).contains(said), finding.details()::toString);
    }

    private static PmtilesValidation.Finding validate(Path file) throws IOException {
        return PmtilesValidation.of(file, TileSample.SOME, TileContentCheck.NONE);
    }
}
