package dev.croft.resample;

import dev.croft.core.grid.CellWindow;
import java.util.Optional;

/**
 * What the source cells under a transformed quadrilateral choose, where that is evident without their exact areas: because all
 * of them hold the same value, or, for the mode, because one value leads by more than the estimate can be wrong.
 *
 * <p>The estimate is an upright rectangle through the middles of the four edges. Turning each edge about its middle into its
 * place sweeps the area between both outlines; so the areas of all values together differ from the estimate by no more than that
 * area, and a lead that is larger is the lead of the exact areas as well. An answer therefore never differs from theirs.
 * Confined to a thread.
 */
final class EvidentChoice {
    /** What cannot be told, because the exact areas are needed. */
    static final int UNCERTAIN = -1;

    /** Rectangles over more columns or rows than this are not estimated. */
    private static final int MOST_ACROSS = 4;

    /** Share of the rectangle that covers rounding, ties and the small shares that {@link CoveredCells} leaves out. */
    private static final double SLACK = 1e-5;

    private final CellWindow window;
    private final double[] values;
    private final double[] x;
    private final double[] y;
    private final int stride;
    private final double widest;
    private final boolean isMode;
    private final double[] shares = new double[MOST_ACROSS];
    private final double[] candidates = new double[MOST_ACROSS * MOST_ACROSS];
    private final double[] areas = new double[MOST_ACROSS * MOST_ACROSS];

    /** The rectangle, and how far each pair of its sides may be from the quadrilateral. */
    private double left;

    private double right;
    private double top;
    private double bottom;
    private double across;
    private double down;

    private EvidentChoice(SourceWindow source, Positions corners, double widest, boolean isMode) {
        this.window = source.window();
        this.values = source.values();
        this.x = corners.columns();
        this.y = corners.rows();
        this.stride = corners.window().columnCount();
        this.widest = widest;
        this.isMode = isMode;
    }

    /** Nothing for a source whose values may be none of the doubles. */
    static Optional<EvidentChoice> of(
            CellMapping mapping, SourceWindow source, Positions corners, ResampleOptions options) {
        if (source.type().byteCount() == 8 && !source.type().isFloating()) {
            return Optional.empty();
        }
        boolean byArea = options.method() == Method.MODE && options.cellWeights() == CellWeights.AREA;
        return Optional.of(new EvidentChoice(source, corners, mapping.period() / 2, byArea));
    }

    /** {@link #at(int)} for the first {@code count} of the corners that are held. */
    void at(int[] places, int count) {
        for (int i = 0; i < count; i++) {
            places[i] = at(i);
        }
    }

    /**
     * The place in the source window of a cell that holds the value, or {@link #UNCERTAIN}.
     *
     * @param northWest the corner of the quadrilateral
     */
    int at(int northWest) {
        int southWest = northWest + stride;
        double northX = x[northWest + 1] - x[northWest];
        double west = (x[northWest] + x[southWest]) / 2;
        double east = (x[northWest + 1] + x[southWest + 1]) / 2;
        double north = (y[northWest] + y[northWest + 1]) / 2;
        double south = (y[southWest] + y[southWest + 1]) / 2;
        double westLean = Math.abs(west - x[northWest]);
        double eastLean = Math.abs(east - x[northWest + 1]);
        double northLean = Math.abs(north - y[northWest]);
        double southLean = Math.abs(south - y[southWest]);
        across = westLean > eastLean ? westLean : eastLean;
        down = northLean > southLean ? northLean : southLean;
        left = west < east ? west : east;
        right = west < east ? east : west;
        top = north < south ? north : south;
        bottom = north < south ? south : north;
        double width = right - left;
        double height = bottom - top;
        double area = width * height;
        double doubt = (westLean + eastLean) / 2 * (height + 1.5 * (northLean + southLean))
                + (northLean + southLean) / 2 * (width + 1.5 * (westLean + eastLean))
                + SLACK * area;
        // Also false for NaN: a corner has no transform.
        boolean tells = doubt < area && Math.abs(northX) + 2 * across < widest && isInside();
        if (!tells) {
            return UNCERTAIN;
        }
        int leader = isMode ? middle(area, doubt) : UNCERTAIN;
        if (isMode && leader == UNCERTAIN && right < (int) left + 3 && bottom < (int) top + 3) {
            leader = leaderOfFour(area, doubt);
        }
        return leader == UNCERTAIN ? uniformOrLeader(area, doubt) : leader;
    }

    private int uniformOrLeader(double area, double doubt) {
        int first = index((int) (left - across), (int) (top - down));
        if (isUniform(first)) {
            return first;
        }
        return isMode ? leader(area, doubt) : UNCERTAIN;
    }

    /** The cell in the middle, when it has more of the rectangle than all others together, whatever their values. */
    private int middle(double area, double doubt) {
        int column = (int) ((left + right) / 2);
        int row = (int) ((top + bottom) / 2);
        double width = Math.min(right, column + 1.0) - Math.max(left, column);
        double height = Math.min(bottom, row + 1.0) - Math.max(top, row);
        int place = index(column, row);
        boolean leads = 2 * width * height - area > doubt && !Double.isNaN(values[place]);
        return leads ? place : UNCERTAIN;
    }

