package dev.croft.tiling.slice;

/**
 * Geometry commands of Mapbox Vector Tiles 2.1 (section 4.3) for a valid fragment. Only the place of the first vertex depends on
 * the tile; all else is encoded once and can be used for every tile the fragment lies in whole. Confined to one thread.
 */
final class CommandEncoder {
    private static final int MOVE_TO_ONE = (1 << 3) + 1;
    private static final int LINE_TO = 2;
    private static final int CLOSE_PATH = (1 << 3) + 7;

    /** Room in front for the first MoveTo: command and two varints of five bytes. */
    private static final int FRONT = 11;

    /** Most bytes of a varint of 32 bits. */
    private static final int MOST_BYTES = 5;

    private byte[] bytes = new byte[1024];
    private int end;
    private int start;
    private long firstX;
    private long firstY;

    /** Encodes all but the first MoveTo. */
    void encode(LatticeRings rings) {
        int most = FRONT + rings.vertexCount() * 2 * MOST_BYTES + rings.ringCount() * (2 * MOST_BYTES + 2);
        if (most > bytes.length) {
            bytes = new byte[Math.max(most, 2 * bytes.length)];
        }
        long[] x = rings.x;
        long[] y = rings.y;
        firstX = x[0];
        firstY = y[0];
        int at = FRONT;
        long cursorX = firstX;
        long cursorY = firstY;
        for (int ring = 0; ring < rings.ringCount(); ring++) {
            int from = rings.ringStart(ring);
            int until = rings.ringEnd(ring);
            if (ring > 0) {
                bytes[at++] = MOVE_TO_ONE;
                at = put(zigZag(x[from] - cursorX), at);
                at = put(zigZag(y[from] - cursorY), at);
                cursorX = x[from];
                cursorY = y[from];
            }
            at = put(((until - from - 1) << 3) + LINE_TO, at);
            for (int i = from + 1; i < until; i++) {
                at = put(zigZag(x[i] - cursorX), at);
                at = put(zigZag(y[i] - cursorY), at);
                cursorX = x[i];
                cursorY = y[i];
            }
            bytes[at++] = CLOSE_PATH;
        }
        end = at;
    }

    /** Puts the first MoveTo in front, for a tile whose north-west corner is given in units. */
    void place(long cornerX, long cornerY) {
        int dx = zigZag(firstX - cornerX);
        int dy = zigZag(firstY - cornerY);
        start = FRONT - 1 - length(dx) - length(dy);
        bytes[start] = MOVE_TO_ONE;
        putLong(dy, putLong(dx, start + 1));
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Writes a varint; without a branch for one byte or two, which come by turns that no processor foresees. */
    private int put(int value, int offset) {
        byte[] to = bytes;
        if (value >>> 14 != 0) {
            return putLong(value, offset);
        }
        int more = (127 - value) >>> 31;
        to[offset] = (byte) ((value & 0x7F) + (more << 7));
        to[offset + 1] = (byte) (value >>> 7);
        return offset + 1 + more;
    }

    private int putLong(int value, int offset) {
        int rest = value;
        int at = offset;
        while ((rest & ~0x7F) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    private static int zigZag(long delta) {
        return (int) ((delta << 1) ^ (delta >> 63));
    }

    private static int length(int value) {
        return 1 + (31 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
