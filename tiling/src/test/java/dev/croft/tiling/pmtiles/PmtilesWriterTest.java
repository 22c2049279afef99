package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PmtilesWriterTest {
    @TempDir
    private Path folder;

    @Test
    void equalContentsAreStoredOnceAndNeighboursShareAnEntry() throws IOException {
        Path file = folder.resolve("small.pmtiles");
        PmtilesSummary summary = Archives.write(file, Archives.tiles("5 a, 6 a, 7 b, 8 a, 9 a, 12 a"));
        PmtilesHeader header = summary.header();
        assertEquals(6, header.addressedTileCount());
        assertEquals(4, header.entryCount());
        assertEquals(2, header.contentCount());
        assertTrue(header.isClustered());
        int stored = Archives.gzip(new byte[] {'a'}).length;
        assertEquals(2L * stored, header.tiles().length());
        assertEquals(List.of("5+2 at 0", "7+1 at " + stored, "8+2 at 0", "12+1 at 0"), entries(file));
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            assertEquals(header, archive.header());
            assertEquals(Archives.METADATA, archive.metadataText());
            assertEquals("Fields of Kraków", archive.metadata().path("name").asText());
            assertArrayEquals(new byte[] {'a'}, archive.inflated(9).orElseThrow());
            assertTrue(archive.tile(10).isEmpty());
        }
    }

    @Test
    void runEndsWithItsZoom() throws IOException {
        Path file = folder.resolve("small.pmtiles");
        PmtilesSummary summary = Archives.write(file, Archives.tiles("3 a, 4 a, 5 a, 6 a"));
        assertEquals(List.of("3+2 at 0", "5+2 at 0"), entries(file));
        assertEquals(
                List.of(1, 2), summary.zooms().stream().map(ZoomSummary::zoom).toList());
        assertEquals(1, summary.header().minZoom());
        assertEquals(2, summary.header().maxZoom());
        assertEquals(2, summary.header().extent().centreZoom(), "6 is beyond what there is");
    }

    @Test
    void sectionsFillTheFile() throws IOException {
        Path file = folder.resolve("small.pmtiles");
        PmtilesHeader header = Archives.write(file, Archives.tiles("5 a, 7 b")).header();
        assertEquals(PmtilesHeader.ROOT_LIMIT, header.tiles().offset());
        assertEquals(header.tiles().end(), header.metadata().offset());
        assertEquals(header.metadata().end(), header.leaves().offset());
        assertEquals(Files.size(file), header.leaves().end());
        assertEquals(0, header.leaves().length());
    }

    @Test
    void archiveWithoutTilesIsAnArchive() throws IOException {
        Path file = folder.resolve("none.pmtiles");
        Archives.write(file, new TreeMap<>());
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            assertEquals(0, archive.header().addressedTileCount());
            assertTrue(archive.tile(0).isEmpty());
            assertFalse(archive.entries().next());
        }
    }

    @Test
    void fileIsNoArchiveBeforeItIsFinished() throws IOException {
        Path file = folder.resolve("cut.pmtiles");
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            byte[] large = new byte[3 << 20];
            writer.add(0, large, 0, large.length);
        }
        assertThrows(InputDataException.class, () -> PmtilesReader.open(file));
    }

    @Test
    void tilesThatDoNotAscendOrHaveNoBytesAreRefused() throws IOException {
        try (PmtilesWriter writer = PmtilesWriter.create(folder.resolve("refused.pmtiles"))) {
            byte[] tile = {1};
            writer.add(7, tile, 0, 1);
            assertThrows(IllegalArgumentException.class, () -> writer.add(7, tile, 0, 1));
            assertThrows(IllegalArgumentException.class, () -> writer.add(6, tile, 0, 1));
            assertThrows(IllegalArgumentException.class, () -> writer.add(8, tile, 0, 0));
            assertThrows(IllegalArgumentException.class, () -> writer.add(TileId.firstOf(27), tile, 0, 1));
            writer.add(TileId.firstOf(27) - 1, tile, 0, 1);
            for (String metadata : List.of("", "[]", "{\"a\":")) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> writer.finish(
                                new PmtilesDescription(metadata, Archives.EXTENT, Compression.GZIP, TileType.MVT)));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsBackWhatWasWritten(long seed) throws IOException {
        SortedMap<Long, byte[]> tiles = new TreeMap<>();
        Random random = new Random(seed);
        long tileId = 0;
        for (int tile = 0; tile < 3000; tile++) {
            tileId += random.nextInt(3) == 0 ? random.nextInt(1 << random.nextInt(30)) + 1 : 1;
            byte[] content = new byte[random.nextInt(4) == 0 ? 1 + random.nextInt(5000) : 1];
            random.nextBytes(content);
            content[0] &= 3;
            tiles.put(tileId, content);
        }
        Path file = folder.resolve("random.pmtiles");
        PmtilesSummary summary = Archives.write(file, tiles);
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            for (Map.Entry<Long, byte[]> tile : tiles.entrySet()) {
                assertArrayEquals(
                        tile.getValue(), archive.inflated(tile.getKey()).orElseThrow(), () -> "tile " + tile.getKey());
            }
            assertEquals(summary, PmtilesSummary.of(archive));
        }
        PmtilesValidation.Finding finding = PmtilesValidation.of(file, TileSample.ALL, TileContentCheck.NONE);
        assertTrue(finding.isValid(), finding.details()::toString);
        Path again = folder.resolve("again.pmtiles");
        Archives.write(again, tiles);
        assertEquals(-1, Files.mismatch(file, again));
    }

    /** Contents without any order, which make directories as large as they get. */
    @ParameterizedTest
    @ValueSource(ints = {16_384, 16_385, 300_000})
    void rootFitsInItsPlaceHoweverManyEntriesThereAre(int tileCount) throws IOException {
        Path file = folder.resolve("many.pmtiles");
        Random random = new Random(tileCount);
        PmtilesHeader header;
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            byte[] content = new byte[3000];
            long tileId = 0;
            for (int tile = 0; tile < tileCount; tile++) {
                ByteBuffer.wrap(content).putInt(tile);
                tileId += 1 + (random.nextInt() >>> 20);
                writer.add(tileId, content, 0, 4 + random.nextInt(40));
            }
            header = writer.finish(Archives.DESCRIPTION).header();
        }
        assertTrue(header.leaves().length() > 0);
        assertEquals(tileCount, header.entryCount());
        PmtilesValidation.Finding finding = PmtilesValidation.of(file, TileSample.SOME, TileContentCheck.NONE);
        assertFalse(finding.isValid(), "its tiles are no gzip");
        assertTrue(finding.details().get(0).contains("it is no whole gzip"), finding.details()::toString);
    }

    @Test
    void leavesGrowUntilTheRootFits() {
        EntryLog entries = new EntryLog();
        Random random = new Random(7);
        for (int entry = 0; entry < 200_000; entry++) {
            entries.add(100L * entry, 10L * entry, 10 + random.nextInt(1000), 1);
        }
        DirectoryLayout usual = DirectoryLayout.of(entries, PmtilesHeader.ROOT_LIMIT - PmtilesHeader.LENGTH);
        DirectoryLayout small = DirectoryLayout.of(entries, 100);
        assertEquals(49, usual.leafCount());
        assertTrue(small.root().length() <= 100);
        assertTrue(small.leafCount() < usual.leafCount());
    }

    private static List<String> entries(Path file) throws IOException {
        List<String> entries = new ArrayList<>();
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            EntryCursor entry = archive.entries();
            while (entry.next()) {
                entries.add(entry.tileId() + "+" + entry.runLength() + " at " + entry.offset());
            }
        }
        return entries;
    }
}
