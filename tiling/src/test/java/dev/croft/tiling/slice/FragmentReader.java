package dev.croft.tiling.slice;

import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** A sink that decodes what it is given, by the letter of Mapbox Vector Tiles 2.1, and refuses what is against it. */
final class FragmentReader implements FragmentSink {
    static final GeometryFactory FACTORY = new GeometryFactory();

    /** Rings of each fragment, without a repeated vertex, in units of their tile. */
    final Map<Long, List<Coordinate[]>> fragments = new LinkedHashMap<>();

    final List<Integer> dust = new ArrayList<>();

    @Override
    public void polygon(long tileId, byte[] commands, int offset, int length) {
        List<Coordinate[]> rings = new ArrayList<>();
        int[] at = {offset};
        long x = 0;
        long y = 0;
        while (at[0] < offset + length) {
            require(varint(commands, at) == 9, "MoveTo with one point");
            List<Coordinate> ring = new ArrayList<>();
            x += zigZag(commands, at);
            y += zigZag(commands, at);
            ring.add(new Coordinate(x, y));
            int lineTo = varint(commands, at);
            require((lineTo & 7) == 2 && lineTo >> 3 >= 2, "LineTo with two points or more");
            for (int i = 0; i < lineTo >> 3; i++) {
                long dx = zigZag(commands, at);
                long dy = zigZag(commands, at);
                require(dx != 0 || dy != 0, "no edge of length zero");
                x += dx;
                y += dy;
                ring.add(new Coordinate(x, y));
            }
            require(varint(commands, at) == 15, "ClosePath");
            require(!ring.get(0).equals2D(ring.get(ring.size() - 1)), "no repeated first point");
            rings.add(ring.toArray(new Coordinate[0]));
        }
        require(at[0] == offset + length, "commands that end where they should");
        require(!rings.isEmpty() && doubleArea(rings.get(0)) > 0, "a shell first");
        require(fragments.put(tileId, rings) == null, "one fragment per tile");
    }

    @Override
    public void dust(int zoom) {
        dust.add(zoom);
    }

    /** The fragment as a multipolygon in units of its tile. */
    static Geometry geometry(List<Coordinate[]> rings) {
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < rings.size(); ) {
            LinearRing shell = ring(rings.get(i++));
            List<LinearRing> holes = new ArrayList<>();
            while (i < rings.size() && doubleArea(rings.get(i)) < 0) {
                holes.add(ring(rings.get(i++)));
            }
            polygons.add(FACTORY.createPolygon(shell, holes.toArray(new LinearRing[0])));
        }
        return FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0]));
    }

    private static LinearRing ring(Coordinate[] open) {
        require(doubleArea(open) != 0, "no ring without area");
        Coordinate[] closed = java.util.Arrays.copyOf(open, open.length + 1);
        closed[open.length] = open[0];
        return FACTORY.createLinearRing(closed);
    }

    static double doubleArea(Coordinate[] ring) {
        double sum = 0;
        for (int i = 0, j = ring.length - 1; i < ring.length; j = i++) {
            sum += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
        }
        return sum;
    }

    /** Fragments with each ring begun at its least vertex, as text that can be compared. */
    Map<TileCoord, Set<String>> normal() {
        Map<TileCoord, Set<String>> normal = new LinkedHashMap<>();
        fragments.forEach((id, rings) -> {
            Set<String> texts = new TreeSet<>();
            for (Coordinate[] ring : rings) {
                texts.add(normal(ring));
            }
            normal.put(TileId.coord(id), texts);
        });
        return normal;
    }

    private static String normal(Coordinate[] ring) {
        int least = 0;
        for (int i = 1; i < ring.length; i++) {
            least = ring[i].compareTo(ring[least]) < 0 ? i : least;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ring.length; i++) {
            Coordinate point = ring[(least + i) % ring.length];
            text.append((long) point.x).append(' ').append((long) point.y).append(',');
        }
        return text.toString();
    }

    private static int zigZag(byte[] bytes, int[] at) {
        int value = varint(bytes, at);
        return value >>> 1 ^ -(value & 1);
    }

    private static int varint(byte[] bytes, int[] at) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at[0]++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("Expected " + expected);
        }
    }
}
