package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.crs.Crs;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.parquet.ParquetTableSink;
import dev.croft.testdata.ListZones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retag} from the command line. */
class RetagCommandTest {
    @TempDir
    private Path folder;

    private Path zones;
    private Path old;
    private Path crops;
    private Path out;

    @BeforeEach
    void makeTiles() throws IOException {
        zones = SmallInputs.zones(folder);
        old = folder.resolve("2020.pmtiles");
        out = folder.resolve("2021.pmtiles");
        crops = table("crops.parquet", 7, 8);
        assertDone(tile(table("old.parquet", 1, 2), old));
    }

    @Test
    void retaggedArchiveIsTheOneThatTileMakes() throws IOException {
        assertDone(retag(old, crops, out, "--name", "2021", "--threads", 2));
        Path expected = folder.resolve("expected.pmtiles");
        assertDone(tile(crops, expected, "--name", "2021"));
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(out));
        CroftRun inspected = CroftRun.of("inspect", out);
        assertSays(inspected, "field crop: Number", "name        2021");
        assertDone(CroftRun.of("validate", out));
    }

    @Test
    void nameThatIsThatOfTheFileIsExchanged() throws IOException {
        assertDone(retag(old, crops, out));
        Path other = Files.createDirectory(folder.resolve("other")).resolve("2021.pmtiles");
        assertDone(tile(crops, other));
        assertArrayEquals(Files.readAllBytes(other), Files.readAllBytes(out));
        Path renamed = Files.move(old, folder.resolve("renamed.pmtiles"));
        assertDone(retag(renamed, crops, out, "--if-valid", "redo"));
        assertSays(CroftRun.of("inspect", out), "name        2020.pmtiles");
    }

    @Test
    void tablesWithOtherKeysAreRefused() throws IOException {
        assertDone(tile(crops, old, "--overwrite", "--limit", 1));
        ColumnVector ids = new ColumnVector(new Column("id", ColumnType.INT64));
        ids.appendLong(77);
        ColumnVector crop = new ColumnVector(new Column("crop", ColumnType.INT32));
        crop.appendInt(1);
        Path others = folder.resolve("others.parquet");
        try (ParquetTableSink sink = ParquetTableSink.create(others, List.of(ids.column(), crop.column()), Map.of())) {
            sink.write(new RowBatch(List.of(ids, crop)));
        }
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = retag(old, others, out);
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("others.parquet with " + old + ": they have no key in common"), run::err);
        assertTrue(run.err().contains("holds 77, for example, the key of the other is 1."), run::err);
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void attributeThatIsNotThereIsToldWithAllThatAre() throws IOException {
        CroftRun run = retag(old, crops, out, "--attributes", "nope");
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("There are ") && run.err().contains("crop"), run::err);
    }

    @Test
    void archiveWithoutKeysIsToldOnce() throws IOException {
        Path bare = folder.resolve("bare.pmtiles");
        Path fields = SmallInputs.write(
                ListZones.of(Crs.parse("EPSG:4326"), SmallInputs.WEST_HALF).withColumn("id", ColumnType.FLOAT64, 1.0),
                folder.resolve("bare.parquet"));
        CroftRun made =
                CroftRun.of("tile", "--progress", "off", "--layer", "fields:0-3", "--zones", fields, "--out", bare);
        assertDone(made);
        assertSays(made, "without key", "1 zone: no column of whole numbers or text called id");
        CroftRun run = retag(bare, crops, out);
        assertEquals(2, run.exitCode(), run::err);
        assertEquals(1, run.err().strip().lines().count(), run::err);
        assertTrue(run.err().contains("its features have no key"), run::err);
    }

    @Test
    void dryRunSaysWhatWouldBeDoneAndWritesNothing() throws IOException {
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = retag(old, crops + ":crop=crop_2021", out, "--dry-run");
        assertDone(run);
        assertSays(
                run,
                "2020.pmtiles: 2 zones in layers fields:0-3",
                "tags    crop_2021",
                "without crop",
                "2021.pmtiles: to be made");
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void secondRunSaysThatTheOutputIsUpToDate() throws IOException {
        assertDone(retag(old, crops, out));
        List<String> before = SmallInputs.listing(folder);
        CroftRun again = retag(old, crops, out);
        assertDone(again);
        assertSays(again, "up to date");
        assertEquals(before, SmallInputs.listing(folder));
        CroftRun other = retag(old, crops, out, "--compression-level", 2, "--dry-run");
        assertSays(other, "to be made, because parameter encoder is");
    }

    @Test
    void reportCountsKeysAndFeatures() throws IOException {
        Path report = folder.resolve("report.json");
        CroftRun run = retag(old, crops, out, "--report", report);
        assertDone(run);
        assertSays(run, "2 rows, 0 without a key", "2, of which 2 are in tiles", "wrote ");
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertEquals("retag", json.get("job").asText());
        assertTrue(json.at("/counts/tiles/count").asInt() > 0, json::toString);
    }

    @Test
    void archiveIsNotReplacedByItsOwnSuccessor() throws IOException {
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = retag(old, crops, old, "--overwrite");
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("it is an input of the same job"), run::err);
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        CroftRun run = retag(folder.resolve("a.pmtiles"), folder.resolve("b.parquet"), folder.resolve("c.zip"));
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("a.pmtiles: there is no such file"), run::err);
        assertTrue(run.err().contains("b.parquet: there is no such file"), run::err);
        assertTrue(run.err().contains("c.zip: archives are called .pmtiles"), run::err);
    }

    @Test
    void joinedFileWithoutTheKeyNamesTheOption() throws IOException {
        CroftRun run = retag(old, crops, out, "--join-key", "field");
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("no key column \"field\"") && run.err().contains("--join-key"), run::err);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.5, 0.99})
    void cutArchiveIsDamagedAndLeavesNothing(double share) throws IOException {
        SmallInputs.truncated(old, share);
        List<String> before = SmallInputs.listing(folder);
        CroftRun run = retag(old, crops, out);
        assertEquals(3, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("Cannot read " + old), run::err);
        assertEquals(before, SmallInputs.listing(folder));
    }

    @Test
    void tableIsNoArchive() throws IOException {
        CroftRun run = retag(zones, crops, out);
        assertEquals(3, run.exitCode(), run::err);
        assertTrue(run.err().contains("Give a PMTiles archive"), run::err);
    }

    private CroftRun tile(Path join, Path archive, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("tile", "--progress", "off", "--layer", "fields:0-3"));
        arguments.addAll(List.of("--zones", zones, "--join", join, "--out", archive, "--zones-crs", "EPSG:4326"));
        arguments.addAll(List.of(more));
        return CroftRun.of(arguments.toArray());
    }

    private static CroftRun retag(Path tiles, Object join, Path archive, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("retag", "--progress", "off"));
        arguments.addAll(List.of("--tiles", tiles, "--join", join, "--out", archive));
        arguments.addAll(List.of(more));
        return CroftRun.of(arguments.toArray());
    }

    /** Crops of the first two zones. */
    private Path table(String name, int... values) throws IOException {
        ColumnVector ids = new ColumnVector(new Column("id", ColumnType.INT64));
        ColumnVector crop = new ColumnVector(new Column("crop", ColumnType.INT32));
        for (int i = 0; i < values.length; i++) {
            ids.appendLong(i + 1L);
            crop.appendInt(values[i]);
        }
        Path file = folder.resolve(name);
        try (ParquetTableSink sink = ParquetTableSink.create(file, List.of(ids.column(), crop.column()), Map.of())) {
            sink.write(new RowBatch(List.of(ids, crop)));
        }
        return file;
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
}
