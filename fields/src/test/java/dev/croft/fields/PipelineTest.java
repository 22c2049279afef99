package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.run.Receipt;
import dev.croft.core.run.RunContext;
import dev.croft.view.ViewPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final Set<Step> NOTHING = EnumSet.noneOf(Step.class);
    private static final Set<Step> ALL = EnumSet.allOf(Step.class);

    @TempDir
    private Path folder;

    private RasterServer server;
    private County county;

    @BeforeEach
    void start() throws IOException {
        server = new RasterServer();
        county = new County(folder, server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void firstRunDoesEveryStepAndTheSecondNone() throws IOException {
        assertEquals(Map.of(2020, ALL, 2021, ALL), county.planned());
        assertEquals(Map.of(2020, ALL, 2021, ALL), county.steps());
        List<String> files = county.files();
        assertEquals(
                County.withPage(
                        "bucket/tiles/fields_us_2020_full.pmtiles",
                        "bucket/tiles/fields_us_2020_full.pmtiles.places",
                        "bucket/tiles/fields_us_2021_full.pmtiles",
                        "bucket/tiles/fields_us_2021_full.pmtiles.places",
                        "bucket/web/us_full_years.json"),
                files.stream()
                        .filter(path -> path.startsWith("bucket/") && !path.startsWith("bucket/web/years/"))
                        .toList());
        assertEquals(
                2,
                files.stream()
                        .filter(path -> path.startsWith("bucket/web/years/us_202"))
                        .count());
        assertTrue(files.contains("outputs/zonal/zonal_us_2020.parquet"), files::toString);
        assertTrue(files.stream().noneMatch(path -> path.startsWith("data/")), files::toString);
        assertEquals(2, server.requests().size());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("bucket/web/us_full_years.json")),
                Files.readAllBytes(county.layout().manifest()),
                "the list stays here, too");

        assertEquals(Map.of(2020, NOTHING, 2021, NOTHING), county.planned());
        assertEquals(Map.of(2020, NOTHING, 2021, NOTHING), county.steps());
        assertEquals(files, county.files());
        assertEquals(2, server.requests().size(), "no raster is downloaded again");
    }

    /** Which steps a change makes due. */
    private enum Due {
        NOTHING,
        ALL,
        FROM_TILES,
        VALIDATION,
        PUBLISH_AND_LIST,
        LIST;

        Set<Step> steps() {
            return switch (this) {
                case NOTHING -> PipelineTest.NOTHING;
                case ALL -> PipelineTest.ALL;
                case FROM_TILES -> EnumSet.of(Step.TILE, Step.VALIDATE, Step.PUBLISH, Step.MANIFEST);
                case VALIDATION -> EnumSet.of(Step.VALIDATE);
                case PUBLISH_AND_LIST -> EnumSet.of(Step.PUBLISH, Step.MANIFEST);
                case LIST -> EnumSet.of(Step.MANIFEST);
            };
        }
    }

    @FunctionalInterface
    private interface Event {
        void happenTo(County county) throws IOException;
    }

    /** What happens to a finished year, and what is then to be done. */
    @SuppressWarnings("ImmutableEnumChecker") // The lambdas hold nothing.
    private enum Change {
        NODATA(Due.ALL, county -> county.change("  tile_columns", "  nodata: [0, 111]\n  tile_columns")),
        STATISTICS(
                Due.ALL,
                county -> county.change("  tile_columns", "  statistics: [count, majority, variety]\n  tile_columns")),
        ADDRESS(Due.ALL, county -> {
            county.server().put("/other/2020.zip", County.zip(2020));
            county.change("_30m_cdls.zip", ".zip");
            county.change("{year}.zip", "other/{year}.zip");
        }),
        CHECKSUM_OF_A_RASTER_THAT_WENT(
                Due.NOTHING,
                county -> county.change(
                        "zonal:", "  sha256: {2020: " + DownloadTest.sha256(County.zip(2020)) + "}\nzonal:")),
        CHECKSUM_OF_ANOTHER_RASTER(Due.ALL, county -> {
            county.server().put(County.path(2020), County.zip(2021));
            county.change("zonal:", "  sha256: {2020: " + DownloadTest.sha256(County.zip(2021)) + "}\nzonal:");
        }),
        EXPECTED_ROWS(Due.VALIDATION, county -> county.append("expected_rows: 600")),
        POLYGONS(Due.ALL, county -> touch(county.root().resolve("fields.parquet"))),
        TABLE_GONE(Due.ALL, county -> Files.delete(county.layout().zonal(2020))),
        TABLE_CUT(Due.ALL, county -> cut(county.layout().zonal(2020))),
        TABLE_WITH_OTHER_BYTES(Due.ALL, county -> flip(county.layout().zonal(2020))),
        TILE_COLUMNS(Due.FROM_TILES, county -> county.change("[majority]", "[majority, majority_count]")),
        ATTRIBUTION(Due.FROM_TILES, county -> county.change("those who drew them", "nobody")),
        SIMPLIFICATION(Due.FROM_TILES, county -> county.change("  layer:", "  simplify_px: 2\n  layer:")),
        TILES_GONE(Due.FROM_TILES, county -> Files.delete(county.layout().tiles(2020))),
        TILES_CUT(Due.FROM_TILES, county -> cut(county.layout().tiles(2020))),
        TILES_WITH_OTHER_BYTES(Due.FROM_TILES, county -> flip(county.layout().tiles(2020))),
        TILES_EMPTY_AND_RECEIPT_GONE(Due.FROM_TILES, county -> {
            Path tiles = county.layout().tiles(2020);
            Files.write(tiles, new byte[0]);
            Files.delete(Receipt.pathFor(tiles));
        }),
        DESTINATION(Due.PUBLISH_AND_LIST, county -> county.change("to: bucket", "to: pail")),
        PUBLISHED_TILES_GONE(
                Due.PUBLISH_AND_LIST,
                county -> Files.delete(county.root().resolve("bucket/tiles/fields_us_2020_full.pmtiles"))),
        PUBLISHED_PLACES_GONE(
                Due.PUBLISH_AND_LIST,
                county -> Files.delete(county.root().resolve("bucket/tiles/fields_us_2020_full.pmtiles.places"))),
        PUBLISHED_TILES_REPLACED(
                Due.PUBLISH_AND_LIST, county -> cut(county.root().resolve("bucket/tiles/fields_us_2020_full.pmtiles"))),
        LIST_GONE(Due.LIST, county -> Files.delete(county.root().resolve("bucket/web/us_full_years.json"))),
        LIST_CUT(Due.LIST, county -> cut(county.root().resolve("bucket/web/us_full_years.json"))),
        LIST_WITHOUT_YEARS(
                Due.LIST,
                county -> Files.writeString(
                        county.root().resolve("bucket/web/us_full_years.json"),
                        "{\"name\": \"us\", \"years\": [], \"archives\": []}")),
        LIST_WITH_ANOTHER_ARCHIVE(Due.LIST, county -> {
            Path list = county.root().resolve("bucket/web/us_full_years.json");
            Files.writeString(list, Files.readString(list).replace("crc32c:", "crc32c:0"));
        }),
        COPY_OF_THE_LIST_GONE(Due.LIST, county -> Files.delete(county.layout().manifest())),
        COPY_OF_THE_LIST_CUT(Due.LIST, county -> cut(county.layout().manifest())),
        TOUCHED_CONFIGURATION(Due.NOTHING, county -> county.append("# nothing"));

        private final Due due;
        private final Event event;

        Change(Due due, Event event) {
            this.due = due;
            this.event = event;
        }

        void happen(County county) throws IOException {
            event.happenTo(county);
        }

        private static void touch(Path file) throws IOException {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
        }

        private static void cut(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        }

        private static void flip(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes, StandardOpenOption.WRITE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatChangedIsDoneAgainAndNothingElse(Change change) throws IOException {
        county.change("[2020-2021]", "[2020]");
        county.steps();
        List<String> files = county.files();
        Map<String, byte[]> results = county.results();
        change.happen(county);
        assertEquals(Map.of(2020, change.due.steps()), county.planned(), () -> plan(county));
        assertEquals(Map.of(2020, change.due.steps()), county.steps());
        assertEquals(Map.of(2020, NOTHING), county.steps(), "done again once");
        if (change.due == Due.LIST) {
            String list = Files.readString(county.layout().manifest());
            assertTrue(list.contains("fields_us_2020_full.pmtiles"), list);
            assertEquals(list, Files.readString(folder.resolve("bucket/web/us_full_years.json")));
        }
        if (change.name().contains("GONE")
                || change.name().contains("CUT")
                || change.name().contains("BYTES")) {
            assertEquals(files, county.files());
            assertSame(results, county.results());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void publishedLegendIsThatOfTheConfigurationOrElseOfTheValues(boolean isConfigured) throws IOException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to publish");
        county.change("[2020-2021]", "[2020]");
        if (isConfigured) {
            Files.writeString(county.root().resolve("names.csv"), "value,name\n1,Silage\n");
            county.change("zonal:", "  classes: names.csv\nzonal:");
        }
        county.steps();
        String legend = Files.readString(county.root().resolve("bucket/web/legend_us.json"));
        assertEquals(isConfigured, legend.contains("Silage"), legend);
        assertEquals(!isConfigured, legend.contains("Corn"), legend);
    }

    private static String plan(County county) {
        try {
            return county.plans().toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void rasterOfAPathIsNeitherFetchedNorRemoved() throws IOException {
        Path raster = Files.write(folder.resolve("cdl_2020.zip"), County.zip(2020));
        county.change("[2020-2021]", "[2020]");
        county.change(server.uri("/").toString() + "{year}_30m_cdls.zip", "cdl_{year}.zip");
        Set<Step> steps = EnumSet.complementOf(EnumSet.of(Step.FETCH, Step.CLEAN));
        assertEquals(Map.of(2020, steps), county.steps());
        assertTrue(Files.exists(raster));
        assertEquals(Map.of(2020, NOTHING), county.steps());
        Change.touch(raster);
        assertEquals(Map.of(2020, steps), county.steps());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void finishedYearNeedsItsRasterNoMore() throws IOException {
        Path raster = Files.write(folder.resolve("cdl_2020.zip"), County.zip(2020));
        county.change("[2020-2021]", "[2020]");
        county.change(server.uri("/").toString() + "{year}_30m_cdls.zip", "cdl_{year}.zip");
        county.steps();
        Files.delete(raster);
        assertEquals(Map.of(2020, NOTHING), county.planned());
        assertEquals(Map.of(2020, NOTHING), county.steps());
        county.change("  tile_columns", "  nodata: [0, 111]\n  tile_columns");
        String problem = county.plans().get(0).problem().orElseThrow();
        assertTrue(problem.contains("there is no " + raster), problem);
    }

    @Test
    void addressWithoutSuffixLeavesNothingAndItsSecretsAreNotTold() throws IOException {
        server.put("/2020", County.zip(2020));
        county.change("[2020-2021]", "[2020]");
        county.change("{year}_30m_cdls.zip", "{year}?token=geheim");
        server.next(RasterServer.Fault.PAGE);
        Throwable failure = county.run().get(0).failure().orElseThrow();
        assertTrue(failure.getMessage().contains("/2020 sent: it is a web page"), failure.getMessage());
        assertEquals(Map.of(2020, ALL), county.steps());
        assertTrue(county.files().stream().noneMatch(path -> path.startsWith("data/")), () -> plan(county));
        assertEquals(Map.of(2020, NOTHING), county.steps());
        county.change("geheim", "geheim2");
        assertEquals(Map.of(2020, ALL), county.planned(), "another address");
        assertFalse(plan(county).contains("geheim"), () -> plan(county));
        county.steps();
        try (Stream<Path> files = Files.walk(county.layout().logs())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains("geheim"), file::toString);
            }
        }
    }

    @Test
    void planSaysForWhatTheRasterIsFetchedAgain() throws IOException {
        county.change("[2020-2021]", "[2020]");
        county.steps();
        county.change("  tile_columns", "  nodata: [0, 111]\n  tile_columns");
        String reason = county.plans().get(0).steps().get(0).reason();
        assertTrue(reason.contains("nodata") && !reason.contains("gone"), reason);
    }

    @Test
    void recordThatCannotBeReadIsTold() throws IOException {
        county.change("[2020-2021]", "[2020]");
        county.steps();
        Files.writeString(county.layout().record(2020), "{");
        assertTrue(plan(county).contains("its record cannot be read"), () -> plan(county));
        county.steps();
        assertTrue(county.log(2020).contains("its record cannot be read"), county.log(2020));
        assertEquals(Map.of(2020, NOTHING), county.steps());
    }

    @Test
    void yearAtWorkElsewhereIsWaitedForAndThenNothingIsDoneTwice() throws Exception {
        county.change("[2020-2021]", "[2020]");
        Files.createDirectories(county.layout().lock(2020).getParent());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (RunContext context = County.context()) {
            YearLock held = YearLock.acquire(county.layout().lock(2020), context, line -> {});
            Future<Map<Integer, Set<Step>>> first = thread.submit(() -> county.steps());
            Future<Map<Integer, Set<Step>>> second = thread.submit(() -> county.steps());
            assertThrows(TimeoutException.class, () -> first.get(1, TimeUnit.SECONDS));
            held.close();
            assertEquals(Map.of(2020, ALL), first.get());
            assertEquals(Map.of(2020, NOTHING), second.get());
            assertTrue(county.log(2020).contains("another process is at work on it, waiting"), county.log(2020));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void rasterStaysWhenThatIsWanted() throws IOException {
        county.append("clean: false");
        county.steps();
        assertTrue(Files.exists(folder.resolve("data/cdl/us_2020.zip")));
        assertEquals(Map.of(2020, NOTHING, 2021, NOTHING), county.steps());
    }

    @Test
    void tilesOfTheSecondYearAreThoseOfTheFirstWithOtherAttributes(@TempDir Path elsewhere) throws IOException {
        county.steps();
        assertTrue(county.log(2021).contains("polygons and options are those of 2020"), county.log(2021));
        County alone = new County(elsewhere, server);
        alone.steps(2021);
        assertFalse(alone.log(2021).contains("polygons and options are those of"));
        String name = "outputs/tiles/fields_us_2021_full.pmtiles";
        assertArrayEquals(alone.results().get(name), county.results().get(name));
        assertFalse(
                Arrays.equals(
                        county.results().get(name), county.results().get("outputs/tiles/fields_us_2020_full.pmtiles")),
                "crops rotate");
    }

    @Test
    void yearsTogetherOneByOneAndSideBySideGiveTheSame(@TempDir Path second, @TempDir Path third) throws IOException {
        county.change("[2020-2021]", "[2020-2022]");
        county.steps();
        County oneByOne = new County(second, server);
        oneByOne.change("[2020-2021]", "[2020-2022]");
        oneByOne.change("zonal:", "zonal:\n  together: 1");
        oneByOne.steps();
        County sideBySide = new County(third, server);
        sideBySide.change("[2020-2021]", "[2020-2022]");
        for (YearOutcome outcome : sideBySide.runSideBySide(3)) {
            assertTrue(outcome.failure().isEmpty(), outcome::toString);
        }
        assertEquals(county.files(), oneByOne.files());
        assertEquals(county.files(), sideBySide.files());
        assertSame(county.results(), oneByOne.results());
        assertSame(county.results(), sideBySide.results());
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((path, bytes) -> assertArrayEquals(bytes, found.get(path), path));
    }
}
