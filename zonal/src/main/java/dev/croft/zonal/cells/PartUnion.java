package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Unites the overlapping parts of a multipolygon, rare enough that objects may be made for it. */
final class PartUnion {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** A ring of JTS has no vertex or at least these. */
    private static final int FEWEST_VERTICES = 4;

    private PartUnion() {}

    /** The union of all parts; empty where JTS cannot make one. */
    static Optional<PolygonBuffer> of(PolygonBuffer polygon) {
        try {
            List<Geometry> parts = new ArrayList<>();
            for (int part = 0; part < polygon.partCount(); part++) {
                Geometry geometry = part(polygon, part);
                parts.add(geometry.isValid() ? geometry : GeometryFixer.fix(geometry));
            }
            return Optional.of(buffer(OverlayNGRobust.union(parts)));
        } catch (TopologyException e) {
            return Optional.empty();
        }
    }

    private static Polygon part(PolygonBuffer polygon, int part) {
        int shell = polygon.partStart(part);
        int end = polygon.partEnd(part);
        LinearRing[] holes = new LinearRing[end - shell - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring(polygon, shell + 1 + i);
        }
        return FACTORY.createPolygon(ring(polygon, shell), holes);
    }

    private static LinearRing ring(PolygonBuffer polygon, int ring) {
        List<Coordinate> coordinates = new ArrayList<>();
        for (int i = polygon.ringStart(ring); i < polygon.ringEnd(ring); i++) {
            coordinates.add(new Coordinate(polygon.x()[i], polygon.y()[i]));
        }
        if (!coordinates.get(0).equals2D(coordinates.get(coordinates.size() - 1))) {
            coordinates.add(coordinates.get(0).copy());
        }
        return FACTORY.createLinearRing(
                coordinates.size() < FEWEST_VERTICES ? new Coordinate[0] : coordinates.toArray(Coordinate[]::new));
    }

    private static PolygonBuffer buffer(Geometry union) {
        PolygonBuffer buffer = new PolygonBuffer();
        for (Object extracted : PolygonExtracter.getPolygons(union)) {
            Polygon polygon = (Polygon) extracted;
            if (!polygon.isEmpty()) {
                addRing(buffer, polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    addRing(buffer, polygon.getInteriorRingN(hole));
                }
                buffer.addPart();
            }
        }
        return buffer;
    }

    private static void addRing(PolygonBuffer buffer, LinearRing ring) {
        Coordinate[] coordinates = ring.getCoordinates();
        buffer.reserve(coordinates.length);
        int at = buffer.vertexCount();
        for (int i = 0; i < coordinates.length; i++) {
            buffer.x()[at + i] = coordinates[i].x;
            buffer.y()[at + i] = coordinates[i].y;
        }
        buffer.addRing(coordinates.length);
    }
}
