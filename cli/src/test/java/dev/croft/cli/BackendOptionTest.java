package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.raster.gdal.GdalLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --backend} of the commands that read rasters. */
class BackendOptionTest {
    @TempDir
    private Path folder;

    @Test
    void unknownBackendIsAUsageFailure() throws IOException {
        CroftRun run = CroftRun.of("inspect", asciiGrid(), "--backend", "gdla");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("expected auto, builtin or gdal"), run::err);
    }

    @Test
    void builtInReadersRefuseWhatOnlyGdalKnows() throws IOException {
        Path raster = asciiGrid();
        Path out = folder.resolve("z.parquet");
        CroftRun zonal = CroftRun.of(
                "zonal",
                "--zones",
                SmallInputs.zones(folder),
                "--raster",
                raster,
                "--out",
                out,
                "--backend",
                "builtin");
        assertEquals(2, zonal.exitCode());
        assertTrue(zonal.err().contains("Cannot open " + raster + ": it is neither a GeoTIFF"), zonal::err);
        CroftRun inspect = CroftRun.of("inspect", raster, "--backend", "builtin");
        assertEquals(2, inspect.exitCode());
    }

    @Test
    void otherRastersAreReadThroughGdal() throws IOException {
        assumeLibrary();
        CroftRun run = CroftRun.of("inspect", asciiGrid());
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("crops.asc: raster, read by GDAL"), run::out);
        assertTrue(run.out().contains("2 columns x 1 rows"), run::out);
    }

    @Test
    void resultIsTheSameThroughGdal() throws IOException {
        assumeLibrary();
        Path zones = SmallInputs.zones(folder);
        Path raster = SmallInputs.raster(folder);
        Path ours = folder.resolve("ours.csv");
        Path gdals = folder.resolve("gdals.csv");
        assertEquals(
                0,
                CroftRun.of("zonal", "--zones", zones, "--raster", raster, "--out", ours)
                        .exitCode());
        CroftRun run = CroftRun.of("zonal", "--zones", zones, "--raster", raster, "--out", gdals, "--backend", "gdal");
        assertEquals(0, run.exitCode(), run::err);
        assertEquals(Files.readString(ours), Files.readString(gdals));
    }

    private static void assumeLibrary() {
        assumeTrue(
                GdalLibrary.problem().isEmpty(),
                () -> "rasters are not read through GDAL: "
                        + GdalLibrary.problem().orElseThrow() + ". " + GdalLibrary.remedy());
    }

    private Path asciiGrid() throws IOException {
        return Files.writeString(
                folder.resolve("crops.asc"), "ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n5 6\n");
    }
}
