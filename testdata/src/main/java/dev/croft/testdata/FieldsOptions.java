package dev.croft.testdata;

import dev.croft.core.crs.Crs;
import java.util.Objects;

/**
 * What {@link FieldsDataset#generate} makes. Equal options give equal files.
 *
 * @param fieldCount 1 to {@link FieldPartition#MAXIMUM_FIELD_COUNT}
 * @param order order of the rows of the zone file
 * @param seed any number; another seed gives another land
 * @param zonesCrs CRS of the zone file; the raster is in EPSG:5070 always
 */
public record FieldsOptions(long fieldCount, RowOrder order, long seed, Crs zonesCrs) {
    public static final RowOrder DEFAULT_ORDER = RowOrder.SPATIAL;
    public static final long DEFAULT_SEED = 42;

    /** The CRS in which field boundaries are mostly published. */
    public static final String DEFAULT_ZONES_CRS = "EPSG:4326";

    public FieldsOptions {
        FieldPartition.requireCount(fieldCount);
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(zonesCrs, "zonesCrs");
    }

    /** That many fields, all else by default. */
    public static FieldsOptions of(long fieldCount) {
        return new FieldsOptions(fieldCount, DEFAULT_ORDER, DEFAULT_SEED, Crs.parse(DEFAULT_ZONES_CRS));
    }
}
