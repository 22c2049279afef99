package dev.croft.cli;

import dev.croft.cli.picture.FieldPicture;
import dev.croft.cli.picture.LegendEntry;
import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.CdlClasses;
import dev.croft.core.raster.CdlClasses.CdlClass;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.parquet.ParquetTable;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.core.vector.WkbPolygons;
import dev.croft.core.vector.ZoneBatch;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSource.ZonePartition;
import dev.croft.core.vector.ZoneSource.ZoneReader;
import dev.croft.core.vector.ZoneSources;
import dev.croft.testdata.FieldsDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Draws the middle of a generated county: its cells, and its fields in the colour of their majority crop. */
final class DemoPicture {
    /** Raised when equal inputs give another picture than before. */
    static final int ALGORITHM_VERSION = 1;

    private static final int WINDOW_CELLS = 150;
    private static final int LEGEND_ENTRIES = 9;
    private static final int BATCH_ROWS = 1024;
    private static final int NO_COLOUR = 0;

    private final FieldPicture picture;
    private final GridGeometry grid;
    private final PolygonBuffer polygon = new PolygonBuffer();

    private DemoPicture(FieldPicture picture, GridGeometry grid) {
        this.picture = picture;
        this.grid = grid;
    }

    static void draw(FieldsDataset county, Path zonalResult, CropTable crops, Path file) throws IOException {
        try (RasterSource raster = RasterSources.open(county.raster(), DemoPicture::noScratch);
                ZoneSource zones = ZoneSources.open(county.zones().toString(), Optional.empty());
                ParquetTable result = ParquetTable.open(zonalResult)) {
            FieldPicture picture = new FieldPicture(
                    raster,
                    middle(raster.grid()),
                    "CELLS OF 30 M AND FIELDS",
                    "MAJORITY CROP OF EACH FIELD",
                    legend(crops));
            DemoPicture drawing = new DemoPicture(picture, raster.grid());
            CoordinateTransform transform =
                    CoordinateTransform.between(zones.crs(), raster.grid().crs());
            for (ZonePartition partition : zones.partitions()) {
                drawing.add(partition, result, transform);
            }
            picture.write(file);
        }
    }

    private static Path noScratch(Path file, long bytes) {
        throw new ConfigurationException("Cannot draw a zipped raster");
    }

    private static CellWindow middle(GridGeometry grid) {
        int columns = Math.min(WINDOW_CELLS, grid.columnCount());
        int rows = Math.min(WINDOW_CELLS, grid.rowCount());
        return new CellWindow((grid.columnCount() - columns) / 2, (grid.rowCount() - rows) / 2, columns, rows);
    }

    private static List<LegendEntry> legend(CropTable crops) {
        return crops.crops().stream()
                .limit(LEGEND_ENTRIES)
                .map(crop -> new LegendEntry(colour(crop.code()), crop.name()))
                .toList();
    }

    private static int colour(int code) {
        return CdlClasses.of(code).map(CdlClass::argb).orElse(NO_COLOUR);
    }

    /** Adds the fields of a partition, whose results come next in {@code result}. */
    private void add(ZonePartition partition, ParquetTable result, CoordinateTransform transform) throws IOException {
        ZoneBatch fields = new ZoneBatch(List.of());
        try (ZoneReader reader = partition.open(List.of())) {
            while (reader.next(fields, BATCH_ROWS)) {
                int row = 0;
                while (row < fields.rowCount()) {
                    result.next(fields.rowCount() - row);
                    ColumnVector majority = result.batch().column("majority");
                    for (int i = 0; i < majority.size(); i++, row++) {
                        add(fields, row, majority.isNull(i) ? NO_COLOUR : colour(majority.intAt(i)), transform);
                    }
                }
            }
        }
    }

    private void add(ZoneBatch fields, int row, int argb, CoordinateTransform transform) {
        WkbPolygons.read(fields.wkb(), fields.wkbOffset(row), fields.wkbLength(row), polygon);
        transform.transform(polygon.x(), polygon.y(), 0, polygon.vertexCount());
        GeoTransform cells = grid.transform();
        for (int i = 0; i < polygon.vertexCount(); i++) {
            double x = polygon.x()[i];
            double y = polygon.y()[i];
            polygon.x()[i] = cells.column(x, y);
            polygon.y()[i] = cells.row(x, y);
        }
        picture.addField(polygon, argb);
    }
}
