package dev.croft.tiling.pmtiles;

/** Reads base 128 varints, lowest first, from bytes lent to it. Confined to one thread. */
final class Varints {
    private final byte[] bytes;
    private final int length;
    private int position;

    Varints(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    int remaining() {
        return length - position;
    }

    /** The next number, 0 to 2^63 - 1. */
    long next() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (position == length) {
                throw new MalformedException("it ends inside a number, after " + length + " bytes");
            }
            byte part = bytes[position++];
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new MalformedException("the number that ends at its byte " + position + " is longer than 63 bits");
    }

    /** The next number, which must fit an int. */
    int nextInt(String meaning) throws MalformedException {
        long value = next();
        if (value > Integer.MAX_VALUE) {
            throw new MalformedException("it has a " + meaning + " of " + value + ", more than " + Integer.MAX_VALUE);
        }
        return (int) value;
    }
}
