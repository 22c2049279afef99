package dev.croft.core.raster.gdal.jni;

/** Columns and rows of the blocks that a raster is read in: those of its file, unless they are very small or very large. */
record BlockSize(int columnCount, int rowCount) {
    /** Strips are joined to about so many bytes: a call then costs little beside its cells. */
    private static final int JOINED_BYTES = 256 << 10;

    /** Larger blocks, such as images stored in one piece, are read in parts. */
    private static final int LARGEST_BYTES = 16 << 20;

    /**
     * Blocks for a raster of {@code columns} x {@code rows} cells that its file stores in blocks of {@code storedColumns} x
     * {@code storedRows}.
     *
     * @param bytes bytes of a cell of the widest band
     */
    static BlockSize of(int columns, int rows, int storedColumns, int storedRows, int bytes) {
        int across = Math.max(1, Math.min(storedColumns, columns));
        long rowBytes = (long) across * bytes;
        long down = Math.max(1, storedRows);
        if (across == columns) {
            down *= Math.max(1, JOINED_BYTES / (rowBytes * down));
        }
        if (rowBytes * down > LARGEST_BYTES) {
            down = Math.max(1, LARGEST_BYTES / rowBytes);
        }
        return new BlockSize(across, (int) Math.min(down, rows));
    }
}
