package dev.croft.tiling.mvt;

/**
 * Integer geometry of rings: x, y, x, y, ... without the first point again at the end. Exact for coordinates of up to 30 bits; beyond,
 * sums wrap around and only the promise not to fail remains.
 */
final class Rings {
    private Rings() {}

    /** Twice the area by the surveyor's formula in tile coordinates (y south): positive for exterior rings (section 4.3.4.4). */
    static long doubleArea(int[] ring) {
        long sum = 0;
        for (int i = 2; i + 3 < ring.length; i += 2) {
            sum += cross(ring[0], ring[1], ring[i], ring[i + 1], ring[i + 2], ring[i + 3]);
        }
        return sum;
    }

    /** Whether a ring has each of another ring's points inside of it or on its border. */
    static boolean encloses(int[] ring, int[] other) {
        for (int i = 0; i < other.length; i += 2) {
            if (!covers(ring, other[i], other[i + 1])) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(int[] ring, int x, int y) {
        boolean inside = false;
        int x1 = ring[ring.length - 2];
        int y1 = ring[ring.length - 1];
        for (int i = 0; i < ring.length; i += 2) {
            int x2 = ring[i];
            int y2 = ring[i + 1];
            if (Math.min(y1, y2) <= y && y <= Math.max(y1, y2)) {
                long side = cross(x1, y1, x2, y2, x, y);
                if (side == 0 && Math.min(x1, x2) <= x && x <= Math.max(x1, x2)) {
                    return true;
                }
                if ((y1 > y) != (y2 > y) && (side > 0) == (y2 > y1)) {
                    inside = !inside;
                }
            }
            x1 = x2;
            y1 = y2;
        }
        return inside;
    }

    private static long cross(int x0, int y0, int x1, int y1, int x2, int y2) {
        return ((long) x1 - x0) * ((long) y2 - y0) - ((long) x2 - x0) * ((long) y1 - y0);
    }
}
