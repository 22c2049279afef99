package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What rasterstats answers for its own test data by the rules of the cell's centre and of all touched cells. In slope.tif every
 * cell has a value of its own, so majority and minority are the smallest of ties.
 */
class RasterstatsTest {
    private static final Map<String, String> VECTORS =
            Map.of("polygons.shp", "polygons.parquet", "multipolygons.shp", "multipolygons.parquet");

    private static final Map<String, String> COLUMNS =
            Map.of("min", "min", "max", "max", "majority", "majority", "minority", "minority");

    @TestFactory
    List<DynamicTest> equalsRasterstats() throws IOException {
        JsonNode cases = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build()
                .readTree(SharedData.file("zonal/rasterstats/expected_rasterstats.json")
                        .toFile());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode expected : cases) {
            String vector = expected.get("vector").asText();
            if (VECTORS.containsKey(vector)) {
                String name = vector + " over " + expected.get("raster").asText() + ", nodata "
                        + expected.get("nodata_override")
                        + (expected.get("all_touched").asBoolean() ? ", all touched" : "");
                tests.add(DynamicTest.dynamicTest(name, () -> check(expected)));
            }
        }
        assertEquals(VECTORS.size() * 5 * 2 * 2, tests.size(), "vectors x rasters x nodata x rules");
        return tests;
    }

    private static void check(JsonNode expected) throws IOException {
        List<ZonalRow> rows = rows(expected, noData(expected));
        List<ZonalRow> all = rows(expected, List.of(new NoData("-123.5")));
        JsonNode stats = expected.get("stats");
        assertEquals(stats.size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            check(stats.get(i), expected.get("categorical").path(i), rows.get(i), "zone " + i);
            assertEquals(
                    stats.get(i).get("nodata").asLong(),
                    all.get(i).whole("pixel_count") - rows.get(i).whole("pixel_count"),
                    "zone " + i + ", cells without data");
        }
    }

    private static void check(JsonNode stats, JsonNode histogram, ZonalRow row, String zone) {
        assertEquals(stats.get("count").asLong(), row.whole("pixel_count"), zone + ", count");
        COLUMNS.forEach((name, column) -> {
            Optional<Number> expected = Optional.of(stats.get(name))
                    .filter(value -> !value.isNull())
                    .map(JsonNode::asDouble);
            assertEquals(expected, row.value(column).map(Number::doubleValue), zone + ", " + name);
        });
        assertEquals(stats.get("unique").asLong(), row.whole("variety"), zone + ", unique");
        assertEquals(stats.get("majority").isNull(), row.reason().isPresent(), zone);
        if (histogram.isObject() && !stats.get("majority").isNull()) {
            long cells = histogram.get(stats.get("majority").asText()).asLong();
            assertEquals(cells, row.whole("majority_count"), zone + ", cells of the majority");
        }
    }

    private static List<NoData> noData(JsonNode expected) {
        JsonNode noData = expected.get("nodata_override");
        return noData.isNull() ? List.of() : List.of(new NoData(noData.asText()));
    }

    private static List<ZonalRow> rows(JsonNode expected, List<NoData> noData) throws IOException {
        String folder = "zonal/rasterstats/";
        String vector = SharedData.file(
                        folder + VECTORS.get(expected.get("vector").asText()))
                .toString();
        boolean touched = expected.get("all_touched").asBoolean();
        ZonalOptions options = ZonalOptions.defaults()
                .withNoData(noData)
                .withPixels(touched ? PixelRule.ALL_TOUCHED : PixelRule.CENTER)
                .withStatistics(Statistic.parse(
                        List.of("count", "min", "max", "majority", "majority_count", "minority", "unique"),
                        new Problems()));
        try (RunContext context = RunContext.named("test").threads(1).build();
                ZoneSource zones = ZoneSources.open(vector, Optional.empty());
                RasterSource raster = RasterSources.open(
                        SharedData.file(folder + expected.get("raster").asText()), context.scratch()::directoryFor)) {
            // The Parquet files were made from shapefiles in the rasters' CRS and do not repeat it.
            return ZonalJob.plan(zones, raster.grid().crs(), LabelledBand.of(raster), options)
                    .rows(context);
        }
    }
}
