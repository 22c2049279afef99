package dev.croft.core.raster;

import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GridGeometry;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A raster that is read in blocks, the pieces in which its file stores it. Blocks are counted row by row from the first
 * corner; those at the right and bottom edge are cut to the grid. Thread-safe: any number of threads may read at once.
 */
public interface RasterSource extends Closeable {
    /** The file or other origin, for messages. */
    String name();

    GridGeometry grid();

    List<RasterBand> bands();

    /** Columns of a block that is not cut. */
    int blockColumnCount();

    /** Rows of a block that is not cut. */
    int blockRowCount();

    /** Number of blocks side by side. */
    default int blocksAcross() {
        return (grid().columnCount() - 1) / blockColumnCount() + 1;
    }

    /** Number of blocks from top to bottom. */
    default int blocksDown() {
        return (grid().rowCount() - 1) / blockRowCount() + 1;
    }

    /** Cells of block {@code block}, which is {@code blockRow * blocksAcross() + blockColumn}. */
    default CellWindow blockWindow(int block) {
        int column = block % blocksAcross() * blockColumnCount();
        int row = block / blocksAcross() * blockRowCount();
        CellWindow whole = new CellWindow(column, row, blockColumnCount(), blockRowCount());
        return whole.intersection(grid().window());
    }

    /**
     * Decodes one block of one band.
     *
     * @param band index from zero
     * @param samples array of the band's {@link SampleType}, at least {@code blockColumnCount * blockRowCount} long; row by
     *     row, each row {@code blockColumnCount} samples apart also in blocks that are cut; what lies outside the grid is
     *     unspecified
     * @throws dev.croft.core.problem.InputDataException when the block is damaged; names file, band and window
     */
    void readBlock(int band, int block, Object samples) throws IOException;
}