    private int index(int column, int row) {
        return (row - window.row()) * window.columnCount() + column - window.column();
    }

    private boolean isInside() {
        return left - across >= window.column()
                && right + across + 1 < window.columnEnd()
                && top - down >= window.row()
                && bottom + down + 1 < window.rowEnd();
    }

    private boolean isUniform(int first) {
        double value = values[first];
        int columnCount = (int) (right + across) - (int) (left - across) + 1;
        int from = first;
        for (int row = (int) (top - down); row <= (int) (bottom + down); row++) {
            for (int i = from; i < from + columnCount; i++) {
                // NaN, no data, is not equal to itself.
                if (values[i] != value) {
                    return false;
                }
            }
            from += window.columnCount();
        }
        return true;
    }

    /**
     * The leader of a rectangle over at most three columns and three rows, by the cells of the two columns and the two rows that
     * have the largest parts of it; all others may hold the value that is second. Written to have few branches, for they would be
     * guessed wrong.
     */
    private int leaderOfFour(double area, double doubt) {
        int column = (int) left;
        int row = (int) top;
        double column0 = Math.min(right, column + 1.0) - left;
        double column1 = Math.min(Math.max(right - (column + 1.0), 0), 1);
        double column2 = right - left - column0 - column1;
        double row0 = Math.min(bottom, row + 1.0) - top;
        double row1 = Math.min(Math.max(bottom - (row + 1.0), 0), 1);
        double row2 = bottom - top - row0 - row1;
        // Of three the middle one is whole.
        int moreColumn = column1 > column0 ? 1 : 0;
        int lessColumn = moreColumn == 0 ? 1 : column2 > column0 ? 2 : 0;
        int moreRow = row1 > row0 ? 1 : 0;
        int lessRow = moreRow == 0 ? 1 : row2 > row0 ? 2 : 0;
        double wide = Math.max(column0, column1);
        double narrow = moreColumn == 0 ? column1 : Math.max(column0, column2);
        double high = Math.max(row0, row1);
        double low = moreRow == 0 ? row1 : Math.max(row0, row2);
        int upper = index(column, row + moreRow);
        int lower = index(column, row + lessRow);
        int place = upper + moreColumn;
        double value = values[place];
        double beside = values[upper + lessColumn];
        double under = values[lower + moreColumn];
        double opposite = values[lower + lessColumn];
        double besideArea = narrow * high;
        double underArea = wide * low;
        double oppositeArea = narrow * low;
        double own = (Double.isNaN(value) ? 0 : wide * high)
                + (beside == value ? besideArea : 0)
                + (under == value ? underArea : 0)
                + (opposite == value ? oppositeArea : 0);
        double most = Math.max(besideArea, underArea);
        if (beside == under || beside == opposite || under == opposite) {
            most = besideArea + underArea + oppositeArea;
        }
        double others = area - (wide + narrow) * (high + low);
        return own - most - others > doubt ? place : UNCERTAIN;
    }

    private int leader(double area, double doubt) {
        int column = (int) left;
        int row = (int) top;
        int columnCount = (int) right - column + 1;
        int rowCount = (int) bottom - row + 1;
        if (columnCount > MOST_ACROSS || rowCount > MOST_ACROSS) {
            return UNCERTAIN;
        }
        shareColumns(column, columnCount);
        int count = 0;
        int leader = 0;
        int place = UNCERTAIN;
        int from = index(column, row);
        for (int r = row; r < row + rowCount; r++) {
            double height = (bottom < r + 1 ? bottom : r + 1) - (top > r ? top : r);
            for (int c = 0; c < columnCount; c++) {
                candidates[count] = values[from + c];
                areas[count] = height * shares[c];
                boolean leads = areas[count] >= areas[leader];
                leader = leads ? count : leader;
                place = leads ? from + c : place;
                count++;
            }
            from += window.columnCount();
        }
        double lead = lead(leader, count, area, doubt);
        return lead > doubt ? place : UNCERTAIN;
    }

    private void shareColumns(int column, int columnCount) {
        for (int i = 0; i < columnCount; i++) {
            double from = column + i;
            shares[i] = (right < from + 1 ? right : from + 1) - (left > from ? left : from);
        }
    }

    /** By how much the value of one candidate leads at least; once that is more than {@code enough}, perhaps not the most. */
    private double lead(int leader, int count, double area, double enough) {
        double value = candidates[leader];
        double own = 0;
        for (int i = 0; i < count; i++) {
            own += candidates[i] == value ? areas[i] : 0;
        }
        double lead = own - (area - own);
        return lead > enough ? lead : own - secondLargest(value, count);
    }

    /** The largest area of another value. */
    private double secondLargest(double leading, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double value = candidates[i];
            double sum = areas[i];
            for (int k = 0; k < i; k++) {
                sum += candidates[k] == value ? areas[k] : 0;
            }
            largest = value != leading && sum > largest ? sum : largest;
        }
        return largest;
    }
}
