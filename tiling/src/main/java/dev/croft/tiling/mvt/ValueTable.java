package dev.croft.tiling.mvt;

import dev.croft.tiling.tile.TileBytes;
import java.util.Arrays;

/**
 * The distinct values of one layer in the order they first came, encoded as the layer's {@code values} fields, and the keys that each
 * came with. Confined to one thread.
 *
 * <p>Values are found again by open addressing. A slot holds the generation it was written in and the number of a value; slots of other
 * generations count as free, so that {@link #clear} costs the same after any tile. Each layer begins with few slots at the front of the
 * array, so that small tiles stay in the nearest cache although a large one came before.
 */
final class ValueTable {
    private static final int FEWEST_SLOTS_LOG = 9;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int VALUES_FIELD = 4 << 3 | Protobuf.BYTES;
    /** Bytes of a number as a field, at most: two field keys, a length, and an integer of 64 bits. */
    private static final int MOST_NUMBER = 3 + 10;

    private static final int SINT = ValueType.SINT.number();
    private static final int STRING = ValueType.STRING.number();
    private static final int[] FIELD_KEYS = fieldKeys();

    private final TileBytes encoded = new TileBytes(1 << 12);
    private final int wordsPerValue;
    private long[] slots = new long[1 << FEWEST_SLOTS_LOG];
    private int slotsLog = FEWEST_SLOTS_LOG;
    private int generation = 1;
    private int size;
    private byte[] types = new byte[1 << FEWEST_SLOTS_LOG];
    private long[] contents = new long[1 << FEWEST_SLOTS_LOG];
    private long[] keys;

    /** A table for values of this many keys. */
    ValueTable(int keyCount) {
        wordsPerValue = (keyCount + 63) / 64;
        keys = new long[wordsPerValue << FEWEST_SLOTS_LOG];
    }

    private static int[] fieldKeys() {
        int[] fieldKeys = new int[ValueType.values().length + 1];
        for (ValueType type : ValueType.values()) {
            fieldKeys[type.number()] = type.fieldKey();
        }
        return fieldKeys;
    }

    void clear() {
        size = 0;
        slotsLog = FEWEST_SLOTS_LOG;
        encoded.clear();
        nextGeneration();
    }

    private void nextGeneration() {
        generation++;
        if (generation == 0) {
            Arrays.fill(slots, 0);
            generation = 1;
        }
    }

    /** The {@code values} fields of the layer. */
    TileBytes encoded() {
        return encoded;
    }

    /** The number of a value that is no string, which came with {@code key}. */
    int number(int key, int type, long bits) {
        int slot = home(hash(type, bits));
        for (long entry = slots[slot]; (int) (entry >>> 32) == generation; entry = slots[slot]) {
            int value = (int) entry;
            if (contents[value] == bits && types[value] == type) {
                noteKey(value, key);
                return value;
            }
            slot = (slot + 1) & ((1 << slotsLog) - 1);
        }
        encodeNumber(type, bits);
        return add(slot, key, type, bits);
    }

    /** The number of a string, which came with {@code key}. */
    int string(int key, byte[] utf8, int offset, int length) {
        int slot = home(hash(utf8, offset, length));
        for (long entry = slots[slot]; (int) (entry >>> 32) == generation; entry = slots[slot]) {
            int value = (int) entry;
            if (types[value] == STRING && isSame(value, utf8, offset, length)) {
                noteKey(value, key);
                return value;
            }
            slot = (slot + 1) & ((1 << slotsLog) - 1);
        }
        int start = encodeString(utf8, offset, length);
        return add(slot, key, STRING, (long) start << 32 | length);
    }

    private boolean isSame(int value, byte[] utf8, int offset, int length) {
        int start = (int) (contents[value] >>> 32);
        return (int) contents[value] == length
                && Arrays.equals(encoded.array(), start, start + length, utf8, offset, offset + length);
    }

    private void noteKey(int value, int key) {
        keys[value * wordsPerValue + (key >> 6)] |= 1L << key;
    }

