package dev.croft.tiling.slice;

import java.math.BigInteger;

/** Clips rings by a vertical or horizontal line: exactly at the edges of a tile, loosely before that. */
final class HalfPlaneClip {
    /** Differences below this have products, doubled, that fit in a long. */
    private static final long PLAIN = 1L << 30;

    /** Which coordinate a line holds fixed. */
    enum Axis {
        X,
        Y
    }

    /** Which side of a line stays; the line itself does on both. */
    enum Side {
        ABOVE(1),
        BELOW(-1);

        private final long sign;

        Side(long sign) {
            this.sign = sign;
        }
    }

    private HalfPlaneClip() {}

    /**
     * Appends the part of a ring beyond {@code limit} to {@code out} (Sutherland and Hodgman 1974); says whether any is left. The
     * crossing of an edge and the line is rounded half up from its exact place, hence depends neither on the direction of the
     * edge nor on which stretch of a straight line the edge is. Pieces of a concave ring stay joined along the line; the
     * number of turns around every point inside is kept.
     */
    static boolean clip(LatticeRings in, int ring, LatticeRings out, Axis axis, Side side, long limit) {
        long[] u = axis == Axis.X ? in.x : in.y;
        long[] v = axis == Axis.X ? in.y : in.x;
        int start = in.ringStart(ring);
        int end = in.ringEnd(ring);
        out.reserve(2 * (end - start));
        long bound = side.sign * limit;
        long au = u[end - 1];
        long av = v[end - 1];
        boolean aInside = side.sign * au >= bound;
        for (int i = start; i < end; i++) {
            long bu = u[i];
            long bv = v[i];
            boolean bInside = side.sign * bu >= bound;
            if (aInside != bInside) {
                push(out, axis, limit, crossing(au, av, bu, bv, limit));
            }
            if (bInside) {
                push(out, axis, bu, bv);
            }
            au = bu;
            av = bv;
            aInside = bInside;
        }
        return out.endRing();
    }

    /**
     * Appends a ring without the vertices that cannot matter beyond {@code limit} to {@code out}: of vertices in succession on
     * the other side all but the first and the last. No vertex is made or moved, and the number of turns around every point
     * that stays is kept, so clipping exactly later on gives what it would have given without.
     */
    static boolean thin(LatticeRings in, int ring, LatticeRings out, Axis axis, Side side, long limit) {
        long[] u = axis == Axis.X ? in.x : in.y;
        int start = in.ringStart(ring);
        int end = in.ringEnd(ring);
        out.reserve(end - start);
        long bound = side.sign * limit;
        boolean before = side.sign * u[end - 1] >= bound;
        boolean here = side.sign * u[start] >= bound;
        for (int i = start; i < end; i++) {
            boolean after = side.sign * u[i + 1 == end ? start : i + 1] >= bound;
            if (before || here || after) {
                out.pushLoose(in.x[i], in.y[i]);
            }
            before = here;
            here = after;
        }
        return out.endLooseRing();
    }

    private static void push(LatticeRings out, Axis axis, long u, long v) {
        if (axis == Axis.X) {
            out.push(u, v);
        } else {
            out.push(v, u);
        }
    }

    private static long crossing(long au, long av, long bu, long bv, long limit) {
        return au < bu ? rounded(av, bv - av, limit - au, bu - au) : rounded(bv, av - bv, limit - bu, au - bu);
    }

    /** {@code base + floor(rise * part / whole + 1/2)}, exactly. */
    private static long rounded(long base, long rise, long part, long whole) {
        if (whole < PLAIN && Math.abs(rise) < PLAIN) {
            return base + Math.floorDiv(2 * rise * part + whole, 2 * whole);
        }
        BigInteger two = BigInteger.TWO;
        BigInteger span = BigInteger.valueOf(whole);
        BigInteger[] quotient = BigInteger.valueOf(rise)
                .multiply(BigInteger.valueOf(part))
                .multiply(two)
                .add(span)
                .divideAndRemainder(span.multiply(two));
        return base + quotient[0].longValueExact() - (quotient[1].signum() < 0 ? 1 : 0);
    }
}
