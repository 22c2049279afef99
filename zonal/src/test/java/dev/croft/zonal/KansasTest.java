package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 3,882 field-like polygons over a tile of the real Cropland Data Layer, against what rasterio's mask and numpy's unique answer
 * for each.
 */
class KansasTest {
    private static final int FIELD_COUNT = 3882;

    @Test
    void equalsRasterioInTheRastersCrs() throws IOException {
        assertEquals(expected(), rows("fields/kansas_fields_5070.parquet"));
    }

    /** Edges that pass through a cell's centre may fall on its other side; how the peers were run is not in the file. */
    @Test
    void majorityEqualsRasteriosInLongitudeAndLatitudeButForEdgesThroughCentres() throws IOException {
        List<Row> expected = expected();
        List<Row> actual = rows("fields/kansas_fields_4326.parquet");
        assertEquals(expected.size(), actual.size());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).id(), actual.get(i).id(), "row " + i);
            if (!expected.get(i).majority().equals(actual.get(i).majority())) {
                differences.add(expected.get(i) + " but was " + actual.get(i));
            }
        }
        assertTrue(differences.size() <= 0.005 * FIELD_COUNT, () -> differences.size() + " differ: " + differences);
    }

    @ParameterizedTest
    @ValueSource(strings = {"majority.parquet", "majority.csv"})
    void filesHoldTheSameNumbers(String name, @TempDir Path folder) throws IOException {
        Path output = folder.resolve(name);
        Path zones = SharedData.file("fields/kansas_fields_5070.parquet");
        ZonalRequest request = ZonalRequest.of(zones.toString(), raster(), output);
        try (RunContext context = RunContext.named("test").threads(2).build();
                ZonalFileJob job = ZonalFileJob.plan(request, context)) {
            ZonalSummary summary = job.run(context).orElseThrow();
            assertEquals(FIELD_COUNT, summary.rowCount());
        }
        ResultTable table = ResultTable.read(output);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < table.rowCount(); i++) {
            rows.add(new Row(
                    table.text("id", i),
                    table.text("majority", i),
                    table.text("majority_count", i),
                    table.text("pixel_count", i)));
        }
        assertEquals(expected(), rows);
    }

    private static List<Row> rows(String zonesFile) throws IOException {
        try (RunContext context = RunContext.named("test").threads(2).build();
                ZoneSource zones = ZoneSources.open(SharedData.file(zonesFile).toString(), Optional.empty());
                RasterSource raster = RasterSources.open(raster(), context.scratch()::directoryFor)) {
            return ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), ZonalOptions.defaults())
                    .rows(context)
                    .stream()
                    .map(row -> new Row(
                            row.id(),
                            row.value("majority").map(Number::toString).orElse(""),
                            Long.toString(row.whole("majority_count")),
                            Long.toString(row.whole("pixel_count"))))
                    .toList();
        }
    }

    private static Path raster() {
        return SharedData.file("cdl/2021_30m_cdls.tif");
    }

    private static List<Row> expected() throws IOException {
        List<Row> rows = Files.readAllLines(SharedData.file("cdl/kansas_majority_centre.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3]))
                .toList();
        assertEquals(FIELD_COUNT, rows.size());
        return rows;
    }

    private record Row(String id, String majority, String majorityCount, String pixelCount) {}
}
