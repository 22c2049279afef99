package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.GeoTransform;
import dev.croft.core.raster.SampleType;
import dev.croft.core.table.arrow.ArrowFile;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of {@code croft zonal}, on the halves of {@link SmallInputs}. */
class ZonalCommandTest {
    @TempDir
    private Path folder;

    private Path zones;
    private Path halves;

    @BeforeEach
    void makeInputs() throws IOException {
        zones = SmallInputs.zones(folder);
        halves = SmallInputs.raster(folder);
    }

    @Test
    void rastersWithLabelsGoSideBySide() throws IOException {
        Path csv = folder.resolve("z.csv");
        assertDone(zonal("--raster", "a=" + halves, "--raster", "b=" + turned(), "--stats", "mode,mean", "--out", csv));
        List<String> lines = Files.readAllLines(csv);
        assertEquals("id,majority_a,mean_a,reason_a,majority_b,mean_b,reason_b", lines.get(0));
        assertEquals("1,1,1.0,,2,2.0,", lines.get(1));
        assertEquals("2,2,2.0,,1,1.0,", lines.get(2));
    }

    @Test
    void aFileForEachLabelHasTheColumnsOfOneRaster() throws IOException {
        turned();
        assertDone(zonal(
                "--raster-dir",
                folder.resolve("{label}.tif"),
                "--stats",
                "majority",
                "--out",
                folder.resolve("z_{label}.csv")));
        assertEquals(
                List.of("id,majority,reason", "1,1,", "2,2,"),
                Files.readAllLines(folder.resolve("z_crops.csv")).subList(0, 3));
        assertEquals(
                List.of("id,majority,reason", "1,2,", "2,1,"),
                Files.readAllLines(folder.resolve("z_turned.csv")).subList(0, 3));
        CroftRun again = zonal(
                "--raster-dir",
                folder.resolve("{label}.tif"),
                "--stats",
                "majority",
                "--out",
                folder.resolve("z_{label}.csv"));
        assertTrue(again.out().contains("skipped: the output is up to date"), again.out());
    }

    @Test
    void onlyTheOutputThatIsMissingIsMade() throws IOException {
        turned();
        List<Object> arguments = List.of(
                "--raster-dir",
                folder.resolve("{label}.tif"),
                "--stats",
                "majority",
                "--out",
                folder.resolve("z_{label}.csv"));
        assertDone(zonal(arguments.toArray()));
        Files.delete(folder.resolve("z_turned.csv"));
        CroftRun again = zonal(arguments.toArray());
        assertDone(again);
        assertTrue(again.out().contains("z_crops.csv: up to date"), again.out());
        assertTrue(again.out().contains("wrote " + folder.resolve("z_turned.csv")), again.out());
        assertFalse(again.out().contains("wrote " + folder.resolve("z_crops.csv")), again.out());
    }

    @Test
    void cellsCountByCoverageAndWeight() throws IOException {
        Path csv = folder.resolve("z.csv");
        assertDone(zonal("--raster", halves, "--pixels", "fraction", "--stats", "count", "--out", csv));
        assertEquals("1,512.0,", Files.readAllLines(csv).get(1));
        assertDone(zonal("--raster", halves, "--weights", turned(), "--stats", "count,sum", "--out", csv));
        assertEquals("1,1024.0,1024.0,", Files.readAllLines(csv).get(1), "512 cells of value 1 and weight 2");
    }

    @Test
    void categoriesBecomeColumnsOfTheClassesNamed() throws IOException {
        Path names = Files.writeString(folder.resolve("names.csv"), "value,name\n1,Corn\n");
        Path csv = folder.resolve("z.csv");
        assertDone(zonal(
                "--raster",
                halves,
                "--stats",
                "categories",
                "--categories",
                "columns",
                "--classes",
                names,
                "--out",
                csv));
        assertEquals(
                List.of("id,fraction_Corn,fraction_other,reason", "1,1.0,0.0,", "2,0.0,1.0,"),
                Files.readAllLines(csv).subList(0, 3));
    }

    @Test
    void summaryIsATableOfClasses() throws IOException {
        Path names = Files.writeString(folder.resolve("names.csv"), "value,name\n1,Corn\n");
        CroftRun run = zonal("--raster", halves, "--classes", names, "--summary", "--out", folder.resolve("z.csv"));
        assertDone(run);
        List<String> table = run.out()
                .lines()
                .map(line -> line.replaceAll(" +", " "))
                .filter(line -> line.endsWith("%"))
                .toList();
        assertEquals(List.of("Corn 1 0.1 50.0%", "2 1 0.1 50.0%"), table, run.out());
    }