    private int add(int slot, int key, int type, long content) {
        int value = size++;
        if (value == contents.length) {
            growEntries();
        }
        types[value] = (byte) type;
        contents[value] = content;
        int word = value * wordsPerValue;
        for (int i = 0; i < wordsPerValue; i++) {
            keys[word + i] = 0;
        }
        noteKey(value, key);
        slots[slot] = (long) generation << 32 | value;
        if (size >= 1 << (slotsLog - 1)) {
            growSlots();
        }
        return value;
    }

    private void growEntries() {
        types = Arrays.copyOf(types, 2 * types.length);
        contents = Arrays.copyOf(contents, 2 * contents.length);
        keys = Arrays.copyOf(keys, 2 * keys.length);
    }

    private void growSlots() {
        slotsLog++;
        if (slots.length < 1 << slotsLog) {
            slots = new long[1 << slotsLog];
        }
        nextGeneration();
        int mask = (1 << slotsLog) - 1;
        for (int value = 0; value < size; value++) {
            int slot = home(hashOf(value));
            while ((int) (slots[slot] >>> 32) == generation) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (long) generation << 32 | value;
        }
    }

    private long hashOf(int value) {
        return types[value] == STRING
                ? hash(encoded.array(), (int) (contents[value] >>> 32), (int) contents[value])
                : hash(types[value], contents[value]);
    }

    /** The slot where the search for a value begins: the highest bits, which are the best ones of a product. */
    private int home(long hash) {
        return (int) (hash >>> (64 - slotsLog));
    }

    /** Folding first, because round floating point numbers differ in their high half only. */
    private static long hash(int type, long bits) {
        return ((bits ^ (bits >>> 32)) + type) * SPREAD;
    }

    private static long hash(byte[] bytes, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash(STRING, hash & 0xFFFFFFFFL);
    }

    private void encodeNumber(int type, long bits) {
        encoded.reserve(MOST_NUMBER);
        byte[] array = encoded.array();
        int at = encoded.length();
        int fieldKey = FIELD_KEYS[type];
        array[at] = VALUES_FIELD;
        array[at + 2] = (byte) fieldKey;
        int end =
                switch (fieldKey & 7) {
                    case Protobuf.FIXED32 -> putFixed(array, at + 3, bits, 4);
                    case Protobuf.FIXED64 -> putFixed(array, at + 3, bits, 8);
                    default -> Protobuf.put(array, at + 3, type == SINT ? (bits << 1) ^ (bits >> 63) : bits);
                };
        array[at + 1] = (byte) (end - at - 2);
        encoded.setLength(end);
    }

    private static int putFixed(byte[] array, int at, long bits, int count) {
        for (int i = 0; i < count; i++) {
            array[at + i] = (byte) (bits >>> (8 * i));
        }
        return at + count;
    }

    private int encodeString(byte[] utf8, int offset, int length) {
        encoded.write(VALUES_FIELD);
        encoded.writeVarint(1L + TileBytes.varintLength(length) + length);
        encoded.write(FIELD_KEYS[STRING]);
        encoded.writeVarint(length);
        encoded.write(utf8, offset, length);
        return encoded.length() - length;
    }

    /** Hands over each pair of key and value that came, once. */
    void visit(ValueVisitor visitor) {
        for (int value = 0; value < size; value++) {
            for (int word = 0; word < wordsPerValue; word++) {
                long rest = keys[value * wordsPerValue + word];
                for (; rest != 0; rest &= rest - 1) {
                    visit(visitor, 64 * word + Long.numberOfTrailingZeros(rest), value);
                }
            }
        }
    }

    private void visit(ValueVisitor visitor, int key, int value) {
        if (types[value] == STRING) {
            visitor.string(key, encoded.array(), (int) (contents[value] >>> 32), (int) contents[value]);
        } else {
            visitor.number(key, ValueType.of(types[value]), contents[value]);
        }
    }
}
