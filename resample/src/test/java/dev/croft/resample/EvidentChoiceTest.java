package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.cache.BlockCache;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choices that are told without exact areas, which 64-bit integers never are, against those of the same cells as 64-bit integers. */
class EvidentChoiceTest {
    private static final int SIZE = 60;

    /** The meridians of EPSG:5070 are upright at x = 0 and lean by about 20 degrees at x = 2,400 km. */
    @ParameterizedTest
    @CsvSource({
        "MODE, 2, 0, 1, 0.7",
        "MODE, 5, 0, 1, 1",
        "MODE, 1000, 0, 1, 0.9",
        "MODE, 1000, 2400000, 1, 1",
        "MODE, 3, -2000000, 1, 1.3",
        "MODE, 4, 2400000, 1, 2.6",
        "MODE, 4, 100000, 1, 0.3",
        "MODE, 2, 1200000, 12, 3.1",
        "MODE, 3, 1200000, 6, 0.8",
        "MIN, 2, 1200000, 12, 3.1",
        "MED, 3, 1200000, 6, 1.2",
        "MAX, 2, -500000, 6, 5"
    })
    void choicesAreThoseOfTheExactAreas(Method method, int classes, double west, int patch, double ratio)
            throws IOException {
        ArrayRaster doubles = raster(SampleType.FLOAT64, new Random(classes), classes, patch, west);
        ArrayRaster integers = raster(SampleType.INT64, new Random(classes), classes, patch, west);
        GridGeometry target = around(doubles.grid(), ratio);
        for (TieRule ties : TieRule.values()) {
            ResampleOptions options = new ResampleOptions(method, CellWeights.AREA, ties, Optional.empty());
            assertArrayEquals(
                    Cells.of(ResampledRaster.of(integers, target, options, 1 << 22), 0),
                    Cells.of(ResampledRaster.of(doubles, target, options, 1 << 22), 0),
                    ties.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"3413, 1", "3413, 3", "3832, 1", "3857, 2"})
    void choicesAreThoseOfTheExactAreasAroundTheGlobe(int target, int patch) throws IOException {
        GeoTransform transform = GeoTransform.northUp(-180, 90, 6, 3);
        ArrayRaster doubles =
                raster(SampleType.FLOAT64, new Random(target), 4, patch, 0).withGrid(Crs.ofEpsg(4326), transform);
        ArrayRaster integers =
                raster(SampleType.INT64, new Random(target), 4, patch, 0).withGrid(Crs.ofEpsg(4326), transform);
        GridGeometry grid = new GridGeometry(
                Crs.ofEpsg(target), GeoTransform.northUp(-6_000_000, 6_000_000, 150_000, 150_000), 80, 80);
        ResampleOptions options = new ResampleOptions(Method.MODE, CellWeights.AREA, TieRule.FIRST, Optional.empty());
        assertArrayEquals(
                Cells.of(ResampledRaster.of(integers, grid, options, 1 << 22), 0),
                Cells.of(ResampledRaster.of(doubles, grid, options, 1 << 22), 0));
    }

    /** Otherwise the tests above would compare the exact areas with themselves. */
    @Test
    void mostChoicesAreEvident() throws IOException {
        ArrayRaster source =
                raster(SampleType.FLOAT64, new Random(9), 1000, 1, 0).withNoData("-1");
        GridGeometry target = around(source.grid(), 0.9);
        CellMapping mapping = CellMapping.between(target, source.grid());
        CellWindow window = new CellWindow(target.columnCount() / 2 - 10, target.rowCount() / 2 - 10, 20, 20);
        Positions corners = mapping.corners(window);
        ResampleOptions options = new ResampleOptions(Method.MODE, CellWeights.AREA, TieRule.FIRST, Optional.empty());
        SourceWindow read = SourceWindow.read(
                source, 0, new BlockCache(source, 0, 1 << 20), source.grid().window(), new CellArrays());
        EvidentChoice evident =
                EvidentChoice.of(mapping, read, corners, options).orElseThrow();
        int told = 0;
        for (int row = window.row(); row < window.rowEnd(); row++) {
            corners.moveTo(row);
            for (int i = 0; i < window.columnCount(); i++) {
                told += evident.at(i) == EvidentChoice.UNCERTAIN ? 0 : 1;
            }
        }
        assertTrue(told > 300, told + " of 400");
    }

    private static ArrayRaster raster(SampleType type, Random random, int classes, int patch, double west) {
        double[][] rows = new double[SIZE][SIZE];
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                boolean starts = row % patch == 0 && column % patch == 0;
                double drawn = random.nextInt(10) == 0 ? -1 : random.nextInt(classes);
                rows[row][column] = starts ? drawn : rows[row - row % patch][column - column % patch];
            }
        }
        return ArrayRaster.of(type, rows)
                .withNoData("-1")
                .withGrid(ArrayRaster.CRS, GeoTransform.northUp(west, 1_900_000, 3000, 3000));
    }

    /** A geographic grid over a source, with cells of about {@code ratio} of its cells. */
    private static GridGeometry around(GridGeometry source, double ratio) {
        double[] x = {source.transform().x(SIZE / 2.0, SIZE / 2.0)};
        double[] y = {source.transform().y(SIZE / 2.0, SIZE / 2.0)};
        CoordinateTransform.between(source.crs(), Crs.ofEpsg(4326)).transform(x, y, 0, 1);
        double size = 0.03 * ratio;
        int count = (int) Math.ceil(2.4 / size);
        return new GridGeometry(
                Crs.ofEpsg(4326), GeoTransform.northUp(x[0] - 1.2, y[0] + 1.2, size, size), count, count);
    }
}
