package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.run.RunContext;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline on the real Cropland Data Layer, compared with what rasterio found. */
class RealDataTest {
    private static final Path DATA = Path.of(System.getProperty("croft.sharedData"));

    @TempDir
    private Path folder;

    @Test
    void majoritiesOfKansasAreThoseOfRasterio() throws IOException {
        Path raster = DATA.resolve("cdl/2021_30m_cdls.tif");
        assumeTrue(Files.exists(raster), "there is no " + raster);
        try (RasterServer server = new RasterServer()) {
            server.put("/2021_30m_cdls.zip", Zips.of("2021_30m_cdls.tif", Files.readAllBytes(raster)));
            Path file = Files.writeString(
                    folder.resolve("fields.yml"),
                    String.join(
                            "\n",
                            "name: ks",
                            "polygons: " + DATA.resolve("fields/kansas_fields_5070.parquet"),
                            "expected_rows: 3882",
                            "years: 2021",
                            "raster:",
                            "  source: " + server.uri("/") + "{year}_30m_cdls.zip",
                            "zonal:",
                            "  tile_columns: [majority]",
                            "tiles:",
                            "  layer: fields:6-12",
                            "publish:",
                            "  to: bucket"));
            FieldsConfig config = FieldsConfig.load(file);
            try (RunContext context = County.context();
                    FieldsJob job = FieldsJob.of(config, List.of())) {
                for (YearOutcome outcome : job.run(context, Step.CLEAN, 1, line -> {})) {
                    assertTrue(outcome.failure().isEmpty(), outcome::toString);
                }
            }
            assertEquals(expected(), majorities(config.layout().zonal(2021)));
            assertTrue(Files.size(folder.resolve("bucket/tiles/fields_ks_2021_full.pmtiles")) > 100_000);
            assertTrue(Files.readString(folder.resolve("bucket/web/ks_full_years.json"))
                    .contains("2021"));
        }
    }

    private static Map<String, String> expected() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        List<String> lines = Files.readAllLines(DATA.resolve("cdl/kansas_majority_centre.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            expected.put(values[0], values[1] + " " + values[2]);
        }
        return expected;
    }

    private static Map<String, String> majorities(Path zonal) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (ParquetTable table = ParquetTable.open(zonal, List.of("id", "majority", "majority_count"))) {
            while (table.next(1000)) {
                List<ColumnVector> columns = table.batch().columns();
                for (int row = 0; row < table.batch().rowCount(); row++) {
                    boolean isEmpty = columns.get(1).isNull(row);
                    found.put(
                            columns.get(0).text(row),
                            isEmpty
                                    ? " 0"
                                    : columns.get(1).text(row) + " "
                                            + columns.get(2).text(row));
                }
            }
        }
        return found;
    }
}
