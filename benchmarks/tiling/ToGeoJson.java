import dev.croft.core.table.ColumnVector;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What peers without Parquet need: one GeoJSON feature per line, polygons into {@code PREFIX.polygons.geojsons} and the mean of each
 * one's vertices into {@code PREFIX.points.geojsons}, with the number columns that are named as properties. The zones are in longitude
 * and latitude and have no holes.
 *
 * <pre>
 * java -cp cli/target/croft.jar benchmarks/tiling/ToGeoJson.java fields.parquet PREFIX id area_ha
 * </pre>
 */
public final class ToGeoJson {
    private static final int BATCH_ROWS = 1024;

    private final List<String> names;
    private final PolygonBuffer polygon = new PolygonBuffer();

    private ToGeoJson(List<String> names) {
        this.names = names;
    }

    public static void main(String[] args) throws IOException {
        List<String> names = List.of(args).subList(2, args.length);
        try (ZoneSource zones = ZoneSources.open(args[0], Optional.empty());
                BufferedWriter polygons = Files.newBufferedWriter(Path.of(args[1] + ".polygons.geojsons"));
                BufferedWriter points = Files.newBufferedWriter(Path.of(args[1] + ".points.geojsons"))) {
            new ToGeoJson(names).write(zones, polygons, points);
        }
    }

    private void write(ZoneSource zones, BufferedWriter polygons, BufferedWriter points) throws IOException {
        List<ColumnVector> vectors = names.stream()
                .map(name -> zones.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .map(ColumnVector::new)
                .toList();
        ZoneBatch batch = new ZoneBatch(vectors);
        for (ZoneSource.ZonePartition partition : zones.partitions()) {
            try (ZoneSource.ZoneReader reader = partition.open(names)) {
                while (reader.next(batch, BATCH_ROWS)) {
                    for (int row = 0; row < batch.rowCount(); row++) {
                        write(batch, row, polygons, points);
                    }
                }
            }
        }
    }

    private void write(ZoneBatch batch, int row, BufferedWriter polygons, BufferedWriter points) throws IOException {
        WkbPolygons.read(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row), polygon);
        String properties = properties(batch, row);
        StringBuilder ring = new StringBuilder();
        double x = 0;
        double y = 0;
        int end = polygon.ringEnd(0);
        for (int i = 0; i < end; i++) {
            ring.append(i == 0 ? "" : ",").append(position(polygon.x()[i], polygon.y()[i]));
            x += polygon.x()[i] / end;
            y += polygon.y()[i] / end;
        }
        polygons.write(feature(properties, "Polygon", "[[" + ring + "]]"));
        points.write(feature(properties, "Point", position(x, y)));
    }

    private String properties(ZoneBatch batch, int row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            ColumnVector vector = batch.columns().get(i);
            if (!vector.isNull(row)) {
                text.append(text.isEmpty() ? "" : ",").append('"').append(names.get(i)).append("\":");
                text.append(vector.text(row));
            }
        }
        return text.toString();
    }

    private static String position(double x, double y) {
        return String.format(Locale.ROOT, "[%.7f,%.7f]", x, y);
    }

    private static String feature(String properties, String type, String coordinates) {
        return "{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":{\"type\":\"" + type
                + "\",\"coordinates\":" + coordinates + "}}\n";
    }
}
