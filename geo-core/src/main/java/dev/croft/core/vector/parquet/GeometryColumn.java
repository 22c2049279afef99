package dev.croft.core.vector.parquet;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.Bounds;
import dev.croft.core.parquet.ParquetColumn;
import dev.croft.core.parquet.ParquetFile;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.ColumnType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The column of a Parquet file that holds the zones' WKB.
 *
 * @param crs CRS stated for it, {@link Crs#UNKNOWN} when none is; see {@link Crs#unsupported} for what cannot be used
 * @param bounds of all geometries as the {@code geo} metadata states them, which nobody checks
 */
public record GeometryColumn(String name, Crs crs, Optional<Bounds> bounds) {
    private static final List<String> USUAL_NAMES =
            List.of("geometry", "geom", "wkb_geometry", "wkb", "the_geom", "geom_wkb", "geometry_wkb", "way", "shape");

    private static final String REMEDY = " Name the column that holds WKB with --geometry-column.";

    /**
     * Finds the geometry column: {@code named} if there is one; else the primary column of the {@code geo} metadata; else
     * the first column of logical type GEOMETRY or GEOGRAPHY; else one of a usual name, such as geometry, geom or wkb.
     *
     * @throws ConfigurationException when there is none, or it does not hold WKB
     * @throws dev.croft.core.problem.InputDataException when the {@code geo} metadata is malformed
     */
    public static GeometryColumn find(ParquetFile file, Optional<String> named) {
        Optional<GeoMetadata> geo = GeoMetadata.of(file);
        String name = named.or(() -> findName(file, geo)).orElseThrow(() -> noGeometry(file));
        ParquetColumn column = file.column(name).orElseThrow(() -> missing(file, name));
        Optional<GeoMetadata.ColumnEntry> entry = geo.flatMap(metadata -> metadata.column(name));
        requireWkb(file, column, entry.map(GeoMetadata.ColumnEntry::encoding));
        if (entry.isPresent()) {
            return new GeometryColumn(name, entry.get().crs(file), entry.get().bounds());
        }
        return new GeometryColumn(name, annotatedCrs(file, column), Optional.empty());
    }

    /** Whether {@link #find} finds a column by itself; it may still not hold WKB. */
    public static boolean isIn(ParquetFile file) {
        return findName(file, GeoMetadata.of(file)).isPresent();
    }

    private static Optional<String> findName(ParquetFile file, Optional<GeoMetadata> geo) {
        return geo.map(GeoMetadata::primaryColumn).or(() -> annotated(file)).or(() -> usual(file));
    }

    private static Optional<String> annotated(ParquetFile file) {
        return file.columns().stream()
                .filter(column -> column.geometryCrs().isPresent())
                .map(ParquetColumn::name)
                .findFirst();
    }

    private static Optional<String> usual(ParquetFile file) {
        List<String> binary = binaryColumns(file);
        return USUAL_NAMES.stream()
                .flatMap(usual -> binary.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).equals(usual)))
                .findFirst();
    }

    private static Crs annotatedCrs(ParquetFile file, ParquetColumn column) {
        return column.geometryCrs()
                .map(text -> GeoMetadata.parseCrs(file, GeoMetadata.resolveCrs(file, text)))
                .orElse(Crs.UNKNOWN);
    }

    private static void requireWkb(ParquetFile file, ParquetColumn column, Optional<String> encoding) {
        if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("WKB")) {
            throw new ConfigurationException("Cannot read the geometries of " + file.path() + ": column \""
                    + column.name() + "\" is encoded as GeoArrow \"" + encoding.get()
                    + "\", only WKB is read. Write the file again with the encoding WKB.");
        }
        if (!isBinary(column)) {
            throw new ConfigurationException("Cannot read the geometries of " + file.path() + ": column \""
                    + column.name() + "\" is of type " + column.typeText() + ", which is not WKB"
                    + (column.type().isEmpty() ? " but may be GeoArrow" : "") + "." + REMEDY + candidates(file));
        }
    }

    private static boolean isBinary(ParquetColumn column) {
        return column.isByteArray() && column.type().equals(Optional.of(ColumnType.BINARY));
    }

    private static List<String> binaryColumns(ParquetFile file) {
        return file.columns().stream()
                .filter(GeometryColumn::isBinary)
                .map(ParquetColumn::name)
                .toList();
    }

    private static String candidates(ParquetFile file) {
        List<String> binary = binaryColumns(file);
        return binary.isEmpty()
                ? " No column of the file is binary."
                : " Binary columns of the file: " + String.join(", ", binary) + ".";
    }

    private static ConfigurationException noGeometry(ParquetFile file) {
        return new ConfigurationException("Cannot find the geometries of " + file.path()
                + ": it has no GeoParquet metadata, no column of type geometry and none of a usual name." + REMEDY
                + candidates(file));
    }

    private static ConfigurationException missing(ParquetFile file, String name) {
        return new ConfigurationException("Cannot read the geometries of " + file.path() + ": it has no column \""
                + name + "\"." + REMEDY + candidates(file));
    }
}
