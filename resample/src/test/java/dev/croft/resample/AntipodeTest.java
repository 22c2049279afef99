package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rasters of the whole globe in azimuthal projections, which spread the point opposite their middle over the rim. */
class AntipodeTest {
    private static final double BASE = 200;

    private static final String EQUAL_AREA = "+proj=laea +lat_0=50 +lon_0=10 +datum=WGS84";
    private static final String EQUIDISTANT = "+proj=aeqd +lat_0=50 +lon_0=10 +datum=WGS84";

    /**
     * The antipode is at 170 degrees west, 50 south: inside a cell, on an edge of two, or a corner of four. The globe is brought to
     * cells of many sizes, some of which hold half of it.
     */
    @ParameterizedTest
    @CsvSource({
        "2.5, -181.25, 88.75, false",
        "2.5, -180, 90, false",
        "4, -180, 90, false",
        "10, -185, 90, true",
        "20, -180, 90, true",
        "45, -180, 90, false",
        "90, -180, 90, false"
    })
    void cellsAreRightOrWithoutData(double size, double west, double north, boolean isSouthUp) throws IOException {
        int rowCount = (int) ((90 + north) / size);
        GeoTransform transform = isSouthUp
                ? new GeoTransform(west, size, 0, north - rowCount * size, 0, size)
                : GeoTransform.northUp(west, north, size, size);
        GridGeometry target = new GridGeometry(Places.DEGREES, transform, (int) (360 / size), rowCount);
        for (String definition : new String[] {EQUAL_AREA, EQUIDISTANT}) {
            ArrayRaster source = globe(definition);
            Twin twin = new Twin(source, target);
            double[][] averages = Cells.of(Places.resampled(source, target, Method.AVERAGE), 0);
            double[][] sums = Cells.of(Places.resampled(source, target, Method.SUM), 0);
            int emptyCount = 0;
            double total = 0;
            for (int row = 0; row < rowCount; row++) {
                for (int column = 0; column < target.columnCount(); column++) {
                    if (Double.isNaN(sums[row][column])) {
                        emptyCount++;
                        total += twin.sum(column, row);
                        continue;
                    }
                    total += sums[row][column];
                    if (twin.area(column, row) > 0.5) {
                        String place = definition + ", column " + column + ", row " + row;
                        assertEquals(twin.average(column, row), averages[row][column], 8, place);
                        // The twin has 16 points in a cell of the raster: along a narrow outline they are few.
                        double slack = 0.01 * twin.sum(column, row) + 100 * Math.sqrt(twin.area(column, row)) + 100;
                        assertEquals(twin.sum(column, row), sums[row][column], slack, place);
                    }
                }
            }
            assertTrue(emptyCount <= 8, definition + ": " + emptyCount + " cells without data");
            assertEquals(twin.total(), total, 0.002 * twin.total(), definition);
        }
    }

    /** With the point at its very middle, and beside it. */
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"AVERAGE", "SUM", "MODE", "MIN", "MAX", "MED", "Q1", "Q3"})
    void aCellAroundTheAntipodeHasNoData(Method method) throws IOException {
        for (String definition : new String[] {EQUAL_AREA, EQUIDISTANT}) {
            ArrayRaster source = globe(definition);
            for (double off : new double[] {0, 0.2, -0.45}) {
                GeoTransform transform = GeoTransform.northUp(-170.5 + off, -49.5 + off / 2, 1, 1);
                GridGeometry cell = new GridGeometry(Places.DEGREES, transform, 1, 1);
                double value = Cells.of(Places.resampled(source, cell, method), 0)[0][0];
                assertTrue(Double.isNaN(value), definition + ", " + off + ": " + value);
            }
        }
    }

    /** Wedges with a corner at a pole, of which two corners are one point in the raster. */
    @ParameterizedTest
    @ValueSource(strings = {EQUAL_AREA, EQUIDISTANT})
    void cellsAtThePolesHaveData(String definition) throws IOException {
        for (double north : new double[] {90, -80}) {
            GridGeometry target = new GridGeometry(Places.DEGREES, GeoTransform.northUp(-180, north, 10, 10), 36, 1);
            double[] cells = Cells.of(Places.resampled(globe(definition), target, Method.AVERAGE), 0)[0];
            double latitude = north > 0 ? 83.3 : -83.3;
            for (int column = 0; column < 36; column++) {
                double expected = BASE + Places.value(-175 + 10 * column, latitude);
                assertEquals(expected, cells[column], 4, "column " + column + ", " + north);
            }
        }
    }

    private static ArrayRaster globe(String definition) {
        double half = definition.equals(EQUAL_AREA) ? 12_900_000 : 20_100_000;
        double size = half / 64;
        return Places.raster(Crs.parse(definition), GeoTransform.northUp(-half, half, size, size), 128, 128, BASE);
    }

    /** Sums and areas from many points of each cell of the source, each counted in the cell of the target in which it lies. */
    private static final class Twin {
        private static final int POINTS = 4;

        private final double[][] sums;
        private final double[][] areas;

        Twin(ArrayRaster source, GridGeometry target) throws IOException {
            sums = new double[target.rowCount()][target.columnCount()];
            areas = new double[target.rowCount()][target.columnCount()];
            GeoTransform places = source.grid().transform();
            CoordinateTransform toTarget =
                    CoordinateTransform.between(source.grid().crs(), target.crs());
            double[][] values = Cells.of(source, 0);
            int count = POINTS * source.grid().columnCount();
            for (int row = 0; row < POINTS * values.length; row++) {
                double[] x = new double[count];
                double[] y = new double[count];
                for (int column = 0; column < count; column++) {
                    x[column] = places.x((column + 0.5) / POINTS, (row + 0.5) / POINTS);
                    y[column] = places.y((column + 0.5) / POINTS, (row + 0.5) / POINTS);
                }
                toTarget.transform(x, y, 0, count);
                for (int column = 0; column < count; column++) {
                    add(target, x[column], y[column], values[row / POINTS][column / POINTS]);
                }
            }
        }

        private void add(GridGeometry target, double x, double y, double value) {
            double turn = x < target.transform().originX() ? 360 : 0;
            double column = target.transform().column(x + turn, y) % target.columnCount();
            double row = target.transform().row(x, y);
            // False for NaN: beyond the rim.
            if (row >= 0 && row < target.rowCount() && column >= 0 && !Double.isNaN(value)) {
                sums[(int) row][(int) column] += value / (POINTS * POINTS);
                areas[(int) row][(int) column] += 1.0 / (POINTS * POINTS);
            }
        }

        double sum(int column, int row) {
            return sums[row][column];
        }

        /** In cells of the source. */
        double area(int column, int row) {
            return areas[row][column];
        }

        double average(int column, int row) {
            return sums[row][column] / areas[row][column];
        }

        double total() {
            double total = 0;
            for (double[] row : sums) {
                for (double sum : row) {
                    total += sum;
                }
            }
            return total;
        }
    }
}
