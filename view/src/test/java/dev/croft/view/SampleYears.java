package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.table.TableSinks;
import dev.croft.core.table.parquet.ParquetTable;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import dev.croft.tiling.TilingFileJob;
import dev.croft.tiling.TilingRequest;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.mvt.VectorTile;
import dev.croft.tiling.pmtiles.EntryCursor;
import dev.croft.tiling.pmtiles.PmtilesReader;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import dev.croft.tiling.tile.WorldCoordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Seeded fields with a crop for each of two years, as archives and as the pipeline's list of years. The crop of a field follows from its
 * id alone; every seventh has none in the first year.
 */
public final class SampleYears {
    public static final int FIRST = 2023;
    public static final int LAST = 2024;
    private static final int[] CROPS = {1, 5, 24, 61, 176};
    private static final int WITHOUT_CROP = 7;
    private static final int MOST_ROWS = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<Long, Double> hectares = new TreeMap<>();

    private SampleYears(Path folder) {
        this.folder = folder;
    }

    public static SampleYears in(Path folder, int fieldCount) throws IOException {
        SampleYears sample = new SampleYears(folder);
        try (RunContext context = RunContext.named("sample").threads(1).build()) {
            FieldsDataset county =
                    FieldsDataset.generate(folder, FieldsOptions.of(fieldCount), Overwrite.OWN_OUTPUTS, context);
            sample.readFields(county.zones());
            for (int year = FIRST; year <= LAST; year++) {
                sample.tile(county.zones(), year, context);
            }
            sample.tileTogether(county.zones(), context);
        }
        sample.writeManifest();
        return sample;
    }

    /** Class of a field; 0 for none. */
    public static int crop(long id, int year) {
        if (year == FIRST && id % WITHOUT_CROP == 0) {
            return 0;
        }
        return CROPS[(int) ((id + year) % CROPS.length)];
    }

    public Path archive(int year) {
        return folder.resolve("tiles/fields_us_" + year + "_full.pmtiles");
    }

    /** One archive whose fields have an attribute for each year. */
    public Path together() {
        return folder.resolve("tiles/together.pmtiles");
    }

    public Path manifest() {
        return folder.resolve("web/us_full_years.json");
    }

    /** Area of each field, by id. */
    public Map<Long, Double> hectares() {
        return hectares;
    }

    /** Degrees. */
    record Place(double longitude, double latitude) {}

    /** The centroid of each field, by id, from the tiles of the deepest zoom. */
    static Map<Long, Place> centroids(Path file) throws IOException {
        Map<Long, Place> centroids = new TreeMap<>();
        try (PmtilesReader archive = PmtilesReader.open(file)) {
            EntryCursor entries = archive.entries();
            while (entries.next()) {
                TileCoord tile = TileId.coord(entries.tileId());
                if (tile.z() == archive.header().maxZoom()) {
                    byte[] bytes = archive.inflated(entries.tileId()).orElseThrow();
                    VectorTile.read(bytes).layers().stream()
                            .filter(layer -> layer.name().equals("centroids"))
                            .forEach(layer -> layer.features()
                                    .forEach(
                                            point -> centroids.put(point.id().getAsLong(), place(tile, layer, point))));
                }
            }
        }
        return centroids;
    }

    private static Place place(TileCoord tile, VectorTile.Layer layer, VectorTile.Feature feature) {
        int[] point = feature.geometry().parts().get(0);
        double tiles = 1 << tile.z();
        double x = (tile.x() + (double) point[0] / layer.extent()) / tiles;
        double y = (tile.y() + (double) point[1] / layer.extent()) / tiles;
        return new Place(WorldCoordinates.longitude(x), WorldCoordinates.latitude(y));
    }

    private void readFields(Path zones) throws IOException {
        try (ParquetTable table = ParquetTable.open(zones, List.of("id", "area_ha"))) {
            while (table.next(MOST_ROWS)) {
                ColumnVector id = table.batch().column("id");
                ColumnVector area = table.batch().column("area_ha");
                for (int row = 0; row < id.size(); row++) {
                    hectares.put(id.number(row).longValue(), area.number(row).doubleValue());
                }
            }
        }
    }

    private void tile(Path zones, int year, RunContext context) throws IOException {
        writeTable(table(year), year);
        tile(zones, archive(year), List.of(JoinSpec.parse(table(year) + ":majority")), context);
    }

    private void tileTogether(Path zones, RunContext context) throws IOException {
        List<JoinSpec> joins = List.of(
                JoinSpec.parse(table(FIRST) + ":majority=majority_" + FIRST),
                JoinSpec.parse(table(LAST) + ":majority=majority_" + LAST));
        tile(zones, together(), joins, context);
    }

    private static void tile(Path zones, Path archive, List<JoinSpec> joins, RunContext context) throws IOException {
        Files.createDirectories(archive.getParent());
        TilingRequest request = TilingRequest.of(zones.toString(), archive).withJoins(joins);
        try (TilingFileJob job = TilingFileJob.plan(request, context)) {
            assertTrue(job.run(context).isPresent());
        }
    }

    private Path table(int year) {
        return folder.resolve("majority_" + year + ".parquet");
    }

    private void writeTable(Path table, int year) throws IOException {
        List<Column> columns = List.of(new Column("id", ColumnType.INT64), new Column("majority", ColumnType.INT32));
        RowBatch rows = new RowBatch(columns.stream().map(ColumnVector::new).toList());
        for (long id : hectares.keySet()) {
            rows.columns().get(0).appendLong(id);
            if (crop(id, year) == 0) {
                rows.columns().get(1).appendNull();
            } else {
                rows.columns().get(1).appendInt(crop(id, year));
            }
        }
        try (TableSink sink = TableSinks.create(TableFormat.PARQUET, table, columns, Map.of())) {
            sink.write(rows);
        }
    }

    private void writeManifest() throws IOException {
        ObjectNode root = JSON.createObjectNode().put("name", "us");
        root.putArray("years");
        for (int year = FIRST; year <= LAST; year++) {
            root.withArray("years").add(year);
            root.withArray("archives")
                    .addObject()
                    .put("year", year)
                    .put("tiles", "../tiles/" + archive(year).getFileName())
                    .put("bytes", Files.size(archive(year)))
                    .put("digest", "crc32c:00000000");
        }
        Files.createDirectories(manifest().getParent());
        Files.writeString(manifest(), root.toPrettyString());
    }
}
