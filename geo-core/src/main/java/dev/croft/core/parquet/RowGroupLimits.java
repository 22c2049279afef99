package dev.croft.core.parquet;

/**
 * When a writer ends a row group: at {@code rows} rows, or once about {@code heldBytes} compressed bytes have gathered,
 * which is also the memory it takes.
 */
public record RowGroupLimits(int rows, long heldBytes) {
    /** For tables of numbers: a million rows, 32 MiB. */
    public static final RowGroupLimits TABLE = new RowGroupLimits(1_000_000, 32L << 20);

    /** For polygons: few enough rows that several workers find row groups to share; 32 MiB. */
    public static final RowGroupLimits ZONES = new RowGroupLimits(100_000, 32L << 20);

    public RowGroupLimits {
        if (rows < 1 || heldBytes < 1) {
            throw new IllegalArgumentException("Row groups need at least a row and a byte: " + rows + ", " + heldBytes);
        }
    }
}
