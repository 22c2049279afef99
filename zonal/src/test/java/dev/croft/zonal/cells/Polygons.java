package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Polygons for tests, written as WKT in cell coordinates. */
public final class Polygons {
    private Polygons() {}

    static Geometry geometry(String wkt) {
        try {
            return new WKTReader().read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    public static PolygonBuffer buffer(String wkt) {
        return buffer(geometry(wkt));
    }

    static PolygonBuffer buffer(Geometry geometry) {
        PolygonBuffer buffer = new PolygonBuffer();
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) geometry.getGeometryN(part);
            addRing(buffer, polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                addRing(buffer, polygon.getInteriorRingN(hole));
            }
            buffer.addPart();
        }
        return buffer;
    }

    /** Begins with the polygon and its bounding box. */
    static boolean begin(ZoneCells cells, PolygonBuffer polygon) {
        DoubleSummaryStatistics x =
                Arrays.stream(polygon.x(), 0, polygon.vertexCount()).summaryStatistics();
        DoubleSummaryStatistics y =
                Arrays.stream(polygon.y(), 0, polygon.vertexCount()).summaryStatistics();
        return cells.begin(polygon, x.getMin(), y.getMin(), x.getMax(), y.getMax());
    }

    private static void addRing(PolygonBuffer buffer, LineString ring) {
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
