package dev.croft.core.parquet;

/** The two copies that all LZ77 block formats are made of, checked against the ends of both blocks. */
final class BlockCopy {
    private BlockCopy() {}

    /** Copies a literal run and returns the output position after it. */
    static int literals(byte[] in, int from, int inEnd, byte[] out, int to, int outEnd, int length) {
        if (length < 0 || length > inEnd - from || length > outEnd - to) {
            throw new DamagedException("a compressed block runs over its end");
        }
        System.arraycopy(in, from, out, to, length);
        return to + length;
    }

    /**
     * Repeats {@code length} bytes that lie {@code distance} bytes back; they may overlap what is being written. Returns
     * the output position after them.
     */
    static int repeat(byte[] out, int start, int to, int outEnd, int distance, int length) {
        if (distance <= 0 || distance > to - start || length < 0 || length > outEnd - to) {
            throw new DamagedException("a compressed block refers to bytes outside itself");
        }
        int from = to - distance;
        int end = to + length;
        if (distance >= length) {
            System.arraycopy(out, from, out, to, length);
        } else if (distance >= Long.BYTES) {
            repeatByLongs(out, from, to, end);
        } else {
            repeatByBytes(out, from, to, end);
        }
        return end;
    }

    private static void repeatByLongs(byte[] out, int from, int to, int end) {
        int source = from;
        int target = to;
        for (; target <= end - Long.BYTES; target += Long.BYTES) {
            LittleEndian.putLong(out, target, LittleEndian.getLong(out, source));
            source += Long.BYTES;
        }
        repeatByBytes(out, source, target, end);
    }

    private static void repeatByBytes(byte[] out, int from, int to, int end) {
        int source = from;
        for (int target = to; target < end; target++) {
            out[target] = out[source++];
        }
    }
}
