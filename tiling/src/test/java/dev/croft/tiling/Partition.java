package dev.croft.tiling;

import dev.croft.core.crs.Crs;
import dev.croft.testdata.ListZones;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Cells that divide a rectangle of longitudes and latitudes without a gap: the corners of a grid moved about, with bends along the
 * sides, which neighbours have vertex by vertex.
 */
record Partition(double west, double south, double east, double north, int across, int bends, long seed) {
    static final Crs WGS84 = Crs.parse("EPSG:4326");

    /** How far corners and bends move, in cells. */
    private static final double MOVED = 0.35;

    ListZones zones() {
        return ListZones.of(WGS84, polygons().toArray(String[]::new));
    }

    /** The cells as WKT, row by row from the south-west. */
    List<String> polygons() {
        return rings().stream()
                .map(ring -> IntStream.rangeClosed(0, ring.size())
                        .mapToObj(i -> ring.get(i % ring.size()))
                        .map(point -> String.format(Locale.ROOT, "%.12f %.12f", point[0], point[1]))
                        .collect(Collectors.joining(", ", "POLYGON ((", "))")))
                .toList();
    }

    /** The cells in the same order, in world coordinates, x and y in turn. */
    List<double[]> worldRings() {
        return rings().stream()
                .map(ring -> ring.stream()
                        .flatMapToDouble(point -> DoubleStream.of(
                                0.5 + point[0] / 360,
                                0.5 - Math.log(Math.tan(Math.PI / 4 + Math.toRadians(point[1]) / 2)) / (2 * Math.PI)))
                        .toArray())
                .toList();
    }

    /** Longitude and latitude of the vertices, the first one not repeated. */
    private List<List<double[]>> rings() {
        List<List<double[]>> rings = new ArrayList<>();
        for (int row = 0; row < across; row++) {
            for (int column = 0; column < across; column++) {
                List<double[]> ring = new ArrayList<>();
                addSide(ring, column, row, true, true);
                addSide(ring, column + 1, row, false, true);
                addSide(ring, column, row + 1, true, false);
                addSide(ring, column, row, false, false);
                rings.add(ring);
            }
        }
        return rings;
    }

    /** Adds the vertices of one side of the grid but for the last one. */
    private void addSide(List<double[]> ring, int column, int row, boolean eastward, boolean forth) {
        double[][] points = new double[bends + 2][];
        points[0] = corner(column, row);
        points[bends + 1] = eastward ? corner(column + 1, row) : corner(column, row + 1);
        boolean isOutline = eastward ? row % across == 0 : column % across == 0;
        SplittableRandom random = new SplittableRandom(seed + 2L * (column * 10_007L + row) + (eastward ? 1 : 0));
        for (int i = 1; i <= bends; i++) {
            double share = i / (bends + 1.0);
            double off = isOutline ? 0 : MOVED / (bends + 1) * (random.nextDouble() - 0.5);
            points[i] = new double[] {
                points[0][0] + share * (points[bends + 1][0] - points[0][0]) + (eastward ? 0 : off),
                points[0][1] + share * (points[bends + 1][1] - points[0][1]) + (eastward ? off : 0)
            };
        }
        for (int i = 0; i <= bends; i++) {
            double[] point = points[forth ? i : bends + 1 - i];
            ring.add(new double[] {west + (east - west) * point[0] / across, south + (north - south) * point[1] / across
            });
        }
    }

    private double[] corner(int column, int row) {
        SplittableRandom random = new SplittableRandom(seed ^ (column * 7919L + row));
        double dx = column % across == 0 ? 0 : MOVED * (random.nextDouble() - 0.5);
        double dy = row % across == 0 ? 0 : MOVED * (random.nextDouble() - 0.5);
        return new double[] {column + dx, row + dy};
    }
}
