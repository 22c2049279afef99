package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnVector;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All expectations re-stated from the tests of exactextract, rasterstats, rasterio and GDAL, under the rule that each is for. */
class PeerStatisticsTest {
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("count", "pixel_count"),
            Map.entry("mode", "majority"),
            Map.entry("quantile_25", "quantile_25"),
            Map.entry("quantile_75", "quantile_75"),
            Map.entry("sum", "sum"),
            Map.entry("mean", "mean"),
            Map.entry("median", "median"),
            Map.entry("min", "min"),
            Map.entry("max", "max"),
            Map.entry("majority", "majority"),
            Map.entry("minority", "minority"),
            Map.entry("variety", "variety"),
            Map.entry("variance", "variance"),
            Map.entry("stdev", "stdev"));

    private static final List<Statistic> STATISTICS = Statistic.parse(
            List.of(
                    "count",
                    "sum",
                    "mean",
                    "median",
                    "min",
                    "max",
                    "mode",
                    "minority",
                    "variety",
                    "variance",
                    "stdev",
                    "quantile(0.25)",
                    "quantile(0.75)",
                    "categories"),
            new Problems());

    @TestFactory
    List<DynamicTest> equalsWhatPeersExpect() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (PeerCase peerCase : PeerCase.all()) {
            for (ZonalOptions options : options(peerCase)) {
                String name = peerCase.id() + " " + options.pixels();
                tests.add(DynamicTest.dynamicTest(name, () -> check(peerCase, options)));
            }
        }
        // All but the one that is for resampling; the three of rule "any" under every rule.
        assertEquals(25, tests.size());
        return tests;
    }

    /** Of equal weights exactextract takes the largest value, the others the smallest. */
    private static List<ZonalOptions> options(PeerCase peerCase) {
        String id = peerCase.id();
        boolean largest = id.startsWith("ee-") || id.startsWith("gdal-");
        ZonalOptions options = ZonalOptions.defaults()
                .withStatistics(STATISTICS)
                .withTies(largest ? TieRule.LARGEST : TieRule.SMALLEST);
        return switch (peerCase.rule()) {
            case "centre" -> List.of(options);
            case "touched" -> List.of(options.withPixels(PixelRule.ALL_TOUCHED));
            case "fraction" -> List.of(options.withPixels(PixelRule.FRACTION));
            case "fraction, min_coverage_frac=0.49" ->
                List.of(options.withPixels(PixelRule.FRACTION).withMinCoverage(0.49));
            case "fraction, coverage_weight=none" -> List.of(options.withPixels(PixelRule.FRACTION));
            case "any" ->
                Arrays.stream(PixelRule.values()).map(options::withPixels).toList();
            case "resample mode to 1x1" -> List.of();
            default -> throw new IllegalArgumentException(peerCase.toString());
        };
    }

    private static void check(PeerCase peerCase, ZonalOptions options) throws IOException {
        ArrayRaster raster = peerCase.raster();
        String wkt = peerCase.wkt();
        ZonalRow row = rows(raster, wkt, options).get(0);
        JsonNode expected = peerCase.expected();
        if (peerCase.rule().endsWith("coverage_weight=none")) {
            checkWithoutShares(expected, categories(raster, wkt, options));
            return;
        }
        expected.properties().forEach(entry -> {
            if (COLUMNS.containsKey(entry.getKey())) {
                check(COLUMNS.get(entry.getKey()), entry.getValue(), row);
            }
        });
        checkCategories(expected, categories(raster, wkt, options));
        checkCells(expected, cells(peerCase, wkt, options), raster.grid().columnCount());
        if (expected.has("nodata")) {
            ZonalOptions without = options.withNoData(List.of(new NoData("12345")));
            long all = rows(raster, wkt, without).get(0).whole("pixel_count");
            assertEquals(expected.get("nodata").asLong(), all - row.whole("pixel_count"), "nodata");
            if (expected.has("nan")) {
                assertEquals(
                        expected.get("nan").asLong(),
                        cells(peerCase, wkt, options).size() - all,
                        "nan");
            }
        }
    }

    private static void check(String column, JsonNode expected, ZonalRow row) {
        if (expected.isNull()) {
            assertEquals(Optional.empty(), row.value(column), column);
            assertTrue(row.reason().isPresent(), "a zone without " + column + " says why");
        } else {
            // As many digits as the numbers were written with.
            double tolerance = expected.isIntegralNumber() ? 1e-12 : 6e-5;
            double found = row.value(column).orElseThrow().doubleValue();
            // exactextract cuts quantiles of integer rasters down to integers.
            double cut = column.startsWith("quantile") ? Math.floor(found) : found;
            assertEquals(expected.asDouble(), cut, tolerance, column);
        }
    }

    /**
     * Cells of any share counting whole is no rule of ours: all-touched also takes cells that an edge only runs along. But where all
     * values differ, the different values are those cells.
     */
    private static void checkWithoutShares(JsonNode expected, Map<Double, double[]> categories) {
        assertEquals(expected.get("count").asInt(), categories.size());
        assertEquals(
                expected.get("mean").asDouble(),
                categories.keySet().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow());
    }

    /** Shares of the values, or the cover of the cells that hold them where all differ. */
    private static void checkCategories(JsonNode expected, Map<Double, double[]> categories) {
        if (expected.has("frac")) {
            assertEquals(expected.get("frac").size(), categories.size());
            expected.get("frac")
                    .properties()
                    .forEach(entry -> assertEquals(
                            entry.getValue().asDouble(),
                            categories.get(Double.parseDouble(entry.getKey()))[1],
                            1e-12,
                            entry.getKey()));
        }
        if (expected.has("coverage")) {
            for (int i = 0; i < expected.get("coverage").size(); i++) {
                double value =
                        expected.has("values") ? expected.get("values").get(i).asDouble() : i + 1;
                assertEquals(
                        expected.get("coverage").get(i).asDouble(), categories.get(value)[0], 1e-12, "" + value);
            }
        }
    }

    private static void checkCells(JsonNode expected, List<Integer> cells, int columnCount) {
        if (expected.has("cell_id")) {
            List<Integer> ids = new ArrayList<>();
            expected.get("cell_id").forEach(id -> ids.add(id.asInt()));
            assertEquals(ids, cells);
        }
        if (expected.has("rows")) {
            List<Integer> ids = new ArrayList<>();
            for (JsonNode row : expected.get("rows")) {
                expected.get("cols").forEach(column -> ids.add(row.asInt() * columnCount + column.asInt()));
            }
            assertEquals(ids, cells);
        }
    }

    /** Count and share by value. */
    private static NavigableMap<Double, double[]> categories(ArrayRaster raster, String wkt, ZonalOptions options)
            throws IOException {
        NavigableMap<Double, double[]> found = new TreeMap<>();
        ListZones zones = PeerCase.zones(wkt, raster);
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), options).run(context, batch -> {
                ColumnVector list = batch.column("categories");
                List<ColumnVector> fields = list.elements();
                for (int i = list.listStart(0); i < list.listEnd(0); i++) {
                    found.put(fields.get(0).number(i).doubleValue(), new double[] {
                        fields.get(1).number(i).doubleValue(), fields.get(2).doubleAt(i)
                    });
                }
            });
        }
        return found;
    }

    /** The cells of the zone, counted row by row. */
    private static List<Integer> cells(PeerCase peerCase, String wkt, ZonalOptions options) throws IOException {
        ArrayRaster raster = peerCase.raster();
        int columnCount = raster.grid().columnCount();
        double[][] ids = new double[raster.grid().rowCount()][columnCount];
        for (int cell = 0; cell < ids.length * columnCount; cell++) {
            ids[cell / columnCount][cell % columnCount] = cell;
        }
        ArrayRaster numbered = ArrayRaster.of(SampleType.INT32, ids)
                .withGrid(ArrayRaster.CRS, raster.grid().transform());
        return categories(numbered, wkt, options).keySet().stream()
                .map(Double::intValue)
                .toList();
    }

    private static List<ZonalRow> rows(ArrayRaster raster, String wkt, ZonalOptions options) throws IOException {
        ListZones zones = PeerCase.zones(wkt, raster);
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            return ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), options)
                    .rows(context);
        }
    }
}
