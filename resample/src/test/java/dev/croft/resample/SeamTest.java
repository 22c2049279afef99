package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cells of degrees across the meridian at which the projection of the source is cut. */
class SeamTest {
    private static final Crs DEGREES = Places.DEGREES;
    /** So that all values are positive. */
    private static final double BASE = 200;

    private static final Crs AFRICA =
            Crs.parse("+proj=aea +lat_1=20 +lat_2=-23 +lat_0=0 +lon_0=25 +datum=WGS84 +units=m +no_defs");

    /** The seam of EPSG:5070 is at 84 degrees east, those of the others at 180; edges of cells run along it or beside it. */
    @ParameterizedTest
    @CsvSource({
        "AVERAGE, 5070, 79.5",
        "MODE, 5070, 79.5",
        "SUM, 5070, 79.5",
        "MIN, 5070, 79.5",
        "MED, 5070, 79.5",
        "NEAR, 5070, 79.5",
        "BILINEAR, 5070, 79.5",
        "AVERAGE, 5070, 79",
        "MODE, 5070, 79",
        "AVERAGE, 6933, 175.5",
        "MODE, 6933, 175.5",
        "SUM, 6933, 175.5",
        "MAX, 6933, 175.5",
        "BILINEAR, 6933, 175.5",
        "AVERAGE, 6933, 175"
    })
    void cellsAtTheSeamAreRightOrWithoutData(Method method, int epsg, double west) throws IOException {
        Crs crs = Crs.ofEpsg(epsg);
        GeoTransform whole = epsg == 5070
                ? GeoTransform.northUp(-12_000_000, 12_000_000, 50_000, 50_000)
                : GeoTransform.northUp(-17_500_000, 7_000_000, 50_000, 50_000);
        ArrayRaster source = epsg == 5070 ? raster(crs, whole, 480, 440) : raster(crs, whole, 700, 280);
        GridGeometry target = new GridGeometry(DEGREES, GeoTransform.northUp(west, 70, 1, 1), 12, 50);
        double[][] cells = Cells.of(Places.resampled(source, target, method), 0);
        int found = 0;
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells[row].length; column++) {
                double value = cells[row][column];
                if (Double.isNaN(value)) {
                    continue;
                }
                found++;
                double longitude = west + column + 0.5;
                if (method != Method.SUM) {
                    assertEquals(BASE + Places.value(longitude, 69.5 - row), value, 4, longitude + " east, row " + row);
                } else {
                    // As many cells as a degree has, and no more.
                    assertTrue(value > 0 && value < 3000, longitude + " east, row " + row + ": " + value);
                }
            }
        }
        assertTrue(found >= (epsg == 5070 ? 250 : 440), "cells with data: " + found);
    }

    /**
     * Between the second and the third column is the seam, or a little of one of them lies beyond it, as by rounding. Where the
     * raster's own cells at the seam are partly beyond it, sums on both sides differ more.
     */
    @ParameterizedTest
    @CsvSource({"EPSG:5070, 84, 0.002", "EPSG:6933, 180, 0.002", "+proj=sinu +lon_0=20 +datum=WGS84 +units=m, 200, 0.1"
    })
    void cellsWithAnEdgeOnTheSeamHaveData(String definition, double seam, double sumTolerance) throws IOException {
        ArrayRaster source =
                raster(Crs.parse(definition), GeoTransform.northUp(-20_100_000, 14_000_000, 50_000, 50_000), 804, 240);
        for (Method method : EnumSet.range(Method.AVERAGE, Method.Q3)) {
            for (double beyond : new double[] {0, 1e-9, -1e-9, 5e-4, -5e-4}) {
                GeoTransform transform = GeoTransform.northUp(seam - 2 + beyond, 60, 1, 1);
                GridGeometry target = new GridGeometry(DEGREES, transform, 4, 20);
                double[][] cells = Cells.of(Places.resampled(source, target, method), 0);
                for (int row = 0; row < cells.length; row++) {
                    for (int column = 0; method != Method.SUM && column < 4; column++) {
                        double expected = BASE + Places.value(seam - 1.5 + column, 59.5 - row);
                        assertEquals(expected, cells[row][column], 4, method + ", " + beyond + ", row " + row);
                    }
                    double sum = cells[row][1];
                    assertEquals(sum, cells[row][2], method == Method.SUM ? sumTolerance * sum : 4, "row " + row);
                }
            }
        }
    }

    /** The line between both sides of the seam runs through the continent, which lies on the other side of the globe. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void whatIsOppositeDoesNotShow(Method method) throws IOException {
        ArrayRaster source = raster(AFRICA, GeoTransform.northUp(-4_000_000, 4_000_000, 100_000, 100_000), 80, 80);
        GridGeometry target = new GridGeometry(DEGREES, GeoTransform.northUp(-180, 30, 7, 7), 7, 8);
        for (double[] row : Cells.of(Places.resampled(source, target, method), 0)) {
            for (double value : row) {
                assertTrue(Double.isNaN(value), method + ": " + value);
            }
        }
    }

    private static ArrayRaster raster(Crs crs, GeoTransform transform, int columnCount, int rowCount) {
        return Places.raster(crs, transform, columnCount, rowCount, BASE);
    }
}
