package dev.croft.zonal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Polygons as other programs read them. */
final class GeoJson {
    private GeoJson() {}

    /** A polygon or multipolygon as a geometry of RFC 7946, section 3.1.7. */
    static String of(Geometry geometry) {
        List<String> parts = new ArrayList<>();
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) geometry.getGeometryN(part);
            List<String> rings = new ArrayList<>(List.of(ring(polygon.getExteriorRing())));
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(ring(polygon.getInteriorRingN(hole)));
            }
            parts.add("[" + String.join(",", rings) + "]");
        }
        return "{\"type\":\"MultiPolygon\",\"coordinates\":[" + String.join(",", parts) + "]}";
    }

    private static String ring(Geometry ring) {
        List<String> points = Arrays.stream(ring.getCoordinates())
                .map(point -> "[" + point.x + "," + point.y + "]")
                .toList();
        return "[" + String.join(",", points) + "]";
    }
}
