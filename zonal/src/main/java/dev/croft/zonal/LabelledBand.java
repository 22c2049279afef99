package dev.croft.zonal;

import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;

/**
 * A band to compute statistics of.
 *
 * @param label what the names of its columns end in, such as the year; empty when the result is of this band only
 * @param raster stays open as long as the job runs
 * @param band from 1, as GDAL counts
 */
public record LabelledBand(String label, RasterSource raster, int band) {
    /** Band 1 of a raster, without a label. */
    public static LabelledBand of(RasterSource raster) {
        return new LabelledBand("", raster, 1);
    }

    /** The name of a column for this band. */
    public String column(String name) {
        return label.isEmpty() ? name : name + "_" + label;
    }

    /** What the raster says of the band. */
    public RasterBand info() {
        return raster.bands().get(band - 1);
    }

    /** The band for messages. */
    @Override
    public String toString() {
        return (label.isEmpty() ? "" : label + " = ") + raster.name() + " band " + band;
    }
}
