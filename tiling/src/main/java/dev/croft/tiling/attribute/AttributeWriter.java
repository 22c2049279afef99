package dev.croft.tiling.attribute;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows of an {@link AttributeStore} in any order. Confined to one thread; no other thread may write the same row at the
 * same time.
 */
public final class AttributeWriter {
    private final AttributeStore store;
    private final RowLayout layout;
    private final AttributeType[] types;
    private final TextWriter texts;
    private int segmentIndex = -1;
    private ByteBuffer segment;
    private int base;

    AttributeWriter(AttributeStore store) {
        this.store = store;
        this.layout = store.layout();
        this.types = store.attributes().stream().map(Attribute::type).toArray(AttributeType[]::new);
        this.texts = new TextWriter(store.texts());
    }

    /**
     * Says where a feature is and how large.
     *
     * @param x world coordinate times 2^32, without sign
     * @param y world coordinate times 2^32, without sign
     * @param position place along a curve through the world, so that features near each other can be found
     */
    public void putFacts(long row, int x, int y, double area, long position) throws IOException {
        moveTo(row);
        int facts = base + layout.factsOffset();
        segment.putInt(facts, x);
        segment.putInt(facts + RowLayout.Y, y);
        segment.putLong(facts + RowLayout.AREA, Double.doubleToRawLongBits(area));
        segment.putLong(facts + RowLayout.POSITION, position);
    }

    /** Gives a row the key in one row of a column. */
    public void putKey(long row, ColumnVector vector, int vectorRow) throws IOException {
        KeyType type = KeyType.of(vector.column().type()).orElse(null);
        if (type != store.keyType()) {
            throw new IllegalArgumentException("The keys are " + store.keyType() + ", not " + vector.column());
        }
        moveTo(row);
        putValue(AttributeStore.KEY, vector, vectorRow);
    }

    /** Gives a row a number for its key. */
    public void putKey(long row, long key) throws IOException {
        if (store.keyType() == KeyType.TEXT) {
            throw new IllegalArgumentException("The keys are text");
        }
        moveTo(row);
        set(AttributeStore.KEY, key);
    }

    /** Gives a row the value in one row of a column, of whatever width, that becomes the attribute's type. */
    public void put(long row, int attribute, ColumnVector vector, int vectorRow) throws IOException {
        if (AttributeType.of(vector.column().type()).orElse(null) != types[attribute]) {
            throw new IllegalArgumentException(
                    "Attribute " + store.attributes().get(attribute) + " cannot hold " + vector.column());
        }
        moveTo(row);
        putValue(attribute, vector, vectorRow);
    }

    /** Links a row to the next one that has the same key, -1 when there is none. */
    void putNextOfKey(long row, long next) throws IOException {
        moveTo(row);
        segment.putLong(base + layout.factsOffset() + RowLayout.NEXT, next + 1);
    }

    private void moveTo(long row) throws IOException {
        int index = store.segmentOf(row);
        if (index != segmentIndex) {
            segment = store.makeSegment(index);
            segmentIndex = index;
        }
        base = store.offsetOf(row);
        segment.putLong(base, segment.getLong(base) | 1);
    }

    private void putValue(int attribute, ColumnVector vector, int row) throws IOException {
        if (vector.isNull(row)) {
            int word = base + RowLayout.flagOffset(attribute);
            segment.putLong(word, segment.getLong(word) & ~RowLayout.flag(attribute));
        } else {
            set(attribute, bits(vector, row));
        }
    }

    private void set(int attribute, long bits) {
        segment.putLong(base + layout.offsetOf(attribute), bits);
        int word = base + RowLayout.flagOffset(attribute);
        segment.putLong(word, segment.getLong(word) | RowLayout.flag(attribute));
    }

    private long bits(ColumnVector vector, int row) throws IOException {
        return switch (vector.column().type()) {
            case BOOLEAN, INT8, INT16, INT32 -> vector.intAt(row);
            case UINT8, UINT16, UINT32 -> Integer.toUnsignedLong(vector.intAt(row));
            case INT64, UINT64 -> vector.longAt(row);
            case FLOAT32 -> Integer.toUnsignedLong(Float.floatToRawIntBits(vector.floatAt(row)));
            case FLOAT64 -> Double.doubleToRawLongBits(vector.doubleAt(row));
            case STRING -> text(vector.column(), vector.bytes(), vector.bytesStart(row), vector.bytesLength(row));
            case DATE,
                    TIMESTAMP_MILLIS,
                    TIMESTAMP_MICROS,
                    TIMESTAMP_NANOS,
                    LOCAL_TIMESTAMP_MILLIS,
                    LOCAL_TIMESTAMP_MICROS,
                    LOCAL_TIMESTAMP_NANOS -> isoText(vector, row);
            case BINARY, LIST -> throw new IllegalArgumentException("No attribute holds " + vector.column());
        };
    }

    private long isoText(ColumnVector vector, int row) throws IOException {
        byte[] bytes = IsoText.of(vector, row).getBytes(StandardCharsets.US_ASCII);
        return text(vector.column(), bytes, 0, bytes.length);
    }

    private long text(Column column, byte[] bytes, int offset, int length) throws IOException {
        if (length > store.texts().longestText()) {
            throw new ConfigurationException("Cannot keep a text of " + length + " bytes in column \"" + column.name()
                    + "\": at most " + store.texts().longestText() + " fit. Leave the column out.");
        }
        return texts.put(bytes, offset, length);
    }
}
