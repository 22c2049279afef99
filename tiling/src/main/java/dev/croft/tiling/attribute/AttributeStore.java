package dev.croft.tiling.attribute;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The attributes, keys and places of features by row, outside the heap in two temporary files: rows of fixed width, and texts. A
 * row is the feature's index in its source; rows that nobody wrote are absent and take hardly any space where they lie together.
 *
 * <p>Thread-safe: any number of {@link AttributeWriter}s may write different rows at the same time, and {@link AttributeCursor}s
 * read what was written before they were handed over. Nothing may be read after {@link #close}.
 */
public final class AttributeStore implements Closeable {
    /** Stands for the key where a number of an attribute is asked for. */
    public static final int KEY = -1;

    private static final int ROW_SEGMENT_BYTES = 1 << 26;
    private static final int TEXT_SEGMENT_BYTES = 1 << 23;

    /** Assumed of a text when room is estimated: its length and 20 bytes. */
    private static final int USUAL_TEXT_BYTES = 24;

    private final List<Attribute> attributes;
    private final KeyType keyType;
    private final long rowCount;
    private final RowLayout layout;
    private final int segmentShift;
    private final MappedSegments rows;
    private final TextArea texts;
    private final ByteBuffer absentRow;

    private AttributeStore(
            List<Attribute> attributes, KeyType keyType, long rowCount, MappedSegments rows, TextArea texts) {
        this.attributes = List.copyOf(attributes);
        this.keyType = keyType;
        this.rowCount = rowCount;
        this.rows = rows;
        this.texts = texts;
        this.layout = RowLayout.of(attributes.size());
        this.segmentShift = log2(rows.segmentBytes() / layout.rowBytes());
        // Direct, as mapped memory is, so that cursors see one class of buffers.
        this.absentRow = ByteBuffer.allocateDirect(layout.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Starts a store of which every row is absent.
     *
     * @param folder where the two files are made, which {@link #close} removes; one store per folder
     * @param rowCount rows that may be written
     */
    public static AttributeStore create(Path folder, long rowCount, KeyType keyType, List<Attribute> attributes)
            throws IOException {
        return create(folder, rowCount, keyType, attributes, ROW_SEGMENT_BYTES, TEXT_SEGMENT_BYTES);
    }

    /**
     * The same with segments of given size.
     *
     * @param textSegmentBytes a power of two
     */
    static AttributeStore create(
            Path folder,
            long rowCount,
            KeyType keyType,
            List<Attribute> attributes,
            int rowSegmentBytes,
            int textSegmentBytes)
            throws IOException {
        int rowBytes = RowLayout.of(attributes.size()).rowBytes();
        long rowsPerSegment = 1L << log2(Math.max(1, rowSegmentBytes / rowBytes));
        long rowsNeeded = Math.max(1, Long.highestOneBit(Math.max(1, rowCount - 1)) << 1);
        int segmentBytes = (int) Math.min(rowsPerSegment, rowsNeeded) * rowBytes;
        MappedSegments rows = MappedSegments.create(folder.resolve("attributes.rows"), segmentBytes);
        try {
            TextArea texts = TextArea.create(folder.resolve("attributes.texts"), textSegmentBytes);
            return new AttributeStore(attributes, keyType, rowCount, rows, texts);
        } catch (IOException e) {
            rows.close();
            throw e;
        }
    }

    /** About how many bytes of temporary space the rows of such a store take; exact but for texts, which may be longer or repeat. */
    public static long bytesFor(long rowCount, KeyType keyType, List<Attribute> attributes) {
        long texts = attributes.stream()
                .filter(attribute -> attribute.type() == AttributeType.STRING)
                .count();
        long textBytes = (texts + (keyType == KeyType.TEXT ? 1 : 0)) * USUAL_TEXT_BYTES;
        return rowCount * (RowLayout.of(attributes.size()).rowBytes() + textBytes);
    }

    public List<Attribute> attributes() {
        return attributes;
    }

    public KeyType keyType() {
        return keyType;
    }

    /** Rows that may be written, whether they are or not. */
    public long rowCount() {
        return rowCount;
    }

    /** A reader of its own for a thread. */
    public AttributeCursor cursor() {
        return new AttributeCursor(this);
    }

    /** A writer of its own for a thread. */
    public AttributeWriter writer() {
        return new AttributeWriter(this);
    }

    RowLayout layout() {
        return layout;
    }

    TextArea texts() {
        return texts;
    }

    /** A row whose flags are all zero. */
    ByteBuffer absentRow() {
        return absentRow;
    }

    /** Index of the segment that holds a row. */
    int segmentOf(long row) {
        if (row < 0 || row >= rowCount) {
            throw new IndexOutOfBoundsException("Row " + row + " of " + rowCount);
        }
        return (int) (row >>> segmentShift);
    }

    /** Where a row begins within its segment. */
    int offsetOf(long row) {
        return (int) (row & ((1L << segmentShift) - 1)) * layout.rowBytes();
    }

    /** A segment, null when none of its rows were written. */
    ByteBuffer segment(int index) {
        return rows.get(index);
    }

    ByteBuffer makeSegment(int index) throws IOException {
        return rows.make(index);
    }

    private static int log2(int number) {
        return 31 - Integer.numberOfLeadingZeros(number);
    }

    @Override
    public void close() throws IOException {
        try (rows) {
            texts.close();
        }
    }
}
