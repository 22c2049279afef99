package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.parquet.RowGroupLimits;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTableSink;
import dev.croft.core.vector.parquet.GeoParquetSink;
import dev.croft.testdata.ListZones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code croft tile}: what it makes, and what it says when it cannot. */
class TileCommandTest {
    private static final String WEST = "POLYGON ((10 50, 10.1 50, 10.1 50.1, 10 50.1, 10 50))";
    private static final String EAST = "POLYGON ((10.1 50, 10.2 50, 10.2 50.1, 10.1 50.1, 10.1 50))";

    @TempDir
    private Path folder;

    private record BadInput(String name, int exitCode, List<String> said, Arrangement arrangement) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Makes inputs in a folder and answers the arguments that differ from the usual ones. */
    @FunctionalInterface
    private interface Arrangement {
        List<Object> in(Path folder) throws IOException;
    }

    @Test
    void everyOptionIsTakenAndTheArchiveIsValid() throws IOException {
        Path out = folder.resolve("all.pmtiles");
        Path report = folder.resolve("report.json");
        List<Object> arguments = new ArrayList<>(List.of("tile", "--progress", "off"));
        arguments.addAll(List.of("--zones", zones(folder), "--join", crops(folder) + ":crop,area=hectares"));
        arguments.addAll(List.of("--join-key", "id", "--out", out, "--layer", "land:3-9", "--centroids", "dots:2-8"));
        arguments.addAll(List.of("--attributes", "crop,hectares", "--feature-id", "id", "--profile", "keep-all"));
        arguments.addAll(List.of("--simplify", "2px", "--min-area", "3px2", "--tiny", "keep", "--tile-bytes", "9000"));
        arguments.addAll(List.of("--drop", "smallest", "--buffer", "4px", "--extent", "2048", "--encoder", "jdk"));
        arguments.addAll(List.of("--compression-level", "9", "--name", "Fields", "--attribution", "us"));
        arguments.addAll(List.of("--description", "two of them", "--bbox", "9,49,11,51", "--limit", "2"));
        arguments.addAll(List.of("--on-bad-zone", "fail", "--geometry-column", "geometry", "--zones-crs", "EPSG:4326"));
        arguments.addAll(List.of("--if-valid", "redo", "--overwrite", "--threads", "2", "--memory", "64m"));
        arguments.addAll(List.of("--temp-dir", folder, "--report", report));
        CroftRun run = CroftRun.of(arguments.toArray());
        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.err());
        assertTrue(Files.readString(report).contains("land at zoom 3"), run::out);
        CroftRun valid = CroftRun.of("validate", out);
        assertEquals(0, valid.exitCode(), valid::out);
        String described = CroftRun.of("inspect", out).out();
        for (String part : List.of(
                "layer   land, zooms 3 to 9",
                "layer   dots, zooms 2 to 8",
                "field crop: Number",
                "field hectares: Number",
                "Fields",
                "two of them")) {
            assertTrue(described.contains(part), () -> part + " in " + described);
        }
        assertEquals(List.of("all.pmtiles"), archives());
    }

    @Test
    void secondRunSaysUpToDateAndChangesNothing() throws IOException {
        List<Object> arguments = usual(folder, List.of());
        CroftRun first = CroftRun.of(arguments.toArray());
        assertEquals(0, first.exitCode(), first::err);
        List<String> before = SmallInputs.listing(folder);
        CroftRun second = CroftRun.of(arguments.toArray());
        assertEquals(0, second.exitCode(), second::err);
        assertTrue(second.out().contains("up to date"), second::out);
        assertEquals(before, SmallInputs.listing(folder));
        List<Object> more = new ArrayList<>(arguments);
        more.addAll(List.of("--layer", "fields:4-6"));
        CroftRun third = CroftRun.of(more.toArray());
        assertEquals(0, third.exitCode(), third::err);
        assertFalse(before.equals(SmallInputs.listing(folder)), "other options make it anew");
    }

    @Test
    void dryRunWritesNothing() throws IOException {
        List<Object> arguments = usual(folder, List.of("--dry-run"));
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = CroftRun.of(arguments.toArray());
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("to be made"), run::out);
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void nothingToTileMakesAnArchiveThatValidateAccepts() throws IOException {
        Path zones = write(ListZones.of(Crs.parse("EPSG:4326")), folder.resolve("none.parquet"));
        Path out = folder.resolve("none.pmtiles");
        CroftRun run = CroftRun.of("tile", "--progress", "off", "--zones", zones, "--out", out);
        assertEquals(0, run.exitCode(), run::err);
        CroftRun valid = CroftRun.of("validate", out);
        assertEquals(0, valid.exitCode(), valid::out);
        CroftRun inspected = CroftRun.of("inspect", out);
        assertEquals(0, inspected.exitCode());
        assertTrue(inspected.out().contains("zooms   4 to 14"), inspected::out);
    }

    @Test
    void helpNamesEveryOption() {
        String help = CroftRun.of("tile", "--help").out();
        for (String option : List.of(
                "--zones",
                "--join",
                "--join-key",
                "--out",
                "--layer",
                "--centroids",
                "--attributes",
                "--feature-id",
                "--profile",
                "--simplify",
                "--min-area",
                "--tiny",
                "--tile-bytes",
                "--drop",
                "--buffer",
                "--extent",
                "--compression-level",
                "--bbox",
                "--limit",
                "--on-bad-zone",
                "--if-valid",
                "--dry-run",
                "--threads",
                "--memory",
                "--temp-dir",
                "--report")) {
            assertTrue(help.contains(option), () -> option + " in " + help);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void saysWhatIsWrongAndLeavesNothing(BadInput bad) throws IOException {
        List<Object> arguments = usual(folder, bad.arrangement().in(folder));
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = CroftRun.of(arguments.toArray());
        assertEquals(bad.exitCode(), run.exitCode(), run::err);
        String message = run.err().strip();
        assertTrue(message.startsWith("Cannot "), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.contains("Exception"), message);
        bad.said().forEach(part -> assertTrue(message.contains(part), () -> part + " in " + message));
        assertEquals(before, SmallInputs.listing(folder));
    }

    static Stream<BadInput> saysWhatIsWrongAndLeavesNothing() {
        return Stream.of(values(), joins(), files()).flatMap(List::stream);
    }

    private static List<BadInput> values() {
        return List.of(
                value("--layer", "fields:4-23", "0 to 22"),
                value("--layer", "fields:14-4", "the lower one first"),
                value("--layer", "fields:4", "fields:4-14"),
                value("--layer", "fields:4-1000", "fields:4-14"),
                value("--layer", "centroids", "two layers"),
                value("--centroids", "dots:0-40", "0 to 22"),
                value("--profile", "wbe", "web or keep-all"),
                value("--simplify", "1em", "--simplify"),
                value("--simplify", "-1px", "--simplify"),
                value("--min-area", "1px", "px2"),
                value("--tile-bytes", "0", "--tile-bytes"),
                value("--tile-bytes", "much", "--tile-bytes"),
                value("--buffer", "300px", "px"),
                value("--extent", "1000", "power of two"),
                value("--compression-level", "7", "1 to 2"),
                value("--tiny", "remove", "--tiny"),
                value("--drop", "largest", "--drop"),
                value("--limit", "0", "--limit"),
                value("--limit", "few", "is no whole number"),
                value("--bbox", "3,2,1,4", "--bbox"),
                value("--bbox", "100,10,101,11", "no zone touches", "--bbox"),
                value("--feature-id", "di", "Did you mean id?"),
                value("--feature-id", "geometry", "it holds the geometry", "--feature-id"),
                value("--zones-crs", "EPSG:999999", "EPSG:999999"),
                value("--geometry-column", "geom", "geom"),
                value("--threads", "0", "--threads"));
    }

    private static BadInput value(String option, String value, String... said) {
        return new BadInput(option + " " + value, 2, List.of(said), folder -> List.of(option, value));
    }

    private static List<BadInput> joins() {
        return List.of(
                new BadInput(
                        "attribute that does not exist",
                        2,
                        List.of("corp", "Did you mean", "crop"),
                        folder -> List.of("--join", crops(folder), "--attributes", "corp")),
                new BadInput(
                        "joined column that does not exist",
                        2,
                        List.of("corp", "crop"),
                        folder -> List.of("--join", crops(folder) + ":corp")),
                new BadInput(
                        "joined file without the key",
                        2,
                        List.of("crops.parquet", "id"),
                        folder -> List.of("--join", table(folder, "field"))),
                new BadInput(
                        "joined file with other keys",
                        2,
                        List.of("crops.parquet with", "fields.parquet", "101", "1.", "--join-key"),
                        folder -> List.of("--join", table(folder, "id", 101, 102))),
                new BadInput(
                        "joined file with a key twice",
                        3,
                        List.of("crops.parquet", "7"),
                        folder -> List.of("--join", table(folder, "id", 1, 7, 2, 7))),
                new BadInput(
                        "joined file that is no Parquet",
                        3,
                        List.of("crops.parquet"),
                        folder -> List.of("--join", Files.writeString(folder.resolve("crops.parquet"), "id,crop\n"))),
                new BadInput(
                        "joined file that is not there",
                        2,
                        List.of("absent.parquet"),
                        folder -> List.of("--join", folder.resolve("absent.parquet"))));
    }

    private static List<BadInput> files() {
        return List.of(
                new BadInput(
                        "zones that are not there",
                        2,
                        List.of("absent.parquet"),
                        folder -> List.of("--zones", folder.resolve("absent.parquet"))),
                new BadInput(
                        "zones of no known CRS",
                        2,
                        List.of("--zones-crs"),
                        folder -> List.of(
                                "--zones", write(ListZones.of(Crs.UNKNOWN, WEST), folder.resolve("unknown.parquet")))),
                new BadInput(
                        "zones cut off",
                        3,
                        List.of("fields.parquet"),
                        folder -> List.of("--zones", SmallInputs.truncated(zones(folder), 0.6))),
                new BadInput(
                        "invalid polygon, told to fail",
                        3,
                        List.of("broken.parquet", "row 1", "--on-bad-zone skip"),
                        folder -> List.of(
                                "--on-bad-zone",
                                "fail",
                                "--zones",
                                write(
                                        ListZones.of(Crs.parse("EPSG:4326"), WEST, "POLYGON ((0 0, 1 NaN, 1 1, 0 0))"),
                                        folder.resolve("broken.parquet")))),
                new BadInput(
                        "zones none of which can be used",
                        3,
                        List.of("nulls.parquet", "2 NULL_GEOMETRY", "--help"),
                        folder -> List.of(
                                "--zones",
                                write(
                                        ListZones.of(Crs.parse("EPSG:4326"), null, null),
                                        folder.resolve("nulls.parquet")))),
                new BadInput(
                        "output with another ending",
                        2,
                        List.of("tiles.mbtiles", ".pmtiles"),
                        folder -> List.of("--out", folder.resolve("tiles.mbtiles"))),
                new BadInput(
                        "no folder for the output",
                        2,
                        List.of("results"),
                        folder -> List.of("--out", folder.resolve("results/t.pmtiles"))),
                new BadInput(
                        "output that is no path",
                        2,
                        List.of("it is no path"),
                        folder -> List.of("--out", "a\0.pmtiles")),
                new BadInput(
                        "output is a folder",
                        2,
                        List.of("it is a folder"),
                        folder -> List.of("--out", Files.createDirectory(folder.resolve("d.pmtiles")))),
                new BadInput(
                        "output is somebody's file",
                        2,
                        List.of("mine.pmtiles", "--overwrite"),
                        folder -> List.of("--out", Files.writeString(folder.resolve("mine.pmtiles"), "mine"))),
                new BadInput("output is an input", 2, List.of("zones.pmtiles", "input"), folder -> {
                    Path zones = Files.copy(zones(folder), folder.resolve("zones.pmtiles"));
                    return List.of("--zones", zones, "--out", zones, "--overwrite");
                }),
                new BadInput(
                        "no folder for scratch",
                        2,
                        List.of("--temp-dir"),
                        folder -> List.of("--temp-dir", folder.resolve("absent"))));
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() throws IOException {
        CroftRun run = CroftRun.of(
                "tile",
                "--zones",
                folder.resolve("zones.parquet"),
                "--join",
                folder.resolve("one.parquet"),
                "--join",
                folder.resolve("two.parquet") + ":crop",
                "--out",
                folder.resolve("no/t.pmtiles"));
        assertEquals(2, run.exitCode(), run::err);
        for (String part : List.of("zones.parquet", "one.parquet", "two.parquet", "no")) {
            assertTrue(run.err().contains(part), () -> part + " in " + run.err());
        }
        assertEquals(4, run.err().strip().lines().count(), run::err);
        assertEquals(List.of(), SmallInputs.listing(folder));
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("pmtiles") && !name.endsWith(".json"))
                    .toList();
        }
    }

    /** Later arguments replace the earlier ones of the same name. */
    private static List<Object> usual(Path folder, List<Object> more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("tile", "--progress", "off"));
        if (!more.contains("--zones")) {
            arguments.addAll(List.of("--zones", zones(folder)));
        }
        if (!more.contains("--out")) {
            arguments.addAll(List.of("--out", folder.resolve("tiles.pmtiles")));
        }
        arguments.addAll(more);
        return arguments;
    }

    private static Path zones(Path folder) throws IOException {
        return write(ListZones.of(Crs.parse("EPSG:4326"), WEST, EAST), folder.resolve("fields.parquet"));
    }

    private static Path write(ListZones zones, Path file) throws IOException {
        if (zones.rowCount() > 0) {
            return SmallInputs.write(zones, file);
        }
        Optional<String> crs = Optional.of(zones.crs().toProjJson());
        GeoParquetSink.create(file, zones.columns(), crs, RowGroupLimits.ZONES).close();
        return file;
    }

    private static Path crops(Path folder) throws IOException {
        return table(folder, "id", 1, 2, 3);
    }

    private static Path table(Path folder, String key, long... ids) throws IOException {
        List<Column> columns = List.of(
                new Column(key, ColumnType.INT64),
                new Column("crop", ColumnType.INT32),
                new Column("area", ColumnType.FLOAT64));
        List<ColumnVector> vectors = columns.stream().map(ColumnVector::new).toList();
        for (long id : ids) {
            vectors.get(0).appendLong(id);
            vectors.get(1).appendInt((int) id % 5);
            vectors.get(2).appendDouble(id / 4.0);
        }
        Path file = folder.resolve("crops.parquet");
        try (ParquetTableSink sink = ParquetTableSink.create(file, columns, Map.of())) {
            sink.write(new RowBatch(vectors));
        }
        return file;
    }
}
