package dev.croft.core.parquet;

/**
 * Decodes LZO1X blocks, in Java for the reasons given in {@link SnappyBlock}. The stream is described in the Linux
 * kernel's <a href="https://www.kernel.org/doc/Documentation/staging/lzo.rst">documentation of LZO</a>, whose names are
 * used here: every instruction ends with a count of 0 to 3 literals, the <em>state</em> of the next one.
 */
final class LzoBlock {
    /** State after a long literal run, where the shortest instruction means a far match of three bytes. */
    private static final int AFTER_LITERALS = 4;

    private final byte[] in;
    private final int inEnd;
    private final byte[] out;
    private final int outStart;
    private final int outEnd;
    private int from;
    private int to;
    private int state;

    private LzoBlock(byte[] in, int offset, int end, byte[] out, int outOffset, int outEnd) {
        this.in = in;
        this.from = offset;
        this.inEnd = end;
        this.out = out;
        this.to = outOffset;
        this.outStart = outOffset;
        this.outEnd = outEnd;
    }

    /** Decodes {@code in[offset, end)} into {@code out[outOffset, outEnd)}; returns the position after the last byte. */
    static int decode(byte[] in, int offset, int end, byte[] out, int outOffset, int outEnd) {
        return new LzoBlock(in, offset, end, out, outOffset, outEnd).run();
    }

    private int run() {
        int first = from < inEnd ? in[from] & 0xff : 0;
        if (first > 17) {
            from++;
            literals(first - 17);
            state = Math.min(first - 17, AFTER_LITERALS);
        }
        while (from < inEnd) {
            int instruction = next();
            if (instruction >= 64) {
                near(instruction);
            } else if (instruction >= 32) {
                int length = 2 + length(instruction & 31, 31);
                int operand = operand();
                match(1 + (operand >>> 2), length, operand & 3);
            } else if (instruction >= 16) {
                if (!far(instruction)) {
                    return to;
                }
            } else {
                shortest(instruction);
            }
        }
        return to;
    }

    private void near(int instruction) {
        int length = instruction >= 128 ? 5 + ((instruction >>> 5) & 3) : 3 + ((instruction >>> 5) & 1);
        match((next() << 3) + ((instruction >>> 2) & 7) + 1, length, instruction & 3);
    }

    /** Returns false at the mark that ends the stream. */
    private boolean far(int instruction) {
        int length = 2 + length(instruction & 7, 7);
        int operand = operand();
        int distance = 16384 + ((instruction & 8) << 11) + (operand >>> 2);
        if (distance == 16384) {
            return false;
        }
        match(distance, length, operand & 3);
        return true;
    }

    private void shortest(int instruction) {
        if (state == 0) {
            literals(3 + length(instruction, 15));
            state = AFTER_LITERALS;
        } else if (state == AFTER_LITERALS) {
            match((next() << 2) + (instruction >>> 2) + 2049, 3, instruction & 3);
        } else {
            match((next() << 2) + (instruction >>> 2) + 1, 2, instruction & 3);
        }
    }

    private void match(int distance, int length, int literalsAfter) {
        to = BlockCopy.repeat(out, outStart, to, outEnd, distance, length);
        literals(literalsAfter);
        state = literalsAfter;
    }

    private void literals(int length) {
        to = BlockCopy.literals(in, from, inEnd, out, to, outEnd, length);
        from += length;
    }

    /** A length that, when its bits in the instruction are zero, goes on in zero bytes worth 255 and a last byte. */
    private int length(int bits, int base) {
        if (bits != 0) {
            return bits;
        }
        int length = base;
        int next = next();
        while (next == 0) {
            length = Math.addExact(length, 255);
            next = next();
        }
        return Math.addExact(length, next);
    }

    private int operand() {
        int low = next();
        return low | (next() << 8);
    }

    private int next() {
        if (from == inEnd) {
            throw new DamagedException("an LZO block ends in mid-instruction");
        }
        return in[from++] & 0xff;
    }
}
