package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.Bounds;
import dev.croft.tiling.mvt.GeometryType;
import dev.croft.tiling.mvt.LayerEncoder;
import dev.croft.tiling.pmtiles.ArchiveExtent;
import dev.croft.tiling.pmtiles.Compression;
import dev.croft.tiling.pmtiles.PmtilesDescription;
import dev.croft.tiling.pmtiles.PmtilesWriter;
import dev.croft.tiling.pmtiles.TileType;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inspect} and {@code validate} of PMTiles archives. */
class PmtilesCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void inspectDescribesAnArchive() throws IOException {
        CroftRun run = CroftRun.of("inspect", archive());
        assertEquals(0, run.exitCode(), run::err);
        for (String part : new String[] {
            "PMTiles 3 of Mapbox Vector Tile",
            "zooms   4 to 5",
            "west -102.05, south 36.99, east -94.58, north 40.0",
            "centre  -98.315, 38.495 at zoom 5",
            "5 addressed, 2 entries, 2 contents, clustered",
            "none tiles, gzip directories and metadata",
            "zoom 4  1 tile, 38 bytes, largest 38 bytes at 4/3/6",
            "zoom 5  4 tiles, 38 bytes, largest 38 bytes at 5/",
            "layer   fields, zooms 4 to 5",
            "field crop: Number",
            "name        Fields",
            "attribution Croft"
        }) {
            assertTrue(run.out().contains(part), () -> part + " in " + run.out());
        }
    }

    @Test
    void inspectDescribesATile() throws IOException {
        CroftRun run = CroftRun.of("inspect", archive(), "4/3/6");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("tile 4/3/6, number " + TileId.of(4, 3, 6)), run::out);
        assertTrue(run.out().contains("stored  38 bytes, none"), run::out);
        assertTrue(run.out().contains("holds   38 bytes"), run::out);
        assertTrue(
                run.out().contains("layer   fields: version 2, extent 4096, 1 features, 1 values of crop"), run::out);
        assertTrue(run.out().contains("point    without id {crop=1}"), run::out);
    }

    @ParameterizedTest
    @CsvSource({
        "4/4/6, no such tile; its zooms are 4 to 5",
        "4/16/0, from 0 to 2^z - 1",
        "27/0/0, up to 26",
        "4/3, such as 4/3/6",
        "a/b/c, such as 4/3/6"
    })
    void tileThatIsNoneIsARequestThatCannotBeMet(String tile, String said) throws IOException {
        CroftRun run = CroftRun.of("inspect", archive(), tile);
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("Cannot inspect tile "), run::err);
        assertTrue(run.err().contains(said), run::err);
    }

    @Test
    void tileOfATableIsARequestThatCannotBeMet() throws IOException {
        CroftRun run = CroftRun.of("inspect", SmallInputs.zones(folder), "4/3/6");
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("it is no PMTiles archive"), run::err);
    }

    @Test
    void archiveIsNoRaster() throws IOException {
        CroftRun run = CroftRun.of(
                "zonal",
                "--zones",
                SmallInputs.zones(folder),
                "--raster",
                archive(),
                "--out",
                folder.resolve("majority.csv"));
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("it is a PMTiles archive, expected a GeoTIFF"), run::err);
    }

    @Test
    void validateTellsWholeArchivesFromDamagedOnes() throws IOException {
        Path archive = archive();
        CroftRun whole = CroftRun.of("validate", archive, SmallInputs.zones(folder));
        assertEquals(0, whole.exitCode(), whole::out);
        assertTrue(whole.out().contains("valid    " + archive + ": PMTiles 3 of "), whole::out);
        byte[] bytes = Files.readAllBytes(archive);
        bytes[72]++;
        bytes[80]++;
        Files.write(archive, bytes);
        CroftRun damaged = CroftRun.of("validate", archive);
        assertEquals(5, damaged.exitCode(), damaged::out);
        assertTrue(damaged.out().contains("INVALID  " + archive + ": Cannot accept "), damaged::out);
        assertEquals(2, damaged.out().lines().count(), damaged::out);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.5, 0.99})
    void cutArchiveIsInvalidAndCannotBeInspected(double share) throws IOException {
        Path archive = SmallInputs.truncated(archive(), share);
        assertEquals(5, CroftRun.of("validate", archive).exitCode());
        CroftRun run = CroftRun.of("inspect", archive);
        assertEquals(3, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("Cannot read " + archive), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    /** A vector tile of one point of a crop, 38 bytes. */
    private static byte[] tile(int crop) {
        LayerEncoder layer = new LayerEncoder("fields", 4096, List.of("crop"));
        layer.begin();
        layer.beginFeature();
        layer.tagInt(0, crop);
        layer.geometry(GeometryType.POINT.number(), new byte[] {9, 2, 2}, 0, 3);
        layer.endFeature();
        TileBytes tile = new TileBytes(64);
        layer.writeTo(tile);
        return tile.toByteArray();
    }

    /** Tile 4/3/6 and the four below it. */
    private Path archive() throws IOException {
        Path file = folder.resolve("fields.pmtiles");
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            byte[] tile = tile(1);
            writer.add(TileId.of(4, 3, 6), tile, 0, tile.length);
            long first = TileId.firstOf(5) + 4 * TileId.hilbert(4, 3, 6);
            byte[] other = tile(2);
            for (long tileId = first; tileId < first + 4; tileId++) {
                writer.add(tileId, other, 0, other.length);
            }
            writer.finish(new PmtilesDescription(
                    """
                    {"name": "Fields", "attribution": "Croft", "vector_layers":
                     [{"id": "fields", "minzoom": 4, "maxzoom": 5, "fields": {"crop": "Number"}}]}""",
                    ArchiveExtent.ofDegrees(new Bounds(-102.05, 36.99, -94.58, 40), 9),
                    Compression.NONE,
                    TileType.MVT));
        }
        return file;
    }
}
