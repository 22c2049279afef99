package dev.croft.tiling.mvt;

/**
 * A cursor over the protobuf wire format in a part of an array. It never reads outside of that part: what claims to be longer is an
 * {@link MvtException}. Messages within are read by narrowing the part, see {@link #reset}.
 */
final class Protobuf {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private byte[] array = new byte[0];
    private int start;
    private int position;
    private int end;

    /** Reads {@code array} from {@code from} to before {@code end}; {@code tileStart} is what places in messages count from. */
    void reset(byte[] array, int tileStart, int from, int end) {
        this.array = array;
        this.start = tileStart;
        this.position = from;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Byte within the tile, for messages. */
    int place() {
        return position - start;
    }

    /** The key of the next field: its number times 8 plus its wire type. */
    int fieldKey() {
        long key = varint();
        if (key >>> 3 == 0 || key >>> 32 != 0) {
            throw damaged("there is no protobuf field of key " + Long.toUnsignedString(key));
        }
        return (int) key;
    }

    /** An integer of up to ten bytes; bits beyond the 64th are dropped, as protobuf does. */
    long varint() {
        if (position < end && array[position] >= 0) {
            return array[position++];
        }
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw damaged("an integer runs past the end of what holds it");
            }
            byte next = array[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("an integer takes more than ten bytes");
    }

    /** The low 32 bits of an integer, which is how protobuf reads a uint32. */
    int varint32() {
        return (int) varint();
    }

    int fixed32() {
        require(4);
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | (array[position + i] & 0xFF);
        }
        position += 4;
        return value;
    }

    long fixed64() {
        long low = fixed32() & 0xFFFFFFFFL;
        return low | (long) fixed32() << 32;
    }

    /** The length of the bytes that follow, all of which are there. */
    int length() {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw damaged("a length of " + Long.toUnsignedString(length) + " bytes, but only " + (end - position)
                    + " follow");
        }
        return (int) length;
    }

    void advance(int count) {
        position += count;
    }

    /** Passes over the value of a field that is not known. */
    void skip(int fieldKey) {
        switch (fieldKey & 7) {
            case VARINT -> varint();
            case FIXED64 -> advanceOver(8);
            case BYTES -> advance(length());
            case FIXED32 -> advanceOver(4);
            default ->
                throw damaged("field " + (fieldKey >>> 3) + " has the wire type " + (fieldKey & 7)
                        + ", which tiles do not have");
        }
    }

    private void advanceOver(int count) {
        require(count);
        position += count;
    }

    private void require(int count) {
        if (end - position < count) {
            throw damaged("a number of " + count + " bytes runs past the end of what holds it");
        }
    }

    /** Writes an integer of up to ten bytes where room is known to be; returns the position after it. */
    static int put(byte[] target, int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[next++] = (byte) rest;
        return next;
    }

    MvtException damaged(String what) {
        return new MvtException("Cannot read the vector tile at byte " + place() + ": " + what + '.');
    }
}
