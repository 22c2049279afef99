package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code croft fields} with rasters of paths and a folder as bucket; downloads and buckets are tested where they are made. */
class FieldsCommandTest {
    private static final FieldsOptions FIELDS = FieldsOptions.of(300);

    @TempDir
    private Path folder;

    private Path configuration;

    @BeforeEach
    void makeCounty() throws IOException {
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.generate(folder, FIELDS, Overwrite.ANYTHING, context);
            FieldsDataset.generateYear(folder.resolve("cdl_2020.tif"), FIELDS, 0, Overwrite.ANYTHING, context);
            FieldsDataset.generateYear(folder.resolve("cdl_2021.tif"), FIELDS, 1, Overwrite.ANYTHING, context);
        }
        configuration = Files.writeString(folder.resolve("fields.yml"), """
                polygons: fields.parquet
                years: [2020-2021]
                raster:
                  source: cdl_{year}.tif
                zonal:
                  tile_columns: [majority]
                tiles:
                  layer: fields:8-10
                publish:
                  to: bucket
                """);
    }

    @Test
    void yearsAreDoneOnceAndThePlanSaysWhy() {
        CroftRun planned = fields("plan");
        assertDone(planned);
        assertTrue(planned.out().contains("tile     run  after zonal"), planned::out);
        CroftRun run = fields("run");
        assertDone(run);
        assertTrue(run.out().contains("2021 is done"), run::out);
        CroftRun again = fields("run");
        assertDone(again);
        assertTrue(again.out().contains("2020 is up to date"), again::out);
        assertTrue(again.out().contains("up to date: 2"), again::out);
        CroftRun after = fields("plan");
        assertTrue(!after.out().contains(" run  ") && after.out().contains("nothing has changed since"), after::out);
    }

    @Test
    void legendAndListAreMadeOfWhatIsThere() throws IOException {
        assertDone(fields("run"));
        assertDone(fields("legend"));
        assertDone(CroftRun.of("validate", "--expect-rows", 300, folder.resolve("outputs/zonal/history_us.parquet")));
        assertTrue(
                Files.readString(folder.resolve("outputs/web/legend_us.json")).contains("Winter Wheat"));
        Files.delete(folder.resolve("bucket/web/us_full_years.json"));
        assertDone(fields("manifest"));
        assertTrue(Files.readString(folder.resolve("bucket/web/us_full_years.json"))
                .contains("2020, 2021"));
    }

    @Test
    void yearThatFailsIsNamedAndGivesTheExitCode() throws IOException {
        Files.delete(folder.resolve("cdl_2020.tif"));
        CroftRun absent = fields("run");
        assertEquals(ExitCode.REQUEST.code(), absent.exitCode());
        assertTrue(absent.err().contains("Cannot finish 2020: Cannot find the raster of 2020"), absent::err);
        assertTrue(absent.out().contains("2021 is done"), absent::out);

        SmallInputs.truncated(folder.resolve("cdl_2021.tif"), 0.5);
        CroftRun both = fields("run");
        assertEquals(ExitCode.INPUT.code(), both.exitCode(), both::err);
        assertTrue(both.err().contains("Cannot finish 2020") && both.err().contains("Cannot finish 2021"), both::err);
        CroftRun one = fields("run", "--year", "2021");
        assertEquals(ExitCode.INPUT.code(), one.exitCode(), one::err);
    }

    @Test
    void requestsThatCannotBeMetAreRefused() throws IOException {
        for (List<String> wrong : List.of(
                List.of("--years", "1999"),
                List.of("--years", "2020-"),
                List.of("--years", ""),
                List.of("--parallel", "0"))) {
            CroftRun run = fields("run", wrong.toArray());
            assertEquals(ExitCode.REQUEST.code(), run.exitCode(), wrong::toString);
            assertTrue(run.err().contains("Cannot "), run::err);
        }
        Files.writeString(configuration, Files.readString(configuration).replace("tile_columns", "tile_colums"));
        CroftRun unknown = fields("run");
        assertEquals(ExitCode.REQUEST.code(), unknown.exitCode());
        assertTrue(
                unknown.err().contains("line 6") && unknown.err().contains("did you mean tile_columns"), unknown::err);
        assertTrue(Files.notExists(folder.resolve("bucket")));
    }

    private CroftRun fields(String command, Object... more) {
        Object[] words = new Object[4 + more.length];
        words[0] = "fields";
        words[1] = command;
        words[2] = "--config";
        words[3] = configuration;
        System.arraycopy(more, 0, words, 4, more.length);
        return CroftRun.of(words);
    }

    private static void assertDone(CroftRun run) {
        assertEquals(0, run.exitCode(), run::err);
    }
}
