package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.run.RunContext;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import dev.croft.core.table.RowBatch;
import dev.croft.core.table.TableFormat;
import dev.croft.core.table.TableSink;
import dev.croft.core.vector.GeoTableSinks;
import dev.croft.testdata.WktPolygons;
import dev.croft.tiling.TilingFileJob;
import dev.croft.tiling.TilingOptions;
import dev.croft.tiling.TilingRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two fields one above the other, whose attribute {@code id} is text. Both reach over {@link #LONGITUDE}, where tiles of every zoom
 * but the first two meet.
 */
final class TextIdFields {
    static final double LONGITUDE = -90;

    /** A parallel through the middle of the upper field, {@link #HEIGHT} above that of the lower one. */
    static final double LATITUDE = 42.001;

    static final double HEIGHT = 0.002;
    static final List<String> IDS = List.of("f-upper", "f-lower");

    /** Attributes with the class in the first and in the last year. */
    static final List<String> CLASSES = List.of("majority_" + SampleYears.FIRST, "majority_" + SampleYears.LAST);

    /** Column of numbers above 2^53, so far apart that they differ as numbers of JavaScript, too. */
    static final String LARGE_NUMBER = "number";

    /** What the first field has there. */
    static final long FIRST_NUMBER = 1L << 60;

    private static final long NUMBER_STEP = 1L << 10;

    private TextIdFields() {}

    /**
     * Tiles the fields, with a class for each of two years.
     *
     * @param featureId column whose values are the ids of the features as far as they can be
     */
    static Path tile(Path folder, String name, String featureId) throws IOException {
        Path zones = folder.resolve(name + ".parquet");
        writeZones(zones);
        Path archive = folder.resolve(name + ".pmtiles");
        TilingOptions options =
                TilingOptions.of(TilingOptions.Profile.WEB).featureId(featureId).build();
        TilingRequest request = TilingRequest.of(zones.toString(), archive).withOptions(options);
        try (RunContext context = RunContext.named("text-ids").threads(1).build();
                TilingFileJob job = TilingFileJob.plan(request, context)) {
            assertTrue(job.run(context).isPresent());
        }
        return archive;
    }

    private static void writeZones(Path zones) throws IOException {
        List<Column> columns = List.of(
                new Column("id", ColumnType.STRING),
                new Column(LARGE_NUMBER, ColumnType.INT64),
                new Column(CLASSES.get(0), ColumnType.INT32),
                new Column(CLASSES.get(1), ColumnType.INT32),
                new Column("geometry", ColumnType.BINARY));
        RowBatch rows = new RowBatch(columns.stream().map(ColumnVector::new).toList());
        for (int row = 0; row < IDS.size(); row++) {
            byte[] outline = outline(LATITUDE - row * HEIGHT);
            rows.columns().get(0).appendString(IDS.get(row));
            rows.columns().get(1).appendLong(FIRST_NUMBER + row * NUMBER_STEP);
            rows.columns().get(2).appendInt(1);
            rows.columns().get(3).appendInt(5);
            rows.columns().get(4).appendBytes(outline, 0, outline.length);
        }
        try (TableSink sink = GeoTableSinks.create(
                TableFormat.PARQUET, zones, columns, "geometry", Crs.parse("OGC:CRS84"), Map.of())) {
            sink.write(rows);
        }
    }

    /** A rectangle that is twice as wide as high, in degrees. */
    private static byte[] outline(double latitude) {
        double west = LONGITUDE - HEIGHT;
        double east = LONGITUDE + HEIGHT;
        double south = latitude - HEIGHT / 2;
        double north = latitude + HEIGHT / 2;
        return rectangle(west, south, east, north);
    }

    /** A polygon as WKB, with sides along the axes. */
    static byte[] rectangle(double west, double south, double east, double north) {
        return WktPolygons.toWkb(String.format(
                Locale.ROOT,
                "POLYGON ((%1$.4f %3$.4f, %2$.4f %3$.4f, %2$.4f %4$.4f, %1$.4f %4$.4f, %1$.4f %3$.4f))",
                west,
                east,
                south,
                north));
    }
}
