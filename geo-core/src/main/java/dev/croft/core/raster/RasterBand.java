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
 * @param measure what the values mean, by {@link #SCALE}, {@link #OFFSET} and {@link #UNIT}, in the words of the file; samples are
 *     given as they are stored, whatever it says
 */
public record RasterBand(
        SampleType type,
        String description,
        Optional<NoData> noData,
        List<Integer> palette,
        Map<Long, String> classNames,
        Map<String, String> measure) {
    /** Of {@link #measure}: a stored value is to be multiplied by it. GDAL calls the three so in GeoTIFFs. */
    public static final String SCALE = "scale";

    /** Of {@link #measure}: what is then to be added. */
    public static final String OFFSET = "offset";

    /** Of {@link #measure}: the unit of the result. */
    public static final String UNIT = "unittype";

    public RasterBand {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(noData, "noData");
        palette = List.copyOf(palette);
        classNames = Map.copyOf(classNames);
        measure = Map.copyOf(measure);
    }

    /** A band whose values mean what they are. */
    public RasterBand(
            SampleType type,
            String description,
            Optional<NoData> noData,
            List<Integer> palette,
            Map<Long, String> classNames) {
        this(type, description, noData, palette, classNames, Map.of());
    }

    /** A band whose classes have no names. */
    public RasterBand(SampleType type, String description, Optional<NoData> noData, List<Integer> palette) {
        this(type, description, noData, palette, Map.of());
    }
}
