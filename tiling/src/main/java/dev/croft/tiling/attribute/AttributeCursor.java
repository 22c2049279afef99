package dev.croft.tiling.attribute;

import java.nio.ByteBuffer;

/** Reads rows of an {@link AttributeStore} in any order, without allocation. Confined to one thread. */
public final class AttributeCursor {
    private final AttributeStore store;
    private final RowLayout layout;
    private final TextArea texts;
    private int segmentIndex = -1;
    private ByteBuffer segment;

    /** Holds the row: a segment, or the absent row. */
    private ByteBuffer buffer;

    private int base;
    private long flags;
    private byte[] text = new byte[64];

    AttributeCursor(AttributeStore store) {
        this.store = store;
        this.layout = store.layout();
        this.texts = store.texts();
        this.buffer = store.absentRow();
    }

    /**
     * Moves to a row.
     *
     * @return whether anything was written to it; an absent row has no key and no attributes, and its facts are zero
     */
    public boolean at(long row) {
        int index = store.segmentOf(row);
        if (index != segmentIndex || segment == null) {
            segment = store.segment(index);
            segmentIndex = index;
        }
        buffer = segment == null ? store.absentRow() : segment;
        base = segment == null ? 0 : store.offsetOf(row);
        flags = buffer.getLong(base);
        return (flags & 1) != 0;
    }

    /** Whether the row has no value for an attribute, or no key for {@link AttributeStore#KEY}. */
    public boolean isNull(int attribute) {
        long word = attribute < Long.SIZE - 2 ? flags : buffer.getLong(base + RowLayout.flagOffset(attribute));
        return (word & RowLayout.flag(attribute)) == 0;
    }

    /**
     * The value as its {@link AttributeType} says; undefined for a null. Of texts, equal bits mean equal texts; equal texts may have
     * different bits.
     */
    public long bits(int attribute) {
        return buffer.getLong(base + layout.offsetOf(attribute));
    }

    /** Copies a text into {@link #textBytes} and returns its length in bytes. */
    public int loadText(int attribute) {
        long position = bits(attribute);
        int length = texts.length(position);
        if (length > text.length) {
            text = new byte[Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8, text.length * 2L))];
        }
        texts.read(position, text, length);
        return length;
    }

    /** The array that begins with the text loaded last; lent until the next one is. */
    public byte[] textBytes() {
        return text;
    }

    /** World coordinate times 2^32, without sign. */
    public int x() {
        return buffer.getInt(base + layout.factsOffset());
    }

    /** World coordinate times 2^32, without sign. */
    public int y() {
        return buffer.getInt(base + layout.factsOffset() + RowLayout.Y);
    }

    /** Place along a curve through the world. */
    public long position() {
        return buffer.getLong(base + layout.factsOffset() + RowLayout.POSITION);
    }

    public double area() {
        return Double.longBitsToDouble(buffer.getLong(base + layout.factsOffset() + RowLayout.AREA));
    }

    /** The next row that has the same key, -1 when there is none; known once an index was made. */
    long nextOfKey() {
        return buffer.getLong(base + layout.factsOffset() + RowLayout.NEXT) - 1;
    }

    boolean hasText(int attribute, byte[] bytes, int offset, int length) {
        return texts.equals(bits(attribute), bytes, offset, length);
    }
}
