package dev.croft.core.vector;

/** Finds where a geometry in well-known binary ends, of any type that {@link WkbPolygons} tells apart, by its counts alone. */
final class WkbEnd {
    /** Collections deeper than this are refused, for each level takes stack. */
    static final int DEEPEST = 50;

    /** Where a position should be: the geometry is broken. */
    static final int BROKEN = -1;

    private WkbEnd() {}

    /** The position after the geometry whose header is at {@code header}, or BROKEN when it is not there before {@code end}. */
    static int of(byte[] wkb, int header, int end, int depth) {
        if (depth > DEEPEST || !isHeader(wkb, header, end)) {
            return BROKEN;
        }
        int code = WkbPolygons.type(wkb, header);
        int body = WkbPolygons.bodyOf(code, header);
        int stride = WkbPolygons.dimensions(code) * Double.BYTES;
        return switch (WkbPolygons.baseType(code)) {
            case 1 -> stride > end - body ? BROKEN : body + stride;
            case 2, 8 -> vertices(wkb, header, body, end, stride); // line string, circular string
            case 3, 17 -> rings(wkb, header, body, end, stride); // polygon, triangle
            case 4, 5, 6, 7, 9, 10, 11, 12, 15, 16 -> members(wkb, header, body, end, depth);
            default -> BROKEN;
        };
    }

    /** Whether a header of a known number of dimensions is there. */
    static boolean isHeader(byte[] wkb, int header, int end) {
        return WkbPolygons.HEADER_LENGTH <= end - header
                && WkbPolygons.isByteOrder(wkb[header])
                && WkbPolygons.dimensions(WkbPolygons.type(wkb, header)) > 0;
    }

    /** The count at {@code position}, or BROKEN when there cannot be so many things of at least {@code size} bytes. */
    static int count(byte[] wkb, int header, int position, int end, int size) {
        if (Integer.BYTES > end - position) {
            return BROKEN;
        }
        int count = WkbPolygons.integer(wkb, header, position);
        return count < 0 || count > (end - position - Integer.BYTES) / size ? BROKEN : count;
    }

    private static int vertices(byte[] wkb, int header, int position, int end, int stride) {
        int count = count(wkb, header, position, end, stride);
        return count == BROKEN ? BROKEN : position + Integer.BYTES + count * stride;
    }

    private static int rings(byte[] wkb, int header, int body, int end, int stride) {
        int count = count(wkb, header, body, end, Integer.BYTES);
        int position = count == BROKEN ? BROKEN : body + Integer.BYTES;
        for (int i = 0; i < count && position != BROKEN; i++) {
            position = vertices(wkb, header, position, end, stride);
        }
        return position;
    }

    private static int members(byte[] wkb, int header, int body, int end, int depth) {
        int count = count(wkb, header, body, end, WkbPolygons.HEADER_LENGTH);
        int position = count == BROKEN ? BROKEN : body + Integer.BYTES;
        for (int i = 0; i < count && position != BROKEN; i++) {
            position = of(wkb, position, end, depth + 1);
        }
        return position;
    }
}
