package dev.croft.resample;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.ByteSize;
import java.util.Locale;

/** Keeps grids to a size that somebody can mean. */
final class GridSize {
    /** Fifty times the Earth's land in cells of 30 m; at a byte per cell 8 TiB. */
    private static final double MOST_CELLS = 0x1p43;

    private GridSize() {}

    /**
     * Refuses a grid that is absurdly large, or has no cells.
     *
     * @param bytesPerCell of the largest output, for the message
     */
    static void require(double columnCount, double rowCount, int bytesPerCell, String origin) {
        if (!(columnCount >= 1 && rowCount >= 1)) {
            throw new ConfigurationException("Cannot resample to " + origin + ": it would have "
                    + whole(Math.max(0, columnCount)) + " x " + whole(Math.max(0, rowCount))
                    + " cells. Give a smaller resolution or larger bounds.");
        }
        double cells = columnCount * rowCount;
        if (cells > MOST_CELLS || columnCount > Integer.MAX_VALUE || rowCount > Integer.MAX_VALUE) {
            throw new ConfigurationException("Cannot resample to " + origin + ": it would have " + whole(columnCount)
                    + " x " + whole(rowCount) + " cells, " + whole(cells) + " in all, and with " + bytesPerCell
                    + (bytesPerCell == 1 ? " byte each " : " bytes each ") + bytes(cells * bytesPerCell)
                    + ". Give a coarser resolution in units of the CRS, or smaller bounds.");
        }
    }

    /** A {@code long} holds 8 EiB. */
    private static String bytes(double count) {
        return count < 0x1p63 ? ByteSize.format((long) count) : whole(count / 0x1p60) + " EiB";
    }

    private static String whole(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }
}
