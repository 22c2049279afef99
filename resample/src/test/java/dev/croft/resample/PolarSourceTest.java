package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small raster with a pole inside, brought to cells of the whole world: some are millions of its cells away. */
class PolarSourceTest {
    private static final Crs DEGREES = Crs.ofEpsg(4326);

    private static ArrayRaster around(int epsg) {
        double[][] rows = new double[37][41];
        for (int row = 0; row < 37; row++) {
            for (int column = 0; column < 41; column++) {
                rows[row][column] = 10 + (row * 41 + column) % 17;
            }
        }
        return ArrayRaster.of(SampleType.FLOAT64, rows)
                .withGrid(Crs.ofEpsg(epsg), GeoTransform.northUp(-20_500, 18_500, 1000, 1000));
    }

    private static double[][] onTheWorld(ArrayRaster source, Method method, double size) throws IOException {
        GridGeometry world = new GridGeometry(
                DEGREES, GeoTransform.northUp(-180, 90, size, size), (int) (360 / size), (int) (180 / size));
        ResampleOptions options = new ResampleOptions(method, CellWeights.AREA, TieRule.FIRST, Optional.empty());
        return Cells.of(ResampledRaster.of(source, world, options, 1 << 22), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3031, 3413})
    void cellsAroundThePoleShareAllOfIt(int epsg) throws IOException {
        ArrayRaster source = around(epsg);
        double expected = 0;
        for (double[] row : Cells.of(source, 0)) {
            for (double value : row) {
                expected += value;
            }
        }
        double total = 0;
        for (double[] row : onTheWorld(source, Method.SUM, 2)) {
            for (double value : row) {
                total += Double.isNaN(value) ? 0 : value;
            }
        }
        assertEquals(expected, total, 1e-5 * expected);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void onlyTheRowAtThePoleHasData(Method method) throws IOException {
        for (int epsg : new int[] {3031, 3413}) {
            double[][] cells = onTheWorld(around(epsg), method, 2);
            int pole = epsg == 3413 ? 0 : cells.length - 1;
            for (int row = 0; row < cells.length; row++) {
                for (double value : cells[row]) {
                    assertTrue(row == pole || Double.isNaN(value), "row " + row + " of " + epsg + ": " + value);
                }
            }
            boolean isPoint = method.family() == Method.Family.POINT || method.family() == Method.Family.CONVOLUTION;
            // The centres of the row lie 110 km from the pole, outside the raster.
            assertEquals(isPoint, Double.isNaN(cells[pole][7]));
        }
    }
}
