package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import dev.croft.testdata.FieldsDataset;
import dev.croft.zonal.LabelledBand;
import dev.croft.zonal.ZonalJob;
import dev.croft.zonal.ZonalOptions;
import dev.croft.zonal.ZonalRow;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command as a user runs it, in this process. */
class CommandsTest {
    @TempDir
    private Path folder;

    @Test
    void zonalWritesTheRowsOfTheLibrary() throws IOException {
        assertDone(CroftRun.of("generate", "fields", "--count", 500, "--out", folder, "--progress", "off"));
        Path zones = folder.resolve(FieldsDataset.ZONES_FILE);
        Path raster = folder.resolve(FieldsDataset.RASTER_FILE);
        Path csv = folder.resolve("majority.csv");
        assertDone(zonal(zones, raster, csv));
        List<ZonalRow> rows;
        try (RunContext context = RunContext.named("test").threads(1).build();
                ZoneSource source = ZoneSources.open(zones.toString(), Optional.empty());
                RasterSource cells = RasterSources.open(raster, context.scratch()::directoryFor)) {
            rows = ZonalJob.plan(source, source.crs(), LabelledBand.of(cells), ZonalOptions.defaults())
                    .rows(context);
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals("id,majority,majority_count,pixel_count,majority_fraction,reason", lines.get(0));
        assertEquals(500, rows.size());
        assertEquals(
                rows.stream().map(CommandsTest::start).toList(),
                lines.stream().skip(1).map(CommandsTest::start).toList());
    }

    @Test
    void optionsOfZonalReachTheJob() throws IOException {
        Path zones = SmallInputs.zones(folder);
        Path raster = SmallInputs.raster(folder);
        Path csv = folder.resolve("majority.csv");
        CroftRun run = zonal(zones, raster, csv, "--nodata", "0,1", "--limit", 2, "--threads", 1, "--memory", "64m");
        assertDone(run);
        assertEquals(
                List.of("1,,0,0,,NO_VALID_CELL", "2,2,512,512,1.0,"),
                Files.readAllLines(csv).subList(1, 3));
        assertDone(zonal(zones, raster, csv, "--bbox", "20,0,21,1", "--keep", "all"));
        assertEquals(List.of("2,2,512,512,1.0,"), Files.readAllLines(csv).subList(1, 2));
        assertDone(zonal(zones, SmallInputs.zipped(raster), csv));
        assertEquals(5, Files.readAllLines(csv).size());
    }

    @Test
    void dryRunSaysWhatWouldBeDoneAndWritesNothing() throws IOException {
        Path zones = SmallInputs.zones(folder);
        Path raster = SmallInputs.raster(folder);
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = zonal(zones, raster, folder.resolve("majority.parquet"), "--dry-run");
        assertDone(run);
        assertSays(run, "4 rows", "32 x 32 cells", "UINT8", "nodata 0", "majority.parquet", "to be made");
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void secondRunSaysThatTheOutputIsUpToDate() throws IOException {
        Path zones = SmallInputs.zones(folder);
        Path raster = SmallInputs.raster(folder);
        Path out = folder.resolve("majority.parquet");
        assertDone(zonal(zones, raster, out));
        List<String> before = SmallInputs.listing(folder);
        CroftRun again = zonal(zones, raster, out);
        assertDone(again);
        assertSays(again, "up to date");
        assertEquals(before, SmallInputs.listing(folder));
        assertDone(zonal(zones, raster, out, "--if-valid", "redo"));
        assertNotEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void reportCountsZonesAndReasons() throws IOException {
        Path report = folder.resolve("report.json");
        CroftRun run = zonal(
                SmallInputs.zones(folder),
                SmallInputs.raster(folder),
                folder.resolve("majority.parquet"),
                "--report",
                report);
        assertDone(run);
        assertSays(run, "zones: 4", "OUTSIDE_RASTER", "wrote ");
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertEquals("zonal", json.get("job").asText());
        assertEquals(4, json.at("/counts/zones/count").asInt(), json::toString);
        assertEquals(1, json.at("/reasons/OUTSIDE_RASTER/count").asInt(), json::toString);
        assertEquals(1, json.at("/reasons/NULL_GEOMETRY/count").asInt(), json::toString);
        assertTrue(json.toString().contains("majority.parquet"), json::toString);
    }

    @Test
    void inspectDescribesARaster() throws IOException {
        Path raster = SmallInputs.raster(folder);
        for (Path file : List.of(raster, SmallInputs.zipped(raster))) {
            CroftRun run = CroftRun.of("inspect", file);
            assertDone(run);
            assertSays(
                    run,
                    "32 columns x 32 rows",
                    "1.0 x -1.0",
                    "west 0.0, south 0.0, east 32.0, north 32.0",
                    "16 x 16 cells",
                    "band 1  UINT8, nodata 0");
            assertTrue(
                    run.out().lines().anyMatch(line -> line.matches("  CRS +\\S.*Albers.*|  CRS +EPSG:5070.*")),
                    run::out);
        }
    }

    @Test
    void inspectDescribesZonesAndResults() throws IOException {
        Path zones = SmallInputs.zones(folder);
        CroftRun run = CroftRun.of("inspect", zones);
        assertDone(run);
        assertSays(run, "Parquet, 4 rows in 1 row group", "geometry in geometry", "column  id: ", "key     geo = ");
        Path result = folder.resolve("majority.parquet");
        assertDone(zonal(zones, SmallInputs.raster(folder), result));
        CroftRun table = CroftRun.of("inspect", result);
        assertDone(table);
        assertSays(table, "column  majority: ", "column  reason: ", "croft.ties = SMALLEST");
        assertFalse(table.out().contains("  zones "), table::out);
    }

    @Test
    void doctorTellsWhatItSees() {
        CroftRun run = CroftRun.of("doctor");
        assertDone(run);
        assertSays(
                run,
                "Java     " + Runtime.version(),
                "GDAL     ",
                "Cores    ",
                "threads used: ",
                "Memory",
                "Scratch",
                "Mounts");
    }

    @Test
    void generateWithTheSameSeedGivesTheSameBytes() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            CroftRun run = CroftRun.of(
                    "generate",
                    "fields",
                    "--count",
                    300,
                    "--seed",
                    name.equals("c") ? 8 : 7,
                    "--order",
                    "random",
                    "--threads",
                    name.equals("a") ? 1 : 4,
                    "--progress",
                    "off",
                    "--out",
                    folder.resolve(name));
            assertDone(run);
        }
        for (String file : List.of(FieldsDataset.ZONES_FILE, FieldsDataset.RASTER_FILE)) {
            byte[] first = Files.readAllBytes(folder.resolve("a").resolve(file));
            assertArrayEquals(first, Files.readAllBytes(folder.resolve("b").resolve(file)), file);
            assertNotEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve("a").resolve(file),
                            folder.resolve("c").resolve(file)));
        }
    }

    @Test
    void generateReplacesItsOwnFilesAndOthersOnlyWhenAsked() throws IOException {
        Object[] arguments = {"generate", "fields", "--count", 50, "--out", folder, "--progress", "off"};
        assertDone(CroftRun.of(arguments));
        assertDone(CroftRun.of(arguments));
        Files.writeString(folder.resolve(FieldsDataset.ZONES_FILE), "precious");
        List<String> before = SmallInputs.listing(folder);
        CroftRun refused = CroftRun.of(arguments);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("Cannot replace ") && refused.err().contains("--overwrite"), refused::err);
        assertEquals(before, SmallInputs.listing(folder));
        List<Object> asked = new ArrayList<>(List.of(arguments));
        asked.add("--overwrite");
        assertDone(CroftRun.of(asked.toArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {FieldsDataset.ZONES_FILE, FieldsDataset.RASTER_FILE, "zonal.parquet", "fields.png"})
    void demoRefusesToReplaceSomebodysFileBeforeItBegins(String name) throws IOException {
        Files.writeString(folder.resolve(name), "precious");
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = CroftRun.of("demo", "--count", 50, "--out", folder, "--progress", "off");
        assertEquals(2, run.exitCode(), run::out);
        assertTrue(run.err().contains(name) && run.err().contains("--overwrite"), run::err);
        assertEquals(before, SmallInputs.listing(folder));
        assertDone(CroftRun.of("demo", "--count", 50, "--out", folder, "--progress", "off", "--overwrite"));
    }

    @Test
    void reportMayBeNoOutputOfTheSameCommand() throws IOException {
        List<CroftRun> runs = List.of(
                CroftRun.of(
                        "generate", "fields", "--count", 50, "--out", folder, "--report", folder.resolve("cdl.tif")),
                CroftRun.of("demo", "--count", 50, "--out", folder, "--report", folder.resolve("fields.png")));
        for (CroftRun run : runs) {
            assertEquals(2, run.exitCode(), run::out);
            assertTrue(run.err().contains("Give --report another name"), run::err);
        }
        assertEquals(List.of(), SmallInputs.listing(folder));
    }

    @Test
    void generateMayReportIntoTheFolderItMakes() {
        Path made = folder.resolve("county");
        assertDone(CroftRun.of(
                "generate",
                "fields",
                "--count",
                50,
                "--out",
                made,
                "--progress",
                "off",
                "--report",
                made.resolve("report.json")));
        assertTrue(Files.exists(made.resolve("report.json")));
    }

    @Test
    void demoPrintsATableAndDrawsAPicture() throws IOException {
        Path demo = folder.resolve("demo");
        CroftRun run = CroftRun.of("demo", "--count", 400, "--out", demo, "--progress", "off");
        assertDone(run);
        assertSays(run, "Found the majority crop of 400 fields.", "Corn", "Soybeans", "croft zonal --zones");
        BufferedImage picture = ImageIO.read(demo.resolve("fields.png").toFile());
        assertTrue(picture.getWidth() > 100 && picture.getHeight() > 100, picture::toString);
        assertDone(CroftRun.of("validate", "--expect-rows", 400, demo.resolve("zonal.parquet")));
        assertDone(CroftRun.of("demo", "--count", 300, "--out", demo, "--progress", "off"));
    }

    private static CroftRun zonal(Path zones, Path raster, Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("zonal", "--progress", "off"));
        arguments.addAll(List.of("--zones", zones, "--raster", raster, "--out", out));
        arguments.addAll(List.of(more));
        return CroftRun.of(arguments.toArray());
    }

    private static void assertDone(CroftRun run) {
        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.err());
    }

    private static void assertSays(CroftRun run, String... parts) {
        for (String part : parts) {
            assertTrue(run.out().contains(part), () -> part + " in " + run.out());
        }
    }

    private static String start(ZonalRow row) {
        return row.id() + "," + row.value("majority").map(Number::toString).orElse("") + ","
                + row.whole("majority_count") + "," + row.whole("pixel_count");
    }

    private static String start(String line) {
        return String.join(",", List.of(line.split(",", -1)).subList(0, 4));
    }
}
