package dev.croft.core.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads polygons and multipolygons in well-known binary straight into a {@link PolygonBuffer}: ISO WKB (OGC 06-103r4,
 * section 8) and EWKB with its flags, in either byte order, which may change from one nested geometry to the next. Z and
 * M are passed over. Rings are kept as they are: open or closed, of any winding, of any number of vertices but 0. Of a
 * geometry collection, nested or not, the polygons are read as the parts of one multipolygon; points, lines, curves and
 * surfaces in it are passed over.
 *
 * <pre>
 * polygon:      byte order, type 3, ring count, rings of (vertex count, vertices of x, y [, z] [, m])
 * multipolygon: byte order, type 6, polygon count, polygons as above, each with byte order and type
 * collection:   byte order, type 7, member count, geometries of any type
 * type:         ISO adds 1000 for Z, 2000 for M; EWKB sets 0x80000000 for Z, 0x40000000 for M, 0x20000000 for an SRID
 * </pre>
 *
 * <p>Allocates nothing but what the buffer grows by, and no count is believed before the bytes for it are there. Bytes
 * left over after the geometry make it {@link Result#INVALID}: they mean that some count in it is wrong, or that it was
 * cut out of something else, and a polygon that lost half its rings would be a wrong number later.
 */
public final class WkbPolygons {
    /** What some bytes turned out to hold. */
    public enum Result {
        /** A polygon or multipolygon with at least one ring, or a collection that holds one, now in the buffer. */
        POLYGON,
        /** A geometry without points, of any type. */
        EMPTY,
        /** A point, line, curve or surface, or a collection whose members hold no polygon with a ring. */
        NOT_A_POLYGON,
        /** Not WKB, cut short, of an unknown type, with bytes left over, or with a coordinate that is not finite. */
        INVALID
    }

    private static final VarHandle LITTLE_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int EWKB_Z = 0x80000000;
    private static final int EWKB_M = 0x40000000;
    private static final int EWKB_SRID = 0x20000000;
    private static final int EWKB_FLAGS = EWKB_Z | EWKB_M | EWKB_SRID;

    private static final int POINT = 1;
    private static final int POLYGON = 3;
    private static final int MULTIPOLYGON = 6;
    private static final int COLLECTION = 7;
    /** TRIANGLE; every type from POINT to this one is known, but for 13 and 14, which are abstract. */
    private static final int LAST_TYPE = 17;

    /** Byte order and type. */
    static final int HEADER_LENGTH = 1 + Integer.BYTES;

    private static final int SMALLEST_POLYGON = HEADER_LENGTH + Integer.BYTES;
    private static final int VERTEX_LENGTH = 2 * Double.BYTES;

    /** Exponent bits of a double, all set in infinities and NaNs; adding the lowest of them then reaches the sign. */
    private static final long EXPONENT = 0x7FF0000000000000L;

    private static final long EXPONENT_UNIT = 0x0010000000000000L;

    /** Where a position should be: the geometry is broken. */
    private static final int BROKEN = WkbEnd.BROKEN;

    private WkbPolygons() {}

    /**
     * Reads the geometry in {@code wkb[offset, offset + length)}.
     *
     * @param out cleared first; holds the polygon after {@link Result#POLYGON} and is empty after any other result
     */
    public static Result read(byte[] wkb, int offset, int length, PolygonBuffer out) {
        out.clear();
        Result result = length < HEADER_LENGTH ? Result.INVALID : readGeometry(wkb, offset, offset + length, out);
        if (result != Result.POLYGON) {
            out.clear();
        }
        return result;
    }

    private static Result readGeometry(byte[] wkb, int offset, int end, PolygonBuffer out) {
        if (!isByteOrder(wkb[offset])) {
            return Result.INVALID;
        }
        int code = type(wkb, offset);
        int type = baseType(code);
        int body = bodyOf(code, offset);
        if (type < POINT || type > LAST_TYPE || dimensions(code) < 0) {
            return Result.INVALID;
        }
        if (type != POLYGON && type != MULTIPOLYGON && type != COLLECTION) {
            return otherGeometry(wkb, offset, body, end, type);
        }
        if (polygons(wkb, offset, end, out, 0) != end) {
            return Result.INVALID;
        }
        if (out.partCount() > 0) {
            return Result.POLYGON;
        }
        return type == COLLECTION ? otherGeometry(wkb, offset, body, end, type) : Result.EMPTY;
    }

    /** Reads the polygons of the geometry whose header is at {@code offset}; returns the position after it, or BROKEN. */
    private static int polygons(byte[] wkb, int offset, int end, PolygonBuffer out, int depth) {
        int code = type(wkb, offset);
        int body = bodyOf(code, offset);
        return switch (baseType(code)) {
            case POLYGON -> polygon(wkb, offset, end, out);
            case MULTIPOLYGON -> multipolygon(wkb, offset, body, end, out);
            case COLLECTION -> collection(wkb, offset, body, end, out, depth);
            default -> WkbEnd.of(wkb, offset, end, depth);
        };
    }

    private static int collection(byte[] wkb, int offset, int body, int end, PolygonBuffer out, int depth) {
        int count = depth == WkbEnd.DEEPEST ? BROKEN : WkbEnd.count(wkb, offset, body, end, HEADER_LENGTH);
        int position = count == BROKEN ? BROKEN : body + Integer.BYTES;
        for (int i = 0; i < count && position != BROKEN; i++) {
            position = WkbEnd.isHeader(wkb, position, end) ? polygons(wkb, position, end, out, depth + 1) : BROKEN;
        }
        return position;
    }

    /** Looks only for emptiness: a point of NaNs, or a count of 0, which all other types begin with. */
    private static Result otherGeometry(byte[] wkb, int offset, int body, int end, int type) {
        int needed = type == POINT ? VERTEX_LENGTH : Integer.BYTES;
        if (needed > end - body) {
            return Result.INVALID;
        }
        boolean empty = type == POINT
                ? Double.isNaN(number(wkb, offset, body)) && Double.isNaN(number(wkb, offset, body + Double.BYTES))
                : integer(wkb, offset, body) == 0;
        return empty ? Result.EMPTY : Result.NOT_A_POLYGON;
    }

    private static int multipolygon(byte[] wkb, int offset, int body, int end, PolygonBuffer out) {
        int count = WkbEnd.count(wkb, offset, body, end, SMALLEST_POLYGON);
        int position = count == BROKEN ? BROKEN : body + Integer.BYTES;
        for (int i = 0; i < count && position != BROKEN; i++) {
            boolean isPolygon = end - position >= SMALLEST_POLYGON
                    && isByteOrder(wkb[position])
                    && baseType(type(wkb, position)) == POLYGON;
            position = isPolygon ? polygon(wkb, position, end, out) : BROKEN;
        }
        return position;
    }

    /** Reads the polygon whose header is at {@code offset}; returns the position after it, or BROKEN. */
    private static int polygon(byte[] wkb, int offset, int end, PolygonBuffer out) {
        int code = type(wkb, offset);
        int dimensions = dimensions(code);
        int body = bodyOf(code, offset);
        int ringCount = dimensions < 0 ? BROKEN : WkbEnd.count(wkb, offset, body, end, Integer.BYTES);
        if (ringCount == BROKEN) {
            return BROKEN;
        }
        int position = body + Integer.BYTES;
        int stride = dimensions * Double.BYTES;
        int ringsBefore = out.ringCount();
        for (int ring = 0; ring < ringCount; ring++) {
            int vertexCount = WkbEnd.count(wkb, offset, position, end, stride);
            boolean holeWithoutShell = ring > 0 && out.ringCount() == ringsBefore;
            if (vertexCount == BROKEN || (vertexCount > 0 && holeWithoutShell)) {
                return BROKEN;
            }
            position += Integer.BYTES;
            if (vertexCount > 0 && !ring(wkb, wkb[offset], position, vertexCount, stride, out)) {
                return BROKEN;
            }
            position += vertexCount * stride;
        }
        if (out.ringCount() > ringsBefore) {
            out.addPart();
        }
        return position;
    }

    /** Returns false when a coordinate is not finite. */
    private static boolean ring(byte[] wkb, byte order, int position, int count, int stride, PolygonBuffer out) {
        out.reserve(count);
        int first = out.vertexCount();
        boolean finite;
        if (order == 0) {
            finite = bigVertices(wkb, position, count, stride, out.x(), out.y(), first);
        } else if (stride == VERTEX_LENGTH) {
            finite = flatLittleVertices(wkb, position, count, out.x(), out.y(), first);
        } else {
            finite = littleVertices(wkb, position, count, stride, out.x(), out.y(), first);
        }
        out.addRing(count);
        return finite;
    }

    /** The loop nearly all bytes go through: a constant stride, and one branch-free test for all coordinates. */
    private static boolean flatLittleVertices(byte[] wkb, int position, int count, double[] x, double[] y, int first) {
        long test = 0;
        int at = position;
        for (int i = first; i < first + count; i++) {
            long xBits = (long) LITTLE_LONG.get(wkb, at);
            long yBits = (long) LITTLE_LONG.get(wkb, at + Double.BYTES);
            at += VERTEX_LENGTH;
            x[i] = Double.longBitsToDouble(xBits);
            y[i] = Double.longBitsToDouble(yBits);
            test |= ((xBits & EXPONENT) + EXPONENT_UNIT) | ((yBits & EXPONENT) + EXPONENT_UNIT);
        }
        return test >= 0;
    }

    private static boolean littleVertices(
            byte[] wkb, int position, int count, int stride, double[] x, double[] y, int first) {
        long test = 0;
        int at = position;
        for (int i = first; i < first + count; i++) {
            long xBits = (long) LITTLE_LONG.get(wkb, at);
            long yBits = (long) LITTLE_LONG.get(wkb, at + Double.BYTES);
            at += stride;
            x[i] = Double.longBitsToDouble(xBits);
            y[i] = Double.longBitsToDouble(yBits);
            test |= ((xBits & EXPONENT) + EXPONENT_UNIT) | ((yBits & EXPONENT) + EXPONENT_UNIT);
        }
        return test >= 0;
    }

    private static boolean bigVertices(
            byte[] wkb, int position, int count, int stride, double[] x, double[] y, int first) {
        long test = 0;
        int at = position;
        for (int i = first; i < first + count; i++) {
            long xBits = (long) BIG_LONG.get(wkb, at);
            long yBits = (long) BIG_LONG.get(wkb, at + Double.BYTES);
            at += stride;
            x[i] = Double.longBitsToDouble(xBits);
            y[i] = Double.longBitsToDouble(yBits);
            test |= ((xBits & EXPONENT) + EXPONENT_UNIT) | ((yBits & EXPONENT) + EXPONENT_UNIT);
        }
        return test >= 0;
    }

    static boolean isByteOrder(byte order) {
        return order == 0 || order == 1;
    }

    static int type(byte[] wkb, int header) {
        return integer(wkb, header, header + 1);
    }

    /** Position after the header at {@code header} and the SRID that may follow it. */
    static int bodyOf(int code, int header) {
        return header + HEADER_LENGTH + ((code & EWKB_SRID) != 0 ? Integer.BYTES : 0);
    }

    /** Type without dimensions; negative or large for what is no type code. */
    static int baseType(int code) {
        return (code & ~EWKB_FLAGS) % 1000;
    }

    /** Coordinates per vertex, 2 to 4; -1 for what is no type code. */
    static int dimensions(int code) {
        int iso = (code & ~EWKB_FLAGS) / 1000;
        if (iso > 3) {
            return -1;
        }
        return 2 + (hasZ(code) ? 1 : 0) + (hasM(code) ? 1 : 0);
    }

    static boolean hasZ(int code) {
        return (code & EWKB_Z) != 0 || ((code & ~EWKB_FLAGS) / 1000 & 1) != 0;
    }

    static boolean hasM(int code) {
        return (code & EWKB_M) != 0 || ((code & ~EWKB_FLAGS) / 1000 & 2) != 0;
    }

    /** An int in the byte order of the header at {@code header}. */
    static int integer(byte[] wkb, int header, int position) {
        return wkb[header] == 0 ? (int) BIG_INT.get(wkb, position) : (int) LITTLE_INT.get(wkb, position);
    }

    static double number(byte[] wkb, int header, int position) {
        long bits = wkb[header] == 0 ? (long) BIG_LONG.get(wkb, position) : (long) LITTLE_LONG.get(wkb, position);
        return Double.longBitsToDouble(bits);
    }
}
