package dev.croft.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NdviRasterTest {
    @Test
    void valuesAreSmoothInRangeAndCloudsAreSmall() {
        NdviRaster raster = new NdviRaster(new FieldPartition(4, 512));
        float[] values = new float[256 * 256];
        raster.readBlock(0, 0, values);
        int clouds = 0;
        float steepest = 0;
        for (int cell = 0; cell < values.length; cell++) {
            clouds += Float.isNaN(values[cell]) ? 1 : 0;
            assertTrue(Float.isNaN(values[cell]) || (values[cell] >= -0.1f && values[cell] <= 0.9f), "cell " + cell);
            if (cell % 256 > 0 && !Float.isNaN(values[cell] - values[cell - 1])) {
                steepest = Math.max(steepest, Math.abs(values[cell] - values[cell - 1]));
            }
        }
        assertTrue(steepest < 0.06f, "steepest step between cells " + steepest);
        assertTrue(clouds < values.length / 5, "cells without data " + clouds);
        assertEquals("nan", raster.bands().get(0).noData().orElseThrow().text());
    }
}
