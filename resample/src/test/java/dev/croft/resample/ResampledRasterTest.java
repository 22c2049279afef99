package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResampledRasterTest {
    @ParameterizedTest
    @EnumSource(Method.class)
    void withoutDataThereIsNodata(Method method) throws IOException {
        ArrayRaster empty =
                ArrayRaster.ofText(SampleType.INT16, "-9 -9", "-9 -9").withNoData("-9");
        double[][] cells = Cells.of(resampled(empty, grid(0, 2, 0.5, 4, 4), method), 0);
        for (double[] row : cells) {
            assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, row);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void namesOfClassesStayWhereValuesDo(Method method) {
        Map<Long, String> names = Map.of(1L, "corn", 2L, "soy");
        ArrayRaster source = ArrayRaster.ofText(SampleType.UINT8, "1 2", "2 1")
                .withNoData("0")
                .withClassNames(names);
        ResampledRaster result = resampled(source, grid(0, 2, 0.5, 4, 4), method);
        assertEquals(
                method.keepsValues() ? names : Map.of(), result.bands().get(0).classNames());
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, FIRST, 2",
        "UINT8, SMALLEST, 1",
        "UINT8, LARGEST, 3",
        "INT32, FIRST, 2",
        "INT32, SMALLEST, 1",
        "INT32, LARGEST, 3"
    })
    void tiesAreBrokenByTheRule(SampleType type, TieRule ties, double expected) throws IOException {
        ArrayRaster source = ArrayRaster.ofText(type, "1 2 2", "1 3 3", "0 0 0").withNoData("0");
        ResampleOptions options = new ResampleOptions(Method.MODE, CellWeights.AREA, ties, Optional.empty());
        assertEquals(expected, Cells.of(ResampledRaster.of(source, grid(0, 3, 3, 1, 1), options, 0), 0)[0][0]);
    }

    @ParameterizedTest
    @CsvSource({"AVERAGE, 2", "SUM, 7", "MIN, -2", "MED, 2", "Q3, 7"})
    void nodataCellsAreLeftOut(Method method, double expected) throws IOException {
        ArrayRaster source =
                ArrayRaster.ofText(SampleType.INT8, "-2 2", "7 -128").withNoData("-128");
        assertEquals(expected, Cells.of(resampled(source, grid(0, 2, 2, 1, 1), method), 0)[0][0]);
    }

    @Test
    void aMeanThatWouldBeNodataMovesAside() throws IOException {
        ArrayRaster source = ArrayRaster.ofText(SampleType.UINT8, "4 6").withNoData("5");
        assertEquals(4, Cells.of(resampled(source, grid(0, 1, 2, 1, 1), Method.AVERAGE), 0)[0][0]);
    }

    @Test
    void halvesAreRoundedAwayFromZero() throws IOException {
        ArrayRaster source = ArrayRaster.ofText(SampleType.INT16, "-1 -2 3 4").withNoData("9");
        double[][] expected = {{-2, 4}};
        GridGeometry pairs = new GridGeometry(ArrayRaster.CRS, new GeoTransform(0, 2, 0, 1, 0, -1), 2, 1);
        assertArrayEquals(expected, Cells.of(resampled(source, pairs, Method.AVERAGE), 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"NEAR", "MODE", "MIN", "MAX", "MED"})
    void longIntegersKeepEveryDigit(Method method) throws IOException {
        ArrayRaster source =
                ArrayRaster.ofText(SampleType.UINT64, "18446744073709551615").withNoData("0");
        long[] samples = new long[1];
        resampled(source, grid(0, 1, 1, 1, 1), method).withBlocks(1, 1).readBlock(0, 0, samples);
        assertEquals(-1, samples[0]);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"NEAR", "AVERAGE", "MODE", "SUM"})
    void longitudesRepeat(Method method) throws IOException {
        Crs degrees = Crs.ofEpsg(4326);
        ArrayRaster source = ArrayRaster.ofText(SampleType.FLOAT64, "1 2 3 4")
                .withGrid(degrees, GeoTransform.northUp(0, 45, 90, 90));
        GridGeometry target = new GridGeometry(degrees, GeoTransform.northUp(-180, 45, 90, 90), 4, 1);
        assertArrayEquals(new double[][] {{3, 4, 1, 2}}, Cells.of(resampled(source, target, method), 0));
    }

    @Test
    void aCellAcrossTheSeamTakesBothSides() throws IOException {
        Crs degrees = Crs.ofEpsg(4326);
        ArrayRaster source = ArrayRaster.ofText(SampleType.FLOAT64, "1 2 3 4")
                .withGrid(degrees, GeoTransform.northUp(-180, 45, 90, 90));
        GridGeometry target = new GridGeometry(degrees, GeoTransform.northUp(135, 45, 90, 90), 1, 1);
        assertArrayEquals(new double[][] {{2.5}}, Cells.of(resampled(source, target, Method.AVERAGE), 0));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void scaleAndUnitAreKept(Method method) {
        Map<String, String> measure = Map.of(RasterBand.SCALE, "0.1", RasterBand.UNIT, "mm", RasterBand.OFFSET, "0.0");
        ArrayRaster source = ArrayRaster.ofText(SampleType.INT16, "1 2 3 4").withMeasure(measure);
        GridGeometry half = new GridGeometry(source.grid().crs(), source.grid().transform(), 2, 1);
        assertEquals(measure, resampled(source, half, method).bands().get(0).measure());
        assertEquals(measure, CroppedRaster.of(source, half).bands().get(0).measure());
    }

    @Test
    void aSumOfValuesWithAnOffsetIsRefused() {
        ArrayRaster source = ArrayRaster.ofText(SampleType.INT16, "1 2 3 4")
                .withMeasure(Map.of(RasterBand.SCALE, "0.1", RasterBand.OFFSET, "-273.15"));
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> resampled(source, source.grid(), Method.SUM));
        assertTrue(e.getMessage().contains("offset of -273.15"), e.getMessage());
        assertEquals(
                "-273.15",
                resampled(source, source.grid(), Method.AVERAGE)
                        .bands()
                        .get(0)
                        .measure()
                        .get("offset"));
    }

    /** A polar grid of 40 degrees around: corner cells lie beyond latitude 60 north, the middle ones touch the pole. */
    @ParameterizedTest
    @CsvSource({"NEAR, 3413, 1", "AVERAGE, 3413, 1", "MODE, 3413, 1", "NEAR, 3031, -1", "AVERAGE, 3031, -1"})
    void polarGridsTakeLatitudesAroundThePole(Method method, int polar, double hemisphere) throws IOException {
        double[][] latitudes = new double[180][360];
        for (int row = 0; row < 180; row++) {
            Arrays.fill(latitudes[row], 89.5 - row);
        }
        ArrayRaster source = ArrayRaster.of(SampleType.FLOAT64, latitudes)
                .withGrid(Crs.ofEpsg(4326), GeoTransform.northUp(0, 90, 1, 1));
        Crs crs = Crs.ofEpsg(polar);
        GridGeometry target =
                new GridGeometry(crs, GeoTransform.northUp(-2_050_000, 2_050_000, 100_000, 100_000), 41, 41);
        double[][] cells = Cells.of(resampled(source, target, method), 0);
        for (int row = 0; row < 41; row++) {
            for (int column = 0; column < 41; column++) {
                double[] x = {target.transform().x(column + 0.5, row + 0.5)};
                double[] y = {target.transform().y(column + 0.5, row + 0.5)};
                CoordinateTransform.between(crs, Crs.ofEpsg(4326)).transform(x, y, 0, 1);
                boolean atPole = row == 20 && column == 20;
                String place = "column " + column + ", row " + row;
                // The cell around the pole has all longitudes, but its centre lies in the row beside the pole.
                if (atPole && method != Method.NEAR) {
                    assertEquals(Double.NaN, cells[row][column], place);
                } else {
                    assertEquals(y[0], cells[row][column], 1.2, place);
                    assertTrue(cells[row][column] * hemisphere > 60, place);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"AVERAGE", "SUM", "MODE"})
    void anInfiniteCellDoesNotSpoilItsNeighbours(Method method) throws IOException {
        double[][] ones = new double[40][40];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        ones[20][20] = Double.POSITIVE_INFINITY;
        ArrayRaster source = ArrayRaster.of(SampleType.FLOAT64, ones)
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(-500000, 1900000, 3000, 3000));
        GridGeometry target =
                new GridGeometry(Crs.ofEpsg(4326), GeoTransform.northUp(-102.5, 41, 0.02, 0.02), 120, 120);
        double[][] near = Cells.of(resampled(source, target, Method.NEAR), 0);
        double[][] cells = Cells.of(resampled(source, target, method), 0);
        int infinite = 0;
        for (int row = 0; row < 120; row++) {
            for (int column = 0; column < 120; column++) {
                boolean hasData = !Double.isNaN(near[row][column]);
                assertTrue(!hasData || cells[row][column] > 0, "column " + column + ", row " + row);
                infinite += Double.isInfinite(cells[row][column]) ? 1 : 0;
            }
        }
        assertTrue((infinite > 0 || method == Method.MODE) && infinite <= 16, infinite + " cells are infinite");
    }

    @Test
    void aHugeRatioIsComputedInParts() throws IOException {
        ArrayRaster source =
                ArrayRaster.of(SampleType.UINT8, new double[1800][1800]).withNoData("1");
        double[][] expected = {{0, 0}, {0, 0}};
        assertArrayEquals(expected, Cells.of(resampled(source, grid(0, 1800, 900, 2, 2), Method.AVERAGE), 0));
    }

    @Test
    void rotatedGridsAreRefused() {
        ArrayRaster rotated = ArrayRaster.ofText(SampleType.UINT8, "1")
                .withGrid(ArrayRaster.CRS, new GeoTransform(0, 1, 0.1, 1, 0, -1));
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> resampled(rotated, grid(0, 1, 1, 1, 1), Method.NEAR));
        assertTrue(refused.getMessage().contains("rotated"), refused.getMessage());
    }

    @Test
    void integersWithoutNodataAreRefusedBeyondTheSource() {
        ArrayRaster source = ArrayRaster.ofText(SampleType.UINT8, "1");
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> resampled(source, grid(0, 1, 1, 2, 1), Method.NEAR));
        assertTrue(refused.getMessage().contains("--nodata"), refused.getMessage());
    }

    @Test
    void aNodataValueThatNoCellHoldsIsRefused() {
        ArrayRaster source = ArrayRaster.ofText(SampleType.UINT8, "1");
        ResampleOptions options =
                new ResampleOptions(Method.NEAR, CellWeights.AREA, TieRule.FIRST, Optional.of(new NoData("-1")));
        assertThrows(ConfigurationException.class, () -> ResampledRaster.of(source, grid(0, 1, 1, 1, 1), options, 0));
    }

    private static ResampledRaster resampled(ArrayRaster source, GridGeometry target, Method method) {
        ResampleOptions options = new ResampleOptions(method, CellWeights.AREA, TieRule.FIRST, Optional.empty());
        return ResampledRaster.of(source, target, options, 1 << 20);
    }

    private static GridGeometry grid(double west, double north, double size, int columnCount, int rowCount) {
        return new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(west, north, size, size), columnCount, rowCount);
    }
}
