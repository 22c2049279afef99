package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BandStatisticsTest {
    private static RasterBand band(SampleType type, String noData) {
        return new RasterBand(type, "", Optional.of(new NoData(noData)), List.of());
    }

    private static Object samples(SampleType type, int... values) {
        Object samples = type.newArray(values.length);
        for (int i = 0; i < values.length; i++) {
            switch (type.byteCount()) {
                case 1 -> ((byte[]) samples)[i] = (byte) values[i];
                case 2 -> ((short[]) samples)[i] = (short) values[i];
                default -> set(samples, i, values[i]);
            }
        }
        return samples;
    }

    private static void set(Object samples, int index, int value) {
        if (samples instanceof int[] array) {
            array[index] = value;
        } else if (samples instanceof long[] array) {
            array[index] = value;
        } else if (samples instanceof float[] array) {
            array[index] = value;
        } else {
            ((double[]) samples)[index] = value;
        }
    }

    @ParameterizedTest
    @EnumSource(SampleType.class)
    void partsMergeToTheWhole(SampleType type) {
        RasterBand band = band(type, "9");
        BandStatistics whole = new BandStatistics(band);
        BandStatistics part = new BandStatistics(band);
        // Windows of 2 x 2 and 2 x 1 in blocks three samples wide; 9 is no data, 77 lies outside.
        part.measure(samples(type, 2, 4, 77, 4, 9, 77), new CellWindow(0, 0, 2, 2), 3);
        whole.merge(part);
        part.measure(samples(type, 9, 9, 77), new CellWindow(0, 2, 2, 1), 3);
        whole.merge(part);
        part.measure(samples(type, 4, 5, 77, 5, 7, 77), new CellWindow(0, 3, 2, 2), 3);
        whole.merge(part);
        Map<String, String> items = whole.metadata();
        assertEquals("2", items.get("STATISTICS_MINIMUM"));
        assertEquals("7", items.get("STATISTICS_MAXIMUM"));
        assertEquals(31 / 7.0, Double.parseDouble(items.get("STATISTICS_MEAN")), 1e-12);
        assertEquals(Math.sqrt(96 / 49.0), Double.parseDouble(items.get("STATISTICS_STDDEV")), 1e-12);
        assertEquals("70", items.get("STATISTICS_VALID_PERCENT"));
    }

    @Test
    void nanIsNoData() {
        BandStatistics part = new BandStatistics(new RasterBand(SampleType.FLOAT32, "", Optional.empty(), List.of()));
        part.measure(new float[] {Float.NaN, 3}, new CellWindow(0, 0, 2, 1), 2);
        assertEquals(1, part.count());
    }

    @Test
    void nothingIsSaidOfNothing() {
        BandStatistics part = new BandStatistics(band(SampleType.UINT8, "0"));
        part.measure(new byte[4], new CellWindow(0, 0, 2, 2), 2);
        assertTrue(part.metadata().isEmpty());
    }
}
