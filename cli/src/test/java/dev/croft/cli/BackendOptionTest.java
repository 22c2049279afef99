package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.raster.gdal.GdalLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void validateReadsOtherRastersThroughGdal() throws IOException {
        Path raster = asciiGrid();
        CroftRun refused = CroftRun.of("validate", raster, "--backend", "builtin");
        assertEquals(2, refused.exitCode(), refused::out);
        assertTrue(refused.err().contains("Cannot open " + raster), refused::err);
        assumeLibrary();
        CroftRun valid = CroftRun.of("validate", raster);
        assertEquals(0, valid.exitCode(), valid::err);
        assertTrue(valid.out().contains("valid    " + raster + ": raster, read by GDAL, 2 x 1 cells"), valid::out);
        Path cut = SmallInputs.truncated(SmallInputs.raster(folder), 0.7);
        CroftRun invalid = CroftRun.of("validate", cut, "--backend", "gdal");
        assertEquals(5, invalid.exitCode(), invalid::out);
        assertTrue(invalid.out().contains("INVALID  " + cut + ": Cannot"), invalid::out);
    }

    @Test
    void resampleIsTheSameThroughGdal() throws IOException {
        assumeLibrary();
        Path raster = SmallInputs.raster(folder);
        for (String backend : List.of("builtin", "gdal")) {
            CroftRun run =
                    CroftRun.of(resample("run", raster, "--out-dir", folder.resolve(backend), "--backend", backend));
            assertEquals(0, run.exitCode(), run::err);
        }
        assertEquals(-1, Files.mismatch(folder.resolve("builtin/crops.tif"), folder.resolve("gdal/crops.tif")));
        // Another reader is another way to make it.
        CroftRun again =
                CroftRun.of(resample("run", raster, "--out-dir", folder.resolve("gdal"), "--backend", "builtin"));
        assertTrue(again.out().contains("up to date: 0"), again::out);
    }

    @Test
    void resampleRefusesWhatTheBackendDoesNotKnow() throws IOException {
        Path grid = asciiGrid();
        CroftRun plan = CroftRun.of(resample("plan", grid, "--backend", "builtin"));
        assertEquals(2, plan.exitCode(), plan::out);
        assertTrue(plan.err().contains("Cannot open " + grid + ": it is neither a GeoTIFF"), plan::err);
    }

    private static Object[] resample(String verb, Path raster, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("resample", verb, "--progress", "off", "--method", "near"));
        arguments.addAll(List.of("--to", "EPSG:5070@0.5@0,0,32,32", "--in", raster));
        arguments.addAll(List.of(more));
        return arguments.toArray();
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
