package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grids across the antimeridian and around the poles. The cells hold what their place says, so that any shift shows. */
class GlobeTest {
    private static final Crs DEGREES = Places.DEGREES;

    /** EPSG:3832 has its middle at 150 degrees east, so that its grid runs on from 120 east to 150 west. */
    @ParameterizedTest
    @CsvSource({
        "NEAR, -180, 3832",
        "AVERAGE, -180, 3832",
        "BILINEAR, -180, 3832",
        "MODE, -180, 3832",
        "NEAR, 0, 3832",
        "AVERAGE, 0, 3832",
        "BILINEAR, 0, 3832",
        "MODE, 0, 3832",
        "NEAR, -180, 3413",
        "AVERAGE, -180, 3413",
        "MODE, -180, 3413",
        "NEAR, 0, 3413",
        "AVERAGE, 0, 3413",
        "MODE, 0, 3413"
    })
    void theAntimeridianDoesNotShow(Method method, double west, int epsg) throws IOException {
        ArrayRaster source = raster(DEGREES, GeoTransform.northUp(west, 90, 1, 1), 360, 180);
        Crs crs = Crs.ofEpsg(epsg);
        // Of 3413 the part beyond the pole from Greenland, of which the antimeridian runs through the middle.
        GeoTransform transform = epsg == 3832
                ? GeoTransform.northUp(0, 3_000_000, 150_000, 150_000)
                : GeoTransform.northUp(-3_000_000, 3_000_000, 100_000, 100_000);
        GridGeometry target = new GridGeometry(crs, transform, epsg == 3832 ? 44 : 25, epsg == 3832 ? 40 : 25);
        requirePlaces(source, target, method, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "NEAR, 3413, 88", "AVERAGE, 3413, 88", "MODE, 3413, 88", "BILINEAR, 3413, 88",
        "NEAR, 3031, -65", "AVERAGE, 3031, -65", "MODE, 3031, -65", "BILINEAR, 3031, -65"
    })
    void polarGridsGoBackToDegrees(Method method, int epsg, double north) throws IOException {
        ArrayRaster source =
                raster(Crs.ofEpsg(epsg), GeoTransform.northUp(-3_000_000, 3_000_000, 50_000, 50_000), 120, 120);
        requirePlaces(source, new GridGeometry(DEGREES, GeoTransform.northUp(-180, north, 2, 1), 180, 22), method, 4);
    }

    /** The north pole is the upper edge of the first row, the south pole the lower edge of the last one. */
    @ParameterizedTest
    @CsvSource({"NEAR, 3413", "NEAR, 3031", "BILINEAR, 3413", "BILINEAR, 3031", "CUBIC, 3413", "CUBIC, 3031"})
    void aCentreAtAPoleLiesInTheRowBesideIt(Method method, int epsg) throws IOException {
        for (boolean isSouthUp : new boolean[] {false, true}) {
            GeoTransform rows =
                    isSouthUp ? new GeoTransform(-180, 1, 0, -90, 0, 1) : GeoTransform.northUp(-180, 90, 1, 1);
            ArrayRaster source = raster(DEGREES, rows, 360, 180);
            for (double offset : new double[] {0, 1, 37_000}) {
                double first = -150_000 + offset;
                GeoTransform transform = GeoTransform.northUp(first, -first, 100_000, 100_000);
                GridGeometry target = new GridGeometry(Crs.ofEpsg(epsg), transform, 3, 3);
                double[][] cells = Cells.of(Places.resampled(source, target, method), 0);
                double pole = epsg == 3413 ? 180 : -180;
                assertEquals(pole, cells[1][1], 12, "at the pole");
                assertEquals(pole, cells[0][1], 14);
                assertEquals(pole, cells[2][1], 14);
            }
        }
    }

    /** As in global grids whose points are at whole degrees, poles included. */
    @ParameterizedTest
    @CsvSource({"NEAR, 3413", "NEAR, 3031", "BILINEAR, 3413", "BILINEAR, 3031", "AVERAGE, 3413", "MODE, 3031"})
    void rowsCentredAtThePolesHaveData(Method method, int epsg) throws IOException {
        ArrayRaster source = raster(Crs.ofEpsg(epsg), GeoTransform.northUp(-500_000, 500_000, 20_000, 20_000), 50, 50);
        GridGeometry target = new GridGeometry(DEGREES, GeoTransform.northUp(-180.5, 90.5, 1, 1), 360, 181);
        double[][] cells = Cells.of(Places.resampled(source, target, method), 0);
        double pole = epsg == 3413 ? 180 : -180;
        for (double value : cells[epsg == 3413 ? 0 : 180]) {
            assertEquals(pole, value, 12);
        }
    }

