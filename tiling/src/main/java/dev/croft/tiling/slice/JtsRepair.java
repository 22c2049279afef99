package dev.croft.tiling.slice;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;

/** Fragments made valid by JTS, slow and thorough: GeometryFixer, then a union by snap-rounding to the lattice. */
final class JtsRepair {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private JtsRepair() {}

    /** Appends the polygons of what JTS makes of a fragment to {@code out}, shells of positive area and holes negative. */
    static void repair(LatticeRings fragment, LatticeRings out) {
        long originX = fragment.x[0];
        long originY = fragment.y[0];
        Geometry fixed = GeometryFixer.fix(polygons(fragment, originX, originY));
        Geometry snapped = UnaryUnionNG.union(fixed, new PrecisionModel(1));
        for (Object polygon : PolygonExtracter.getPolygons(snapped)) {
            append((Polygon) polygon, originX, originY, out);
        }
    }

    private static Geometry polygons(LatticeRings fragment, long originX, long originY) {
        Polygon[] polygons = new Polygon[fragment.partCount()];
        for (int part = 0; part < polygons.length; part++) {
            List<LinearRing> rings = new ArrayList<>();
            for (int ring = fragment.partStart(part); ring < fragment.partEnd(part); ring++) {
                rings.add(ring(fragment, ring, originX, originY));
            }
            LinearRing[] holes = rings.subList(1, rings.size()).toArray(new LinearRing[0]);
            polygons[part] = FACTORY.createPolygon(rings.get(0), holes);
        }
        return FACTORY.createMultiPolygon(polygons);
    }

    private static LinearRing ring(LatticeRings fragment, int ring, long originX, long originY) {
        int start = fragment.ringStart(ring);
        int count = fragment.ringEnd(ring) - start;
        Coordinate[] points = new Coordinate[count + 1];
        for (int i = 0; i <= count; i++) {
            int vertex = start + i % count;
            points[i] = new Coordinate(fragment.x[vertex] - originX, fragment.y[vertex] - originY);
        }
        return FACTORY.createLinearRing(points);
    }

    private static void append(Polygon polygon, long originX, long originY, LatticeRings out) {
        if (!append(polygon.getExteriorRing(), originX, originY, 1, out)) {
            return;
        }
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            append(polygon.getInteriorRingN(hole), originX, originY, -1, out);
        }
        out.endPart();
    }

    private static boolean append(LinearRing ring, long originX, long originY, int sign, LatticeRings out) {
        Coordinate[] points = ring.getCoordinates();
        out.reserve(points.length);
        for (Coordinate point : points) {
            out.push(originX + Math.round(point.x), originY + Math.round(point.y));
        }
        if (!out.endRing()) {
            return false;
        }
        int added = out.ringCount() - 1;
        if (sign * out.doubleArea(added) < 0) {
            out.reverse(added);
        }
        return true;
    }
}
