package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.run.RunContext;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field boundaries as four countries publish them, over a raster that covers them all. */
class NationalFieldsTest {
    private static final double CELL_METRES = 5;

    /** Cells are metres, so that the number of cells of a field is near its area by the shoelace formula. */
    @ParameterizedTest(name = "{0} on a grid in {1}")
    @CsvSource({
        "dk_2024, EPSG:25832",
        "dk_2024, EPSG:3035",
        "be_vlg_2024, EPSG:31370",
        "be_vlg_2024, EPSG:32631",
        "iti1_2023, EPSG:3035",
        "iti1_2023, EPSG:32632",
        "jp_field_polygons_2024, EPSG:32654",
        "jp_field_polygons_2024, EPSG:6690",
    })
    void everyFieldIsAnsweredAndHasAsManyCellsAsItsArea(String name, String rasterCrs) throws IOException {
        Crs crs = Crs.parse(rasterCrs);
        String file = SharedData.file("fields/" + name + ".parquet").toString();
        try (ZoneSource zones = ZoneSources.open(file, Optional.empty());
                RunContext context = RunContext.named("test").threads(2).build()) {
            List<Optional<PolygonBuffer>> fields = fields(zones, crs);
            ConstantRaster raster = rasterAround(fields, crs);
            double cellArea = CELL_METRES * CELL_METRES;
            List<ZonalRow> rows = ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), ZonalOptions.defaults())
                    .rows(context);

            assertEquals(zones.rowCount(), rows.size(), "rows");
            double area = 0;
            long cells = 0;
            int answered = 0;
            for (int i = 0; i < rows.size(); i++) {
                ZonalRow row = rows.get(i);
                double fieldArea = fields.get(i).map(NationalFieldsTest::area).orElse(0.0);
                checkReason(row, fieldArea / cellArea);
                area += fieldArea;
                cells += row.whole("pixel_count");
                answered += row.reason().isEmpty() ? 1 : 0;
            }
            assertTrue(answered > 0.9 * rows.size(), "too many fields are not answered: " + reasons(rows));
            assertEquals(area / cellArea, (double) cells, 0.02 * area / cellArea, "cells of " + answered + " fields");
        }
    }

    private static void checkReason(ZonalRow row, double areaInCells) {
        if (row.reason().isPresent()) {
            assertEquals(ZoneReason.NO_VALID_CELL, row.reason().get(), row::toString);
            assertTrue(areaInCells < 4, () -> row + " of " + areaInCells + " cells has no centre inside");
        } else {
            assertEquals(Optional.of(7), row.value("majority"));
            assertEquals(row.whole("pixel_count"), row.whole("majority_count"));
        }
    }

    private static String reasons(List<ZonalRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(ZonalRow::reason, Collectors.counting()))
                .toString();
    }

    /** A raster whose cells are 7 around all fields. */
    private static ConstantRaster rasterAround(List<Optional<PolygonBuffer>> fields, Crs crs) {
        Bounds bounds = bounds(fields);
        GeoTransform transform = GeoTransform.northUp(bounds.west() - 1, bounds.north() + 1, CELL_METRES, CELL_METRES);
        int columnCount = (int) Math.ceil((bounds.width() + 2) / CELL_METRES);
        int rowCount = (int) Math.ceil((bounds.height() + 2) / CELL_METRES);
        return new ConstantRaster(new GridGeometry(crs, transform, columnCount, rowCount), (byte) 7);
    }

    private static Bounds bounds(List<Optional<PolygonBuffer>> fields) {
        Bounds all = null;
        for (Optional<PolygonBuffer> field : fields) {
            if (field.isPresent()) {
                all = union(all, field.get());
            }
        }
        return all;
    }

    private static Bounds union(Bounds bounds, PolygonBuffer field) {
        double[] x = Arrays.copyOf(field.x(), field.vertexCount());
        double[] y = Arrays.copyOf(field.y(), field.vertexCount());
        Arrays.sort(x);
        Arrays.sort(y);
        Bounds own = new Bounds(x[0], y[0], x[x.length - 1], y[y.length - 1]);
        return bounds == null
                ? own
                : new Bounds(
                        Math.min(bounds.west(), own.west()),
                        Math.min(bounds.south(), own.south()),
                        Math.max(bounds.east(), own.east()),
                        Math.max(bounds.north(), own.north()));
    }

    private static double area(PolygonBuffer field) {
        double area = 0;
        for (int part = 0; part < field.partCount(); part++) {
            for (int ring = field.partStart(part); ring < field.partEnd(part); ring++) {
                double ringArea = Math.abs(ringArea(field, field.ringStart(ring), field.ringEnd(ring)));
                area += ring == field.partStart(part) ? ringArea : -ringArea;
            }
        }
        return area;
    }

    private static double ringArea(PolygonBuffer field, int from, int to) {
        double twice = 0;
        for (int i = from; i < to; i++) {
            int j = i + 1 == to ? from : i + 1;
            // From the ring's first vertex, so that no digits are lost.
            double x1 = field.x()[i] - field.x()[from];
            double x2 = field.x()[j] - field.x()[from];
            twice += x1 * (field.y()[j] - field.y()[from]) - x2 * (field.y()[i] - field.y()[from]);
        }
        return twice / 2;
    }

    /** The fields, vertex by vertex in {@code crs}; empty for one that has no polygon. */
    private static List<Optional<PolygonBuffer>> fields(ZoneSource zones, Crs crs) throws IOException {
        CoordinateTransform transform = CoordinateTransform.between(zones.crs(), crs);
        List<Optional<PolygonBuffer>> fields = new ArrayList<>();
        for (ZonePartition partition : zones.partitions()) {
            try (ZoneReader reader = partition.open(List.of())) {
                ZoneBatch batch = new ZoneBatch(List.of());
                while (reader.next(batch, 1000)) {
                    for (int row = 0; row < batch.rowCount(); row++) {
                        fields.add(field(batch, row, transform));
                    }
                }
            }
        }
        return fields;
    }

    private static Optional<PolygonBuffer> field(ZoneBatch batch, int row, CoordinateTransform transform) {
        PolygonBuffer field = new PolygonBuffer();
        if (batch.isNull(row)
                || WkbPolygons.read(batch.wkb(), batch.wkbOffset(row), batch.wkbLength(row), field)
                        != WkbPolygons.Result.POLYGON) {
            return Optional.empty();
        }
        transform.transform(field.x(), field.y(), 0, field.vertexCount());
        return Optional.of(field);
    }
}
