package dev.croft.core.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes polygons as ISO WKB: two dimensions, little-endian. */
public final class WkbWriter {
    private static final byte LITTLE = 1;
    private static final int POLYGON = 3;
    private static final int MULTIPOLYGON = 6;
    private static final int VERTEX_LENGTH = 2 * Double.BYTES;
    private static final int HEADER_LENGTH = 1 + 2 * Integer.BYTES;

    private WkbWriter() {}

    /** A polygon of one ring, the vertices as given; close the ring by repeating its first vertex. */
    public static byte[] polygon(double[] x, double[] y) {
        PolygonBuffer polygon = new PolygonBuffer();
        addRing(polygon, x, y);
        polygon.addPart();
        return write(polygon);
    }

    /** Appends a ring; call {@link PolygonBuffer#addPart} after the last ring of each polygon. */
    public static void addRing(PolygonBuffer polygon, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x for " + y.length + " y");
        }
        polygon.reserve(x.length);
        System.arraycopy(x, 0, polygon.x(), polygon.vertexCount(), x.length);
        System.arraycopy(y, 0, polygon.y(), polygon.vertexCount(), y.length);
        polygon.addRing(x.length);
    }

    /** A polygon when there is one part, otherwise a multipolygon; one without parts is empty. */
    public static byte[] write(PolygonBuffer polygon) {
        int parts = polygon.partCount();
        int length = parts * HEADER_LENGTH
                + (parts == 1 ? 0 : HEADER_LENGTH)
                + polygon.ringCount() * Integer.BYTES
                + polygon.vertexCount() * VERTEX_LENGTH;
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (parts != 1) {
            out.put(LITTLE).putInt(MULTIPOLYGON).putInt(parts);
        }
        for (int part = 0; part < parts; part++) {
            writePart(polygon, part, out);
        }
        return out.array();
    }

    private static void writePart(PolygonBuffer polygon, int part, ByteBuffer out) {
        out.put(LITTLE).putInt(POLYGON).putInt(polygon.partEnd(part) - polygon.partStart(part));
        for (int ring = polygon.partStart(part); ring < polygon.partEnd(part); ring++) {
            out.putInt(polygon.ringEnd(ring) - polygon.ringStart(ring));
            for (int i = polygon.ringStart(ring); i < polygon.ringEnd(ring); i++) {
                out.putDouble(polygon.x()[i]).putDouble(polygon.y()[i]);
            }
        }
    }
}