    /** The raster ends 5 degrees before the poles, which lie nowhere. */
    @ParameterizedTest
    @ValueSource(doubles = {10, 45, 90})
    void cellsWithCornersAtThePolesOfMercatorHaveData(double size) throws IOException {
        double half = 20_037_508.342789244;
        ArrayRaster source =
                raster(Crs.ofEpsg(3857), GeoTransform.northUp(-half, half, half / 100, half / 100), 200, 200);
        int count = (int) (180 / size);
        GridGeometry target = new GridGeometry(DEGREES, GeoTransform.northUp(-180, 90, size, size), 2 * count, count);
        double total = 0;
        for (double[] row : Cells.of(Places.resampled(ones(source), target, Method.SUM), 0)) {
            for (double value : row) {
                total += value;
            }
        }
        // A thousandth of the cells is left out at edges that go to a pole.
        assertEquals(40_000, total, 0.003 * 40_000);
        double[][] averages = Cells.of(Places.resampled(source, target, Method.AVERAGE), 0);
        for (int column = 0; column < 2 * count; column++) {
            assertEquals(0, averages[0][column] + averages[count - 1][count * 2 - 1 - column], 0.1);
        }
    }

    private static ArrayRaster ones(ArrayRaster raster) throws IOException {
        double[][] cells = Cells.of(raster, 0);
        for (double[] row : cells) {
            Arrays.fill(row, 1);
        }
        return ArrayRaster.of(SampleType.FLOAT64, cells)
                .withGrid(raster.grid().crs(), raster.grid().transform());
    }

    /** All longitudes meet at a pole, so the edges of the cells around it are far from straight in degrees. */
    @ParameterizedTest
    @CsvSource({"3413, 100000", "3413, 25000", "3031, 100000", "3031, 50000"})
    void sumsAroundAPoleAreKept(int epsg, double cell) throws IOException {
        boolean isNorth = epsg == 3413;
        double[][] cap = new double[180][360];
        for (int row = 0; row < 10; row++) {
            Arrays.fill(cap[isNorth ? row : 179 - row], 1);
        }
        ArrayRaster source =
                ArrayRaster.of(SampleType.FLOAT64, cap).withGrid(DEGREES, GeoTransform.northUp(-180, 90, 1, 1));
        int count = (int) (4_000_000 / cell);
        GeoTransform transform = GeoTransform.northUp(-2_000_000, 2_000_000, cell, cell);
        GridGeometry target = new GridGeometry(Crs.ofEpsg(epsg), transform, count, count);
        double[][] cells = Cells.of(Places.resampled(source, target, Method.SUM), 0);
        double sum = Arrays.stream(cells).flatMapToDouble(Arrays::stream).sum();
        assertEquals(3600, sum, 0.002 * 3600);
        int middle = count / 2;
        // Four cells touch the pole, alike.
        for (int i = 1; i < 4; i++) {
            assertEquals(cells[middle][middle], cells[middle - i / 2][middle - i % 2], 1e-6);
        }
    }

    private static void requirePlaces(ArrayRaster source, GridGeometry target, Method method, double tolerance)
            throws IOException {
        double[][] cells = Cells.of(Places.resampled(source, target, method), 0);
        CoordinateTransform toDegrees = CoordinateTransform.between(target.crs(), DEGREES);
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells[row].length; column++) {
                double[] x = {target.transform().x(column + 0.5, row + 0.5)};
                double[] y = {target.transform().y(column + 0.5, row + 0.5)};
                toDegrees.transform(x, y, 0, 1);
                double expected = Places.value(x[0], y[0]);
                assertEquals(expected, cells[row][column], tolerance, x[0] + " degrees east, " + y[0] + " north");
            }
        }
    }

    private static ArrayRaster raster(Crs crs, GeoTransform transform, int columnCount, int rowCount) {
        return Places.raster(crs, transform, columnCount, rowCount, 0);
    }
}
