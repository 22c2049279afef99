package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that others wrote, and ones that break the format. */
class PmtilesReaderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"test_fixture_1.pmtiles, 69", "test_fixture_2.pmtiles, 67"})
    void readsAnArchiveOfOneTile(String name, int storedBytes) throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(Archives.shared(name))) {
            assertEquals(TileType.MVT, archive.header().tileType());
            assertEquals(Compression.GZIP, archive.header().tileCompression());
            assertEquals(0, archive.header().maxZoom());
            assertEquals(storedBytes, archive.tile(0, 0, 0).orElseThrow().length);
            assertTrue(archive.inflated(0, 0, 0).orElseThrow().length > 0);
            assertTrue(archive.tile(1, 0, 0).isEmpty());
            assertTrue(archive.metadata().path("vector_layers").isArray());
        }
    }

    @Test
    void readsContentsThatLieInAnotherOrder() throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(Archives.shared("unclustered.pmtiles"))) {
            assertEquals(TileType.PNG, archive.header().tileType());
            EntryCursor entry = archive.entries();
            assertTrue(entry.next());
            assertEquals(List.of(1L, 70L), List.of(entry.tileId(), entry.offset()));
            assertTrue(entry.next());
            assertEquals(List.of(2L, 0L), List.of(entry.tileId(), entry.offset()));
            assertTrue(!entry.next());
            assertEquals("{}", archive.metadataText());
            // Tiles that are stored as they are come as they are.
            assertArrayEquals(
                    archive.tile(1, 0, 0).orElseThrow(),
                    archive.inflated(1, 0, 0).orElseThrow());
        }
    }

    @Test
    void tileTypeThatCameLaterIsTold() throws IOException {
        try (PmtilesReader archive = PmtilesReader.open(Archives.shared("test_fixture_mlt.pmtiles"))) {
            assertEquals(TileType.MLT, archive.header().tileType());
            assertTrue(!archive.entries().next());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "empty.pmtiles, PMTILES_MAGIC, it is empty",
        "invalid.pmtiles, PMTILES_MAGIC, does not begin with",
        "invalid_v4.pmtiles, PMTILES_VERSION, version 4"
    })
    void whatIsNoArchiveOfVersion3IsRefused(String name, String code, String said) {
        Path file = Archives.shared(name);
        InputDataException e = assertThrows(InputDataException.class, () -> PmtilesReader.open(file));
        assertEquals(code, e.code());
        assertTrue(e.getMessage().startsWith("Cannot read " + file + ": "), e::getMessage);
        assertTrue(e.getMessage().contains(said), e::getMessage);
    }

    @Test
    void directoryThatInflatesWithoutEndIsRefused() throws IOException {
        byte[] bomb = Archives.gzip(new byte[PmtilesReader.MOST_SECTION_BYTES + 1]);
        // A root has too little room for it; a leaf has not.
        PmtilesDirectory.Builder root = new PmtilesDirectory.Builder(1);
        root.add(0, 0, bomb.length, 0);
        Path file = archive(Archives.gzip(encoded(root)), bomb, new byte[0]);
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            InputDataException e = assertThrows(InputDataException.class, () -> archive.tile(0));
            assertEquals("PMTILES_DIRECTORY", e.code());
            assertTrue(e.getMessage().contains("more than the 16777216 bytes"), e::getMessage);
        }
    }

    @Test
    void tileThatInflatesWithoutEndIsRefused() throws IOException {
        byte[] bomb = Archives.gzip(new byte[PmtilesReader.MOST_TILE_BYTES + 1]);
        PmtilesDirectory.Builder root = new PmtilesDirectory.Builder(1);
        root.add(0, 0, bomb.length, 1);
        try (PmtilesReader archive = PmtilesReader.open(archive(Archives.gzip(encoded(root)), new byte[0], bomb))) {
            assertEquals(bomb.length, archive.tile(0).orElseThrow().length);
            InputDataException e = assertThrows(InputDataException.class, () -> archive.inflated(0));
            assertEquals("PMTILES_TILE", e.code());
        }
    }

    @Test
    void leavesThatNameEachOtherEnd() throws IOException {
        PmtilesDirectory.Builder leaf = new PmtilesDirectory.Builder(1);
        leaf.add(0, 0, 0, 0);
        byte[] itself = Archives.gzip(encoded(leaf));
        leaf.clear();
        leaf.add(0, 0, itself.length, 0);
        itself = Archives.gzip(encoded(leaf));
        try (PmtilesReader archive = PmtilesReader.open(archive(itself, itself, new byte[0]))) {
            assertThrows(InputDataException.class, () -> archive.tile(0));
            assertThrows(InputDataException.class, () -> archive.entries().next());
        }
    }

    @Test
    void tilesOfACompressionThatIsNotReadAreGivenAsTheyAreStored() throws IOException {
        Path file = folder.resolve("zstd.pmtiles");
        byte[] stored = {1, 2, 3};
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            writer.add(0, stored, 0, 3);
            writer.finish(new PmtilesDescription(Archives.METADATA, Archives.EXTENT, Compression.ZSTD, TileType.MVT));
        }
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            assertArrayEquals(stored, archive.tile(0).orElseThrow());
            InputDataException e = assertThrows(InputDataException.class, () -> archive.inflated(0));
            assertEquals("PMTILES_COMPRESSION", e.code());
            assertTrue(e.getMessage().contains("tile 0/0/0"), e::getMessage);
        }
    }

    /** An archive of these sections, one after the other. */
    private Path archive(byte[] root, byte[] leaves, byte[] tiles) throws IOException {
        byte[] metadata = Archives.gzip(Archives.METADATA.getBytes(StandardCharsets.UTF_8));
        ByteRange rootRange = new ByteRange(PmtilesHeader.LENGTH, root.length);
        ByteRange metadataRange = new ByteRange(rootRange.end(), metadata.length);
        ByteRange leavesRange = new ByteRange(metadataRange.end(), leaves.length);
        PmtilesHeader header = new PmtilesHeader(
                rootRange,
                metadataRange,
                leavesRange,
                new ByteRange(leavesRange.end(), tiles.length),
                1,
                1,
                1,
                true,
                Compression.GZIP,
                Compression.GZIP,
                TileType.MVT,
                0,
                0,
                Archives.EXTENT);
        TileBytes file = new TileBytes(1 << 10);
        for (byte[] part : List.of(header.toBytes(), root, metadata, leaves, tiles)) {
            file.write(part, 0, part.length);
        }
        return Files.write(folder.resolve("made.pmtiles"), file.toByteArray());
    }

    private static byte[] encoded(PmtilesDirectory.Builder entries) {
        TileBytes bytes = new TileBytes(16);
        entries.build().encode(bytes);
        return bytes.toByteArray();
    }
}
