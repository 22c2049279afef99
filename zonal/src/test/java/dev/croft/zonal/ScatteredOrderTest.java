package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.ZonalOptions.BadZonePolicy;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zones in no spatial order give the same result, byte for byte, as when all of the raster fits into memory. */
class ScatteredOrderTest {
    private static final long PLENTY = 512 << 20;
    private static final long LITTLE = 4 << 20;
    private static final int SIDE = 96;
    private static final int ROWS = SIDE * SIDE;
    private static final int RASTER_SIZE = 4096;
    private static final GridGeometry GRID =
            new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(0, RASTER_SIZE, 1, 1), RASTER_SIZE, RASTER_SIZE);
    private static final List<LabelledBand> BANDS = List.of(
            new LabelledBand("a", new PatchRaster(GRID, 128, 1), 1),
            new LabelledBand("b", new PatchRaster(GRID, 128, 2), 1));

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} bytes, {1} threads, {2} rows together")
    @CsvSource({"4194304, 1, 9216", "4194304, 8, 700", "6000000, 3, 1024", "16777216, 2, 5000"})
    void resultIsTheSameByteForByte(long memory, int threads, int rowsTogether) throws IOException {
        ListZones zones = withColumns(zones(shuffled())).inPartitionsOf(rowsTogether);
        ZonalOptions options = options();
        assertArrayEquals(
                result(zones, options, PLENTY, 1, "as they come"),
                result(zones, options, memory, threads, "strip by strip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CENTER", "FRACTION"})
    void boxGivesTheSameRows(PixelRule rule) throws IOException {
        ListZones zones = withColumns(zones(shuffled())).inPartitionsOf(2000);
        ZonalOptions options = options().withPixels(rule).withBox(new Bounds(500, 900, 2000, 3000));
        assertArrayEquals(
                result(zones, options, PLENTY, 1, "as they come"), result(zones, options, LITTLE, 3, "strip by strip"));
    }

    @Test
    void summaryIsTheSame() throws IOException {
        ListZones zones = zones(shuffled());
        ZonalSummary ordered = run(zones, ZonalOptions.defaults(), PLENTY, 1, rows -> {});
        ZonalSummary scattered = run(zones, ZonalOptions.defaults(), LITTLE, 1, rows -> {});
        assertEquals(ordered.rowCount(), scattered.rowCount());
        for (int band = 0; band < BANDS.size(); band++) {
            assertEquals(
                    ordered.bands().get(band).reasons(),
                    scattered.bands().get(band).reasons());
            assertEquals(
                    ordered.bands().get(band).classes(),
                    scattered.bands().get(band).classes());
            long blocks = scattered.bands().get(band).rasterBlockCount();
            long decoded = scattered.bands().get(band).decodedBlockCount();
            assertTrue(decoded <= 2 * blocks, decoded + " decoded of " + blocks);
        }
    }

    @Test
    void failureNamesTheSameRow() {
        List<String> wkt = shuffled();
        wkt.set(7001, "POLYGON ((0 0, 1 NaN, 1 1, 0 0))");
        wkt.set(3456, "POLYGON ((4000 4000, 4001 NaN, 1 1, 0 0))");
        ZonalOptions options = ZonalOptions.defaults().withBadZones(BadZonePolicy.FAIL);
        for (long memory : new long[] {PLENTY, LITTLE}) {
            InputDataException thrown =
                    assertThrows(InputDataException.class, () -> run(zones(wkt), options, memory, 3, rows -> {}));
            assertTrue(thrown.getMessage().contains("row 3456"), thrown.getMessage());
        }
    }

    @Test
    void orderIsMeasured() throws IOException {
        assertOrder("as they come", inOrder());
        assertOrder("strip by strip", shuffled());
        assertOrder("as they come", byCounty());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 1024, ROWS})
    void orderIsMeasuredHoweverShortThePartitions(int rowsTogether) throws IOException {
        assertOrder("as they come", zones(inOrder()).inPartitionsOf(rowsTogether));
        assertOrder("strip by strip", zones(shuffled()).inPartitionsOf(rowsTogether));
    }

    private void assertOrder(String expected, List<String> wkt) throws IOException {
        assertOrder(expected, zones(wkt));
    }

    private void assertOrder(String expected, ListZones zones) throws IOException {
        ZonalSummary summary = run(zones, ZonalOptions.defaults(), LITTLE, 2, rows -> {});
        assertTrue(summary.order().startsWith(expected), summary.order());
    }

    private ZonalOptions options() {
        return ZonalOptions.defaults()
                .withStatistics(Statistic.parse(
                        List.of("majority", "count", "mean", "quantile(0.3)", "categories"), new Problems()))
                .withKept(KeptColumns.ALL)
                .withGeometry();
    }

    private byte[] result(ListZones zones, ZonalOptions options, long memory, int threads, String order)
            throws IOException {
        Path file = folder.resolve("result.parquet");
        ZonalJob job = ZonalJob.plan(zones, zones.crs(), BANDS, Optional.empty(), options);
        ZonalSummary summary;
        try (TableSink sink = TableSinks.create(TableFormat.PARQUET, file, job.columns(), Map.of())) {
            summary = run(zones, options, memory, threads, sink::write);
        }
        assertTrue(summary.order().startsWith(order), summary.order());
        return Files.readAllBytes(file);
    }

    /** Runs in a scratch folder of its own, which must be empty afterwards. */
    private ZonalSummary run(
            ListZones zones, ZonalOptions options, long memory, int threads, ZonalJob.RowConsumer consumer)
            throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        try (RunContext context = RunContext.named("test")
                .threads(threads)
                .temporaryFolder(scratch)
                .memory(MemoryBudget.ofBytes(memory))
                .build()) {
            return ZonalJob.plan(zones, zones.crs(), BANDS, Optional.empty(), options)
                    .run(context, consumer);
        } finally {
            try (Stream<Path> left = Files.list(scratch)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    private static ListZones zones(List<String> wkt) {
        return ListZones.of(wkt.toArray(String[]::new)).inPartitionsOf(3000);
    }

    /** A zone per column and row of a chessboard, row by row, some without geometry or elsewhere. */
    private static List<String> inOrder() {
        return new ArrayList<>(IntStream.range(0, ROWS)
                .mapToObj(i -> zone(i % SIDE, i / SIDE, i))
                .toList());
    }

    /** Counties of 16 x 16 zones, each in disorder, one after the other. */
    private static List<String> byCounty() {
        List<String> all = new ArrayList<>();
        int across = SIDE / 16;
        for (int county = 0; county < across * across; county++) {
            List<String> zones = new ArrayList<>();
            for (int i = 0; i < 256; i++) {
                zones.add(zone(county % across * 16 + i % 16, county / across * 16 + i / 16, i));
            }
            Collections.shuffle(zones, new Random(county));
            all.addAll(zones);
        }
        return all;
    }

    private static List<String> shuffled() {
        List<String> wkt = inOrder();
        Collections.shuffle(wkt, new Random(3));
        return wkt;
    }

    private static String zone(int column, int row, int number) {
        if (number % 97 == 5) {
            return null;
        }
        if (number % 97 == 6) {
            return "POLYGON EMPTY";
        }
        double step = RASTER_SIZE / (double) SIDE;
        double x = column * step + (number % 97 == 7 ? RASTER_SIZE : 0);
        double y = RASTER_SIZE - (row + 1) * step;
        double width = 3 + number * 7 % 53; // some reach into the next
        return String.format(
                Locale.ROOT,
                "POLYGON ((%1$.3f %2$.3f, %3$.3f %2$.3f, %3$.3f %4$.3f, %1$.3f %2$.3f))",
                x,
                y,
                x + width,
                y + width / 2);
    }

    /** A column of every type, with nulls. */
    private static ListZones withColumns(ListZones zones) {
        ListZones with = zones;
        for (ColumnType type : ColumnType.values()) {
            if (type != ColumnType.LIST) {
                Object[] values = new Object[ROWS];
                for (int row = 0; row < ROWS; row++) {
                    values[row] = row % 5 == 2 ? null : value(type, row);
                }
                with = with.withColumn("column " + type, type, values);
            }
        }
        return with;
    }

    private static Object value(ColumnType type, int row) {
        return switch (type) {
            case BOOLEAN -> row % 3 == 0;
            case STRING -> "zone é " + row;
            case BINARY -> new byte[] {(byte) row, 0, (byte) (row >> 8)};
            case INT8, UINT8 -> row % 128;
            case INT16, UINT16 -> row;
            default -> row * 3;
        };
    }
}
