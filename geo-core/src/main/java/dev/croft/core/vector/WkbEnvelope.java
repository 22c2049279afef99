package dev.croft.core.vector;

/**
 * Type and extent of a geometry in well-known binary, of any type from point to collection, in the encodings that
 * {@link WkbPolygons} reads. Allocates nothing, and no count is believed before the bytes for it are there. Curves and
 * surfaces are not read. Confined to one thread.
 */
public final class WkbEnvelope {
    private static final int POINT = 1;
    private static final int LINE_STRING = 2;
    private static final int POLYGON = 3;
    private static final int MULTI_POINT = 4;
    private static final int MULTI_LINE_STRING = 5;
    private static final int MULTI_POLYGON = 6;
    private static final int COLLECTION = 7;

    /** Where a position should be: the geometry is broken, or not read. */
    private static final int BROKEN = WkbEnd.BROKEN;

    private int code;
    private double smallestX;
    private double smallestY;
    private double smallestZ;
    private double largestX;
    private double largestY;
    private double largestZ;

    /**
     * Reads the geometry in {@code wkb[offset, offset + length)}; false when it is broken, not read, or has a coordinate
     * that is not finite. What the other methods then say has no meaning.
     */
    public boolean read(byte[] wkb, int offset, int length) {
        smallestX = smallestY = smallestZ = Double.POSITIVE_INFINITY;
        largestX = largestY = largestZ = Double.NEGATIVE_INFINITY;
        int end = offset + length;
        if (geometry(wkb, offset, end, 0) != end) {
            return false;
        }
        code = WkbPolygons.type(wkb, offset);
        return true;
    }

    /** 1 to 7: point, line string, polygon, their multiples, collection. */
    public int type() {
        return WkbPolygons.baseType(code);
    }

    public boolean hasZ() {
        return WkbPolygons.hasZ(code);
    }

    public boolean hasM() {
        return WkbPolygons.hasM(code);
    }

    /** Whether there is no vertex; all bounds are then infinite. */
    public boolean isEmpty() {
        return smallestX > largestX;
    }

    public double smallestX() {
        return smallestX;
    }

    public double smallestY() {
        return smallestY;
    }

    /** Infinite when no vertex has a finite z. */
    public double smallestZ() {
        return smallestZ;
    }

    public double largestX() {
        return largestX;
    }

    public double largestY() {
        return largestY;
    }

    /** Infinite when no vertex has a finite z. */
    public double largestZ() {
        return largestZ;
    }

    /** Reads the geometry whose header is at {@code header}; returns the position after it, or BROKEN. */
    private int geometry(byte[] wkb, int header, int end, int depth) {
        if (depth > WkbEnd.DEEPEST || !WkbEnd.isHeader(wkb, header, end)) {
            return BROKEN;
        }
        int geometryCode = WkbPolygons.type(wkb, header);
        int body = WkbPolygons.bodyOf(geometryCode, header);
        return switch (WkbPolygons.baseType(geometryCode)) {
            case POINT -> vertices(wkb, header, body, 1, end, true);
            case LINE_STRING -> line(wkb, header, body, end);
            case POLYGON -> polygon(wkb, header, body, end);
            case MULTI_POINT, MULTI_LINE_STRING, MULTI_POLYGON, COLLECTION -> collection(wkb, header, body, end, depth);
            default -> BROKEN;
        };
    }

    private int collection(byte[] wkb, int header, int body, int end, int depth) {
        int count = WkbEnd.count(wkb, header, body, end, WkbPolygons.HEADER_LENGTH);
        int position = count == BROKEN ? BROKEN : body + Integer.BYTES;
        for (int i = 0; i < count && position != BROKEN; i++) {
            position = geometry(wkb, position, end, depth + 1);
        }
        return position;
    }

    private int polygon(byte[] wkb, int header, int body, int end) {
        int count = WkbEnd.count(wkb, header, body, end, Integer.BYTES);
        int position = count == BROKEN ? BROKEN : body + Integer.BYTES;
        for (int i = 0; i < count && position != BROKEN; i++) {
            position = line(wkb, header, position, end);
        }
        return position;
    }

    private int line(byte[] wkb, int header, int body, int end) {
        int count = WkbEnd.count(wkb, header, body, end, 2 * Double.BYTES);
        return count == BROKEN ? BROKEN : vertices(wkb, header, body + Integer.BYTES, count, end, false);
    }

    private int vertices(byte[] wkb, int header, int first, int count, int end, boolean isPoint) {
        int geometryCode = WkbPolygons.type(wkb, header);
        int stride = WkbPolygons.dimensions(geometryCode) * Double.BYTES;
        if (first > end || count > (end - first) / stride) {
            return BROKEN;
        }
        boolean z = WkbPolygons.hasZ(geometryCode);
        for (int position = first; position < first + count * stride; position += stride) {
            double x = WkbPolygons.number(wkb, header, position);
            double y = WkbPolygons.number(wkb, header, position + Double.BYTES);
            // A point of NaNs is how WKB words an empty one.
            boolean emptyPoint = isPoint && Double.isNaN(x) && Double.isNaN(y);
            if (!emptyPoint && !(Double.isFinite(x) && Double.isFinite(y))) {
                return BROKEN;
            }
            if (!emptyPoint) {
                add(x, y, z ? WkbPolygons.number(wkb, header, position + 2 * Double.BYTES) : Double.NaN);
            }
        }
        return first + count * stride;
    }

    private void add(double x, double y, double z) {
        smallestX = Math.min(smallestX, x);
        smallestY = Math.min(smallestY, y);
        largestX = Math.max(largestX, x);
        largestY = Math.max(largestY, y);
        if (Double.isFinite(z)) {
            smallestZ = Math.min(smallestZ, z);
            largestZ = Math.max(largestZ, z);
        }
    }
}
