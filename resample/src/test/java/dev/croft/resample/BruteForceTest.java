package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.crs.CoordinateTransform;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Average, sum and mode against areas of polygons out of JTS, on random grids of the same and of another CRS. */
class BruteForceTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int SIZE = 23;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void parallelGridsWeighByExactArea(long seed) throws IOException {
        Random random = new Random(seed);
        ArrayRaster source = randomRaster(random);
        double size = 0.4 + 4 * random.nextDouble();
        GeoTransform transform = GeoTransform.northUp(
                -2 * random.nextDouble(), SIZE + 2 * random.nextDouble(), size, size * (0.7 + random.nextDouble()));
        int count = (int) Math.ceil((SIZE + 2) / size);
        compare(source, new GridGeometry(ArrayRaster.CRS, transform, count, count), 1e-9, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void otherCrsWeighsByTheAreaOfTheQuadrilateral(long seed) throws IOException {
        Random random = new Random(seed);
        double cell = 3000;
        ArrayRaster source =
                randomRaster(random).withGrid(ArrayRaster.CRS, GeoTransform.northUp(-500000, 1900000, cell, cell));
        double[] x = {-500000 + SIZE * cell / 2};
        double[] y = {1900000 - SIZE * cell / 2};
        CoordinateTransform.between(ArrayRaster.CRS, Crs.ofEpsg(4326)).transform(x, y, 0, 1);
        double size = cell / 100000 * (0.6 + 3 * random.nextDouble());
        int count = (int) Math.ceil(0.8 / size);
        GeoTransform transform = GeoTransform.northUp(x[0] - 0.4, y[0] + 0.4, size, size);
        compare(source, new GridGeometry(Crs.ofEpsg(4326), transform, count, count), 5e-4, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.13, 0.5, 1, 1.7, 3, 7.3, 40})
    void sumKeepsTheTotal(double size) throws IOException {
        ArrayRaster source = randomRaster(new Random(5)).withNoData("255");
        int count = (int) Math.ceil((SIZE + 0.7) / size) + 1;
        GeoTransform transform = GeoTransform.northUp(-0.35, SIZE + 0.35, size, size);
        GridGeometry target = new GridGeometry(ArrayRaster.CRS, transform, count, count);
        ResampledRaster sums = ResampledRaster.of(source, target, options(Method.SUM), 1 << 20);
        double expected = total(Cells.of(source, 0));
        assertEquals(expected, total(Cells.of(sums, 0)), 1e-9 * expected);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void blocksDoNotShowInTheResult(Method method) throws IOException {
        ArrayRaster plain = randomRaster(new Random(7));
        GridGeometry parallel = new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(-1, SIZE + 1, 1.3, 1.7), 20, 16);
        ArrayRaster placed = plain.withGrid(ArrayRaster.CRS, GeoTransform.northUp(-500000, 1900000, 3000, 3000));
        GridGeometry turned =
                new GridGeometry(Crs.ofEpsg(4326), GeoTransform.northUp(-101.9, 40.3, 0.021, 0.017), 60, 60);
        requireSameBits(plain, parallel, method);
        requireSameBits(placed, turned, method);
    }

    private static void requireSameBits(ArrayRaster source, GridGeometry target, Method method) throws IOException {
        ResampledRaster whole = ResampledRaster.of(source, target, options(method), 1 << 20);
        ResampledRaster small = ResampledRaster.of(source.withBlocks(5, 3), target, options(method), 0);
        double[][] expected = Cells.of(whole, 0);
        assertArrayEquals(expected, Cells.of(small.withBlocks(7, 5), 0));
        assertArrayEquals(expected, Cells.of(small.withBlocks(1, 1), 0));
    }

    private static ResampleOptions options(Method method) {
        return new ResampleOptions(method, CellWeights.AREA, TieRule.SMALLEST, Optional.empty());
    }

    private static ArrayRaster randomRaster(Random random) {
        double[][] rows = new double[SIZE][SIZE];
        for (double[] row : rows) {
            for (int i = 0; i < SIZE; i++) {
                row[i] = random.nextInt(8) == 0 ? -1 : random.nextInt(5);
            }
        }
        return ArrayRaster.of(SampleType.FLOAT64, rows).withNoData("-1");
    }

    private static double total(double[][] cells) {
        double total = 0;
        for (double[] row : cells) {
            for (double value : row) {
                total += Double.isNaN(value) ? 0 : value;
            }
        }
        return total;
    }

    private static void compare(ArrayRaster source, GridGeometry target, double tolerance, String seed)
            throws IOException {
        double[][] values = Cells.of(source, 0);
        double[][] means = Cells.of(ResampledRaster.of(source, target, options(Method.AVERAGE), 1 << 20), 0);
        double[][] sums = Cells.of(ResampledRaster.of(source, target, options(Method.SUM), 1 << 20), 0);
        double[][] modes = Cells.of(ResampledRaster.of(source, target, options(Method.MODE), 1 << 20), 0);
        for (int row = 0; row < target.rowCount(); row++) {
            for (int column = 0; column < target.columnCount(); column++) {
                Map<Double, Double> areas = areas(source, values, target, column, row);
                String place = seed + ", column " + column + ", row " + row;
                double area =
                        areas.values().stream().mapToDouble(Double::doubleValue).sum();
                if (area < 100 * tolerance) {
                    continue; // too little to tell from rounding
                }
                double sum = areas.entrySet().stream()
                        .mapToDouble(entry -> entry.getKey() * entry.getValue())
                        .sum();
                assertEquals(sum / area, means[row][column], 10 * tolerance / Math.min(1, area), place);
                assertEquals(sum, sums[row][column], 10 * tolerance * Math.max(1, area), place);
                double most = areas.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow();
                double chosen = areas.getOrDefault(modes[row][column], 0.0);
                assertEquals(most, chosen, 4 * tolerance * Math.max(1, area), place);
            }
        }
    }

    /** Covered area of each value, by intersecting polygons in cells of the source. */
    private static Map<Double, Double> areas(
            ArrayRaster source, double[][] values, GridGeometry target, int column, int row) {
        CoordinateTransform transform =
                CoordinateTransform.between(target.crs(), source.grid().crs());
        Coordinate[] ring = new Coordinate[5];
        for (int i = 0; i < 5; i++) {
            int cornerColumn = column + (i % 4 == 1 || i % 4 == 2 ? 1 : 0);
            int cornerRow = row + (i % 4 >= 2 ? 1 : 0);
            double[] x = {target.transform().x(cornerColumn, cornerRow)};
            double[] y = {target.transform().y(cornerColumn, cornerRow)};
            transform.transform(x, y, 0, 1);
            GeoTransform cells = source.grid().transform();
            ring[i] = new Coordinate(cells.column(x[0], y[0]), cells.row(x[0], y[0]));
        }
        Geometry quad = FACTORY.createPolygon(ring);
        Map<Double, Double> areas = new TreeMap<>();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                Envelope cell = new Envelope(x, x + 1, y, y + 1);
                if (!Double.isNaN(values[y][x]) && quad.getEnvelopeInternal().intersects(cell)) {
                    double area = quad.intersection(FACTORY.toGeometry(cell)).getArea();
                    areas.merge(values[y][x], area, Double::sum);
                }
            }
        }
        return areas;
    }
}
