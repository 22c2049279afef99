package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResampleCommandTest {
    @TempDir
    private Path folder;

    private Path shifted(String name, double west) throws IOException {
        return SmallInputs.write(
                SmallInputs.halves().withGrid(Crs.ofEpsg(5070), GeoTransform.northUp(west, SmallInputs.SIZE, 1, 1)),
                folder.resolve(name));
    }

    private CroftRun plan(Object... more) {
        return CroftRun.of(with(List.of("resample", "plan", "--progress", "off"), more));
    }

    private CroftRun run(Object... more) {
        return CroftRun.of(
                with(List.of("resample", "run", "--progress", "off", "--out-dir", folder.resolve("out")), more));
    }

    private static Object[] with(List<Object> first, Object... more) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    @Test
    void aPlanSaysWhatAndWhyAndWritesNothing() throws IOException {
        Path target = SmallInputs.raster(folder);
        Path half = shifted("half.tif", 0.31);
        Path east = shifted("east.tif", 8);
        List<String> before = SmallInputs.listing(folder);
        CroftRun plan = plan("--to", target, "--in", target, half, east, "--data-type", "categorical");
        assertEquals(0, plan.exitCode(), plan::err);
        for (String line : List.of(
                "the grid of crops.tif",
                "crops: pass through: already on the target grid",
                "half: resample (mode): shifted by 0.310 cell",
                "east: copy cells: extent differs: its 32 x 32 cells begin at column 8, row 0 of the target")) {
            assertTrue(plan.out().contains(line), () -> line + " in " + plan.out());
        }
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void aRunDoesWhatThePlanSays() throws IOException {
        Path target = SmallInputs.raster(folder);
        CroftRun run = run("--to", target, "--in", target, shifted("half.tif", 0.31), "--method", "near");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("✓ Skipped resampling via passthrough for: crops"), run.out());
        assertTrue(run.out().contains("resampled: 1"), run.out());
        assertTrue(Files.exists(folder.resolve("out/half.tif.croft.json")));
    }

    @Test
    void aCogHasOverviewsAndWhatPassesThroughStaysAsItIs() throws IOException {
        Path crops = SmallInputs.raster(folder);
        CroftRun run = run("--to", "EPSG:5070@0.02@0,0,32,32", "--in", crops, "--method", "near", "--format", "cog");
        assertEquals(0, run.exitCode(), run::err);
        CroftRun inspect = CroftRun.of("inspect", folder.resolve("out/crops.tif"));
        assertTrue(
                inspect.out().contains("512 x 512 cells, overviews 800 x 800, 400 x 400, cloud optimized"),
                inspect.out());
        CroftRun passed = run("--to", crops, "--in", crops, "--format", "cog");
        assertEquals(0, passed.exitCode(), passed::err);
        assertTrue(passed.out().contains("what passes through stays as it is, a COG or not"), passed.out());
        assertEquals(-1, Files.mismatch(crops, folder.resolve("out/crops.tif")));
    }

    @Test
    void aGridInACrsWithoutACodeIsWritten() throws IOException {
        Path crops = SmallInputs.raster(folder);
        Path grid = Files.writeString(folder.resolve("grid.yml"), """
                crs: "+proj=laea +lat_0=23 +lon_0=-96 +datum=NAD83"
                resolution: 1
                bounds: [0, 0, 32, 32]
                """);
        CroftRun run = run("--to", grid, "--in", crops, "--method", "near", "--nodata", "0");
        assertEquals(0, run.exitCode(), run::err);
        CroftRun inspect = CroftRun.of("inspect", folder.resolve("out/crops.tif"));
        assertTrue(inspect.out().contains("+proj=laea"), inspect.out());
    }

    @Test
    void oneOfThreeMayBeDamaged() throws IOException {
        Path target = SmallInputs.raster(folder);
        Path bad = Files.writeString(folder.resolve("bad.tif"), "<html>Not found</html>");
        CroftRun run = run("--to", target, "--in", target, bad, shifted("half.tif", 0.31), "--method", "mode");
        assertEquals(3, run.exitCode(), run::err);
        assertTrue(run.out().contains("bad: Cannot"), run.out());
        assertTrue(run.err().contains("bad.tif"), run.err());
        try (Stream<Path> outputs = Files.list(folder.resolve("out"))) {
            assertEquals(4, outputs.count());
        }
        assertEquals(3, plan("--to", target, "--in", target, bad).exitCode());
    }

    @Test
    void aConfigurationSaysItAll() throws IOException {
        SmallInputs.raster(folder);
        Path config = Files.writeString(folder.resolve("config.yml"), """
                resampling:
                  target_resolution: 1.0000001
                som_analysis:
                  iterations: 10
                datasets:
                  - {name: halves, path: crops.tif, data_type: categorical}
                  - {name: off, path: absent.tif, enabled: false}
                """);
        CroftRun run = run("--config", config);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("takes the exact grid of halves"), run.out());
        assertTrue(run.out().contains("som_analysis (iterations) is valid and does nothing yet"), run.out());
        assertTrue(run.out().contains("for: halves"), run.out());
        CroftRun forced = plan("--config", config, "--allow-skip", "false");
        assertTrue(forced.out().contains("skipping is not allowed"), forced.out());
        CroftRun show = CroftRun.of("config", "show", "--config", config, "--origin");
        assertTrue(
                show.out().contains("resampling.target_resolution: 1.0000001  (" + config + ", line 2)"), show.out());
        assertTrue(show.out().contains("resampling.allow_skip_resampling: true  (built in)"), show.out());
    }

    @Test
    void aBandOfTheConfigurationIsTakenByItsName() throws IOException {
        SmallInputs.write(SmallInputs.halves().withDescriptions("halves"), folder.resolve("crops.tif"));
        String entry = """
                datasets:
                  - {name: halves, path: crops.tif, data_type: categorical, band_name: %s}
                """;
        Path config = Files.writeString(folder.resolve("config.yml"), entry.formatted("halves"));
        CroftRun plan = plan("--config", config, "--to", folder.resolve("crops.tif"));
        assertTrue(plan.out().contains("halves: pass through"), plan::toString);
        Files.writeString(config, entry.formatted("thirds"));
        CroftRun refused = plan("--config", config, "--to", folder.resolve("crops.tif"));
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("\"thirds\"") && refused.err().contains("\"halves\""), refused::err);
        assertTrue(refused.err().contains("band_name"), refused::err);
    }

    @Test
    void theFileLimitsARunUnlessTheCommandLineDoes() throws IOException {
        Path raster = SmallInputs.raster(folder);
        Path config = Files.writeString(
                folder.resolve("config.yml"), "processing: {max_workers: 3}\nresampling: {target_resolution: 1}\n");
        CroftRun run = run("--config", config, "--in", raster);
        assertTrue(run.out().contains("threads: 3"), run::toString);
        CroftRun other = run("--config", config, "--in", raster, "--threads", "2");
        assertTrue(other.out().contains("threads: 2"), other::toString);
    }

    @Test
    void theCommandLineIsShownAsAnOrigin() throws IOException {
        Path config = Files.writeString(folder.resolve("config.yml"), """
                processing: {max_workers: 3}
                pipeline: {memory_limit_gb: 60}
                resampling: {allow_skip_resampling: true}
                """);
        List<Object> show = List.of("config", "show", "--origin", "--config", config);
        assertShown(CroftRun.of(show.toArray()), "processing.max_workers: 3  (" + config + ", line 1)");
        CroftRun over = CroftRun.of(with(
                show, "--threads", 8, "--memory", "1536m", "--allow-skip", "false", "--resolution-tolerance", "0"));
        assertShown(over, "processing.max_workers: 8  (command line, --threads)");
        assertShown(over, "pipeline.memory_limit_gb: 1.5  (command line, --memory)");
        assertShown(over, "resampling.allow_skip_resampling: false  (command line, --allow-skip)");
        assertShown(over, "resampling.resolution_tolerance: 0  (command line, --resolution-tolerance)");
        assertShown(over, "processing.batch_size: not set  (Croft chooses)");
        assertEquals(2, CroftRun.of(with(show, "--threads", 0)).exitCode());
    }

    private static void assertShown(CroftRun run, String line) {
        assertTrue(run.out().lines().anyMatch(line::equals), () -> line + " in " + run);
    }

    @Test
    void whatPassedAsAReferenceIsReadAsARaster() throws IOException {
        Path raster = SmallInputs.raster(folder);
        CroftRun run = run("--to", raster, "--in", raster, "--passthrough", "reference");
        assertEquals(0, run.exitCode(), run::err);
        Path reference = folder.resolve("out/crops.reference.json");
        CroftRun inspect = CroftRun.of("inspect", reference);
        assertTrue(inspect.out().contains("reference to " + raster.toRealPath() + ", GeoTIFF"), inspect::toString);
        assertTrue(inspect.out().contains("32 columns x 32 rows"), inspect::toString);
        CroftRun validate = CroftRun.of("validate", reference);
        assertEquals(0, validate.exitCode(), validate::toString);
        Path zones = SmallInputs.zones(folder);
        Path[] results = {folder.resolve("direct.csv"), folder.resolve("referred.csv")};
        assertEquals(
                0,
                CroftRun.of("zonal", "--zones", zones, "--raster", raster, "--out", results[0])
                        .exitCode());
        assertEquals(
                0,
                CroftRun.of("zonal", "--zones", zones, "--raster", reference, "--out", results[1])
                        .exitCode());
        assertEquals(Files.readString(results[0]), Files.readString(results[1]));
        CroftRun plan = plan("--to", reference, "--in", reference);
        assertTrue(plan.out().contains("crops: pass through"), plan::toString);

        Files.setLastModifiedTime(raster, FileTime.fromMillis(1_000_000));
        CroftRun changed = CroftRun.of("inspect", reference);
        assertEquals(3, changed.exitCode());
        assertTrue(changed.err().contains("has changed"), changed::err);
        assertEquals(5, CroftRun.of("validate", reference).exitCode());
        // A result that is there does not hide it.
        assertEquals(
                3,
                CroftRun.of("zonal", "--zones", zones, "--raster", reference, "--out", results[1])
                        .exitCode());
    }

    @Test
    void oneFolderForInputsAndOutputsOverwritesNothing() throws IOException {
        Path raster = SmallInputs.raster(folder);
        List<String> before = SmallInputs.listing(folder);
        for (Object[] more : new Object[][] {{}, {"--overwrite"}, {"--passthrough", "copy", "--overwrite"}}) {
            List<Object> arguments = new ArrayList<>(List.of("resample", "run", "--to", raster, "--in", raster));
            arguments.addAll(List.of("--out-dir", folder));
            CroftRun run = CroftRun.of(with(arguments, more));
            assertEquals(2, run.exitCode(), run::out);
            assertTrue(run.err().contains("input of the same job"), run::err);
            assertEquals(before, SmallInputs.listing(folder));
        }
    }

    @Test
    void twoInputsOfOneNameAreRefused() throws IOException {
        Path raster = SmallInputs.raster(folder);
        Path other = SmallInputs.raster(Files.createDirectory(folder.resolve("other")));
        CroftRun run = run("--to", raster, "--in", raster, other);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("two outputs called crops") && run.err().contains(other.toString()), run::err);
    }

    private record Bad(String name, int exitCode, List<String> said, List<Object> arguments) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsWrongIsSaidAndLeavesNothing(Bad bad) throws IOException {
        Path crops = SmallInputs.raster(folder);
        SmallInputs.write(
                SmallInputs.halves().withGrid(Crs.UNKNOWN, GeoTransform.northUp(0, 32, 1, 1)),
                folder.resolve("nowhere.tif"));
        shifted("far.tif", 10_000);
        shifted("half.tif", 0.5);
        List<String> before = SmallInputs.listing(folder);
        List<Object> arguments = new ArrayList<>();
        for (Object argument : bad.arguments()) {
            String text = argument.toString();
            arguments.add(text.endsWith(".tif") ? folder.resolve(text) : argument);
        }
        if (!arguments.contains("--to")) {
            arguments.addAll(List.of("--to", crops));
        }
        CroftRun run = run(arguments.toArray());
        assertEquals(bad.exitCode(), run.exitCode(), run::err);
        assertTrue(run.err().startsWith("Cannot"), run.err());
        bad.said().forEach(part -> assertTrue(run.err().contains(part), () -> part + " in " + run.err()));
        assertEquals(before, SmallInputs.listing(folder));
    }

    static Stream<Bad> whatIsWrongIsSaidAndLeavesNothing() {
        return Stream.of(
                new Bad("no raster", 2, List.of("absent.tif"), List.of("--in", "absent.tif")),
                new Bad("no inputs", 2, List.of("--in"), List.of()),
                new Bad("no CRS", 2, List.of("nowhere.tif", "no CRS"), List.of("--in", "nowhere.tif")),
                new Bad("no overlap", 3, List.of("far.tif", "share nothing"), List.of("--in", "far.tif")),
                new Bad("no data type", 2, List.of("half.tif", "--data-type"), List.of("--in", "half.tif")),
                new Bad(
                        "too large",
                        2,
                        List.of("cells", "TiB"),
                        List.of("--in", "crops.tif", "--to", "EPSG:5070@0.000001@0,0,32,32")),
                new Bad("no grid", 2, List.of("--to", "expected"), List.of("--in", "crops.tif", "--to", "absent")),
                new Bad("no method", 2, List.of("--method"), List.of("--in", "half.tif", "--method", "best")),
                new Bad("no type", 2, List.of("--data-type"), List.of("--in", "half.tif", "--data-type", "fuzzy")),
                new Bad("no number", 2, List.of("--nodata"), List.of("--in", "half.tif", "--nodata", "none")),
                new Bad(
                        "nodata that does not fit",
                        2,
                        List.of("--nodata -999", "UINT8"),
                        List.of("--in", "half.tif", "--method", "near", "--nodata", "-999")),
                new Bad("wide tolerance", 2, List.of("tolerance"), List.of("--in", "half.tif", "--tolerance", "0.6")),
                new Bad("no config", 2, List.of("absent.yml"), List.of("--config", "absent.yml")));
    }
}
