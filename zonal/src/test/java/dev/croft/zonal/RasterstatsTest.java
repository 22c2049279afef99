package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What rasterstats answers for its own test data by the rule of the cell's centre: count, and the majority with the number of
 * its cells. In slope.tif every cell has a value of its own, so the majority is the smallest of ties.
 */
class RasterstatsTest {
    private static final Map<String, String> VECTORS =
            Map.of("polygons.shp", "polygons.parquet", "multipolygons.shp", "multipolygons.parquet");

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
            if (VECTORS.containsKey(vector) && !expected.get("all_touched").asBoolean()) {
                String name = vector + " over " + expected.get("raster").asText() + ", nodata "
                        + expected.get("nodata_override");
                tests.add(DynamicTest.dynamicTest(name, () -> check(expected)));
            }
        }
        assertEquals(VECTORS.size() * 5 * 2, tests.size(), "vectors x rasters x nodata");
        return tests;
    }

    private static void check(JsonNode expected) throws IOException {
        List<ZonalRow> rows = rows(expected);
        JsonNode stats = expected.get("stats");
        assertEquals(stats.size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            check(stats.get(i), expected.get("categorical").path(i), rows.get(i), "zone " + i);
        }
    }

    private static void check(JsonNode stats, JsonNode histogram, ZonalRow row, String zone) {
        assertEquals(stats.get("count").asLong(), row.whole("pixel_count"), zone + ", count");
        if (stats.get("majority").isNull()) {
            assertEquals(Optional.empty(), row.value("majority"), zone);
            assertTrue(row.reason().isPresent(), zone);
            return;
        }
        assertEquals(
                stats.get("majority").asDouble(),
                row.value("majority").orElseThrow().doubleValue(),
                zone + ", majority");
        if (histogram.isObject()) {
            long cells = histogram.get(stats.get("majority").asText()).asLong();
            assertEquals(cells, row.whole("majority_count"), zone + ", cells of the majority");
        }
        long unique = stats.get("unique").asLong();
        if (unique == row.whole("pixel_count")) {
            assertEquals(1, row.whole("majority_count"), zone + ": all values differ");
        } else if (unique == 1) {
            assertEquals(row.whole("pixel_count"), row.whole("majority_count"), zone + ": all values are one");
        }
    }

    private static List<ZonalRow> rows(JsonNode expected) throws IOException {
        String folder = "zonal/rasterstats/";
        String vector = SharedData.file(
                        folder + VECTORS.get(expected.get("vector").asText()))
                .toString();
        JsonNode noData = expected.get("nodata_override");
        ZonalOptions options = noData.isNull()
                ? ZonalOptions.defaults()
                : ZonalOptions.defaults().withNoData(List.of(new NoData(noData.asText())));
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
