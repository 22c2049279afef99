package dev.croft.tiling;

import dev.croft.tiling.mvt.GeometryType;
import dev.croft.tiling.mvt.VectorTile;
import dev.croft.tiling.tile.TileCoord;
import java.util.Arrays;
import java.util.List;

/** A feature as it stands in a tile. */
record TileFeature(TileCoord tile, int extent, VectorTile.Feature feature) {
    long id() {
        return feature.id().orElseThrow();
    }

    Object attribute(String name) {
        var value = feature.attributes().get(name);
        return value == null ? null : value.content();
    }

    /** Rings, or one list of points, in the units of the tile. */
    List<int[]> parts() {
        return feature.geometry().parts();
    }

    /** Area in square units, holes subtracted, what lies in the buffer left out. */
    double areaInTile() {
        return parts().stream().mapToDouble(ring -> areaInTile(ring, extent)).sum();
    }

    /** Signed area of the part of a ring that lies in the tile. */
    static double areaInTile(int[] ring, int extent) {
        return signedArea(clipped(ring, extent));
    }

    /** Area in square units, holes subtracted. */
    double area() {
        return parts().stream()
                .mapToDouble(
                        ring -> signedArea(Arrays.stream(ring).asDoubleStream().toArray()))
                .sum();
    }

    /** Area in the tile as a part of the world's square. */
    double worldAreaInTile() {
        double unitsPerWorld = Math.scalb((double) extent, tile.z());
        return areaInTile() / unitsPerWorld / unitsPerWorld;
    }

    /** Bytes that the limit of a tile counts, worked out from the commands. */
    int countedBytes() {
        return TilingOptions.FEATURE_BYTES + geometryBytes();
    }

    int geometryBytes() {
        return Arrays.stream(feature.geometry().commands())
                .map(command -> Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(command) + 6) / 7))
                .sum();
    }

    /** Whether the geometry is one square with sides along the axes, as polygons that are too small become. */
    boolean isSquare() {
        if (feature.type() != GeometryType.POLYGON || parts().size() != 1 || parts().get(0).length != 8) {
            return false;
        }
        int[] ring = parts().get(0);
        int side = ring[2] - ring[0];
        return ring[1] == ring[3]
                && ring[2] == ring[4]
                && ring[5] - ring[3] == side
                && ring[6] == ring[0]
                && ring[7] == ring[5];
    }

    /** Whether a point, in the units of the tile, is in the polygon: on lines from it an odd number of edges is met. */
    boolean covers(double x, double y) {
        boolean inside = false;
        for (int[] ring : parts()) {
            for (int i = 0; i < ring.length; i += 2) {
                int next = i + 2 == ring.length ? 0 : i + 2;
                if (ring[i + 1] > y != ring[next + 1] > y) {
                    double across = (y - ring[i + 1]) / (ring[next + 1] - ring[i + 1]);
                    inside ^= x < ring[i] + across * (ring[next] - ring[i]);
                }
            }
        }
        return inside;
    }

    /** Cuts a ring to the tile, edge by edge of it (Sutherland and Hodgman); signed areas come out right, whatever its form. */
    private static double[] clipped(int[] ring, int extent) {
        double[] points = Arrays.stream(ring).asDoubleStream().toArray();
        for (int axis = 0; axis < 2; axis++) {
            points = clipped(points, axis, 0, 1);
            points = clipped(points, axis, extent, -1);
        }
        return points;
    }

    private static double[] clipped(double[] points, int axis, double edge, int inward) {
        double[] kept = new double[2 * points.length + 4];
        int count = 0;
        int last = points.length - 2;
        for (int i = 0; i < points.length; i += 2) {
            int before = i == 0 ? last : i - 2;
            double from = (points[before + axis] - edge) * inward;
            double to = (points[i + axis] - edge) * inward;
            if (from < 0 != to < 0) {
                double share = from / (from - to);
                int other = 1 - axis;
                kept[count + axis] = edge;
                kept[count + other] = points[before + other] + share * (points[i + other] - points[before + other]);
                count += 2;
            }
            if (to >= 0) {
                kept[count] = points[i];
                kept[count + 1] = points[i + 1];
                count += 2;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static double signedArea(double[] ring) {
        double twice = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = i + 2 == ring.length ? 0 : i + 2;
            twice += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
        }
        return twice / 2;
    }
}
