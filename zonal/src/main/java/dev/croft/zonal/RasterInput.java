package dev.croft.zonal;

import dev.croft.core.raster.RasterSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A raster to compute statistics of.
 *
 * @param label what the names of its columns end in, such as the year; may be empty when it is the only one
 * @param file GeoTIFF, a zip that holds one, or what GDAL reads
 * @param bands from 1, as GDAL counts; empty for all
 */
public record RasterInput(String label, Path file, List<Integer> bands) {
    public RasterInput {
        bands = List.copyOf(bands);
    }

    /** Band 1 of a file, without a label. */
    public static RasterInput of(Path file) {
        return labelled("", file);
    }

    /** Band 1 of a file. */
    public static RasterInput labelled(String label, Path file) {
        return new RasterInput(label, file, List.of(1));
    }

    RasterInput withoutLabel() {
        return new RasterInput("", file, bands);
    }

    /** The bands of the raster when it is open; several get their number into the label. */
    List<LabelledBand> bandsOf(RasterSource raster) {
        List<Integer> chosen = bands.isEmpty()
                ? IntStream.rangeClosed(1, raster.bands().size()).boxed().toList()
                : bands;
        List<LabelledBand> labelled = new ArrayList<>();
        for (int band : chosen) {
            String number = chosen.size() > 1 ? "band_" + band : "";
            String joint = label.isEmpty() || number.isEmpty() ? "" : "_";
            labelled.add(new LabelledBand(label + joint + number, raster, band));
        }
        return labelled;
    }
}
