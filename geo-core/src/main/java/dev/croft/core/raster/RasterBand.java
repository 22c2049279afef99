package dev.croft.core.raster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One band of a raster.
 *
 * @param description the file's own name for the band, empty when it has none
 * @param noData the value that marks a cell without data, as the file states it; NaN is a possible value
 * @param palette colour of each value as 0xAARRGGBB, empty when the file has no colour table
 * @param classNames what the classes of a categorical band are called, by their value; empty when the file does not say
 */
public record RasterBand(
        SampleType type,
        String description,
        Optional<NoData> noData,
        List<Integer> palette,
        Map<Long, String> classNames) {
    public RasterBand {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(noData, "noData");
        palette = List.copyOf(palette);
        classNames = Map.copyOf(classNames);
    }

    /** A band whose classes have no names. */
    public RasterBand(SampleType type, String description, Optional<NoData> noData, List<Integer> palette) {
        this(type, description, noData, palette, Map.of());
    }
}