    @Test
    void arrowIsWrittenInspectedAndValidated() throws IOException {
        Path arrow = folder.resolve("z.arrow");
        assertDone(zonal("--raster", halves, "--keep-geometry", "--out", arrow));
        assertEquals(4, ArrowFile.read(arrow).rowCount());
        CroftRun inspected = CroftRun.of("inspect", arrow);
        assertDone(inspected);
        assertTrue(inspected.out().contains("Arrow, 4 rows"), inspected.out());
        assertDone(CroftRun.of("validate", arrow, "--expect-rows", 4));
        assertEquals(5, CroftRun.of("validate", arrow, "--expect-rows", 5).exitCode());
        byte[] bytes = Files.readAllBytes(arrow);
        Files.write(arrow, Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(5, CroftRun.of("validate", arrow).exitCode());
    }

    @Test
    void everyBandMayBeAsked() throws IOException {
        Path csv = folder.resolve("z.csv");
        assertDone(zonal("--raster", halves, "--band", "all", "--stats", "mean", "--out", csv));
        assertEquals("id,mean,reason", Files.readAllLines(csv).get(0), "a single band needs no number");
    }

    @Test
    void labelsDiffer() {
        assertRefused(
                zonal("--raster", "a=" + halves, "--raster", "a=" + halves, "--out", folder.resolve("z.csv")), "\"a\"");
        assertRefused(zonal("--raster", halves, "--raster", halves, "--out", folder.resolve("z_{label}.csv")), "label");
    }

    @Test
    void aReportReplacesReportsOnly() throws IOException {
        Path csv = folder.resolve("z.csv");
        Path names = Files.writeString(folder.resolve("names.csv"), "value,name\n1,Corn\n");
        assertRefused(
                zonal("--raster", halves, "--classes", names, "--out", csv, "--report", names),
                "names.csv",
                "--report");
        Path foreign = Files.writeString(folder.resolve("mine.json"), "{}");
        assertRefused(zonal("--raster", halves, "--out", csv, "--report", foreign), "mine.json", "no report");
        Path report = folder.resolve("report.json");
        assertDone(zonal("--raster", halves, "--out", csv, "--report", report));
        assertDone(zonal("--raster", halves, "--out", csv, "--report", report));
    }

    @Test
    void summaryNeedsWhatItIsMadeOf() {
        assertRefused(
                zonal("--raster", halves, "--stats", "mean", "--summary", "--out", folder.resolve("z.csv")),
                "majority and count",
                "--stats");
    }

    @Test
    void labelsAreWordsAndThoseOfFilesAreThere() {
        Path out = folder.resolve("z_{label}.csv");
        assertRefused(zonal("--raster", "a b=" + halves, "--out", out), "\"a b\"", "label");
        assertRefused(zonal("--raster", "a/b=" + halves, "--out", out), "\"a/b\"", "label");
        assertRefused(zonal("--raster", halves, "--out", out), "LABEL=FILE");
        assertRefused(zonal("--raster", "a=" + halves, "--out", folder.resolve("z_{lable}.csv")), "{label}");
    }

    @Test
    void weightsLieOnTheGridOfTheRaster() throws IOException {
        Path elsewhere = SmallInputs.write(
                SmallInputs.halves().withGrid(ArrayRaster.CRS, GeoTransform.northUp(1, SmallInputs.SIZE, 1, 1)),
                folder.resolve("elsewhere.tif"));
        assertRefused(
                zonal("--raster", halves, "--weights", elsewhere, "--out", folder.resolve("z.csv")),
                "elsewhere.tif",
                "grids differ");
    }

    @Test
    void rastersOnDifferentGridsAreEachTakenOnTheirOwn() throws IOException {
        Path coarse = SmallInputs.write(
                ArrayRaster.ofText(SampleType.UINT8, "7 8", "7 8")
                        .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, SmallInputs.SIZE, 16, 16))
                        .withBlocks(16, 16),
                folder.resolve("coarse.tif"));
        Path csv = folder.resolve("z.csv");
        CroftRun run = zonal(
                "--raster",
                "fine=" + halves,
                "--raster",
                "coarse=" + coarse,
                "--stats",
                "majority,count",
                "--out",
                csv);
        assertDone(run);
        assertTrue(run.out().contains("2 different ones"), run.out());
        assertEquals("1,1,512,,7,2,", Files.readAllLines(csv).get(1));
    }

    /** West half 2, east half 1. */
    private Path turned() throws IOException {
        String[] rows = new String[SmallInputs.SIZE];
        for (int i = 0; i < SmallInputs.SIZE; i++) {
            rows[i] = "2 ".repeat(SmallInputs.SIZE / 2)
                    + "1 ".repeat(SmallInputs.SIZE / 2).strip();
        }
        return SmallInputs.write(
                ArrayRaster.ofText(SampleType.UINT8, rows)
                        .withGrid(ArrayRaster.CRS, GeoTransform.northUp(0, SmallInputs.SIZE, 1, 1)),
                folder.resolve("turned.tif"));
    }

    private CroftRun zonal(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("zonal", "--progress", "off", "--zones", zones));
        arguments.addAll(List.of(options));
        return CroftRun.of(arguments.toArray());
    }

    private static void assertDone(CroftRun run) {
        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.err());
    }

    private static void assertRefused(CroftRun run, String... parts) {
        assertEquals(2, run.exitCode(), run::err);
        for (String part : parts) {
            assertTrue(run.err().contains(part), () -> part + " in " + run.err());
        }
    }
}
