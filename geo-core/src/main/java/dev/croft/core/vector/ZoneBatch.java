package dev.croft.core.vector;

import dev.croft.core.table.ColumnVector;
import java.util.Arrays;
import java.util.List;

/**
 * Some zones, usually consecutive: their WKB one after the other in one array, and their carried columns. Made to be filled,
 * read and filled again without allocation. Confined to one thread at a time.
 */
public final class ZoneBatch {
    private static final int NULL = -1;

    private final List<ColumnVector> columns;
    private byte[] wkb = new byte[1 << 16];
    private int[] ends = new int[1024];
    private int[] lengths = new int[1024];
    private int rowCount;
    private int wkbLength;
    private long[] sourceRows = new long[1024];
    private long nextSourceRow;

    /** @param columns vectors that the reader fills beside the geometry, in the order asked for when opening */
    public ZoneBatch(List<ColumnVector> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Empties the batch; its first row will be row {@code firstRowInSource} of the source. */
    public void reset(long firstRowInSource) {
        rowCount = 0;
        wkbLength = 0;
        nextSourceRow = firstRowInSource;
        columns.forEach(ColumnVector::clear);
    }

    /** Says that the next geometry is that of row {@code row} of the source; without this, it is the row after the last one. */
    public void goTo(long row) {
        nextSourceRow = row;
    }

    public void addNullGeometry() {
        addEnd(NULL);
    }

    /** Copies one geometry in. */
    public void addGeometry(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, wkb, wkbLength, length);
        wkbLength += length;
        addEnd(length);
    }

    public int rowCount() {
        return rowCount;
    }

    /** Index of a row within the whole source. */
    public long sourceRow(int row) {
        return sourceRows[row];
    }

    /** The array that holds all geometries; it is lent, and replaced when the batch grows. */
    public byte[] wkb() {
        return wkb;
    }

    public boolean isNull(int row) {
        return lengths[row] == NULL;
    }

    public int wkbOffset(int row) {
        return ends[row] - wkbLength(row);
    }

    /** Bytes of the geometry in {@code row}, 0 when it is null. */
    public int wkbLength(int row) {
        return Math.max(0, lengths[row]);
    }

    public List<ColumnVector> columns() {
        return columns;
    }

    private void reserve(int length) {
        int needed = Math.addExact(wkbLength, length);
        if (needed > wkb.length) {
            wkb = Arrays.copyOf(wkb, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, wkb.length * 2L)));
        }
    }

    private void addEnd(int length) {
        if (rowCount == ends.length) {
            ends = Arrays.copyOf(ends, rowCount * 2);
            lengths = Arrays.copyOf(lengths, rowCount * 2);
            sourceRows = Arrays.copyOf(sourceRows, rowCount * 2);
        }
        ends[rowCount] = wkbLength;
        lengths[rowCount] = length;
        sourceRows[rowCount] = nextSourceRow++;
        rowCount++;
    }
}
