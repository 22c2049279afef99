package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                new Bad("no overlap", 2, List.of("far.tif", "share nothing"), List.of("--in", "far.tif")),
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
