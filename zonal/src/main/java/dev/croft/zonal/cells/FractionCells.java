package dev.croft.zonal.cells;

import dev.croft.core.vector.PolygonBuffer;

/**
 * The cells that a polygon covers in part or whole, with the share covered. Exact but for rounding: each edge adds to each cell
 * it passes through its height there, and the area between it and the cell's right side; summed along a row these are the
 * covered shares (Levien's signed-area accumulation, as in font-rs and FreeType's smooth rasteriser). Shares within
 * {@link #NEGLIGIBLE} of 0 or 1 become 0 or 1.
 *
 * <p>Shells count for, holes against, whichever way their rings run; a part whose rings do not bound an area
 * ({@link RingCheck}) is refused. Parts of a multipolygon that overlap are united first ({@link PartUnion}), others are added up.
 *
 * <p>A band is bounded by its cells, {@link #MOST_CELLS} of them, if one row does not have more.
 */
final class FractionCells extends ZoneCells {
    private static final double NEGLIGIBLE = 1e-9;
    private static final int MOST_CELLS = 1 << 20;

    /** With more parts than these, comparing their boxes pair by pair would cost more than comparing all rings. */
    private static final int FEW_PARTS = 64;

    private final int columnCount;
    private final int rowCount;
    private final EdgeTree tree = new EdgeTree();
    private final RingCheck check = new RingCheck(tree);
    private final double[] boxes = new double[4 * FEW_PARTS];

    /** What the share grows by from each column to the next, row by row; all 0 between bands. */
    private double[] changes = new double[1 << 12];

    /** One bit for each of {@link #changes} that may not be 0. */
    private long[] changed = new long[1 << 6];

    private int left;
    private int width;
    private int wordsAcross;
    private int stride;
    private int firstRow;
    private int endRow;
    private int lastRow;

    FractionCells(int columnCount, int rowCount) {
        this.columnCount = columnCount;
        this.rowCount = rowCount;
    }

    @Override
    public boolean begin(PolygonBuffer polygon, double west, double south, double east, double north) {
        left = (int) Math.max(0, Math.floor(west));
        width = (int) Math.min(columnCount, Math.ceil(east)) - left;
        wordsAcross = (Math.max(0, width) >> 6) + 1;
        stride = wordsAcross << 6;
        endRow = (int) Math.max(0, Math.floor(south));
        lastRow = width > 0 ? (int) Math.min(rowCount, Math.ceil(north)) : 0;
        return polygon.partCount() == 1 ? takePart(polygon, 0) : takeParts(polygon);
    }

    private boolean takePart(PolygonBuffer polygon, int part) {
        tree.build(polygon, part, part + 1);
        return check.boundArea();
    }

    private boolean takeParts(PolygonBuffer polygon) {
        for (int part = 0; part < polygon.partCount(); part++) {
            if (!takePart(polygon, part)) {
                return false;
            }
            if (part < FEW_PARTS && tree.edgeCount > 0) {
                noteBox(part);
            }
        }
        tree.build(polygon, 0, polygon.partCount());
        if (boxesAreApart(polygon.partCount()) || check.boundArea()) {
            return true;
        }
        return PartUnion.of(polygon)
                .map(union -> {
                    tree.build(union, 0, union.partCount());
                    return true;
                })
                .orElse(false);
    }

    private void noteBox(int part) {
        int root = tree.levelStart[tree.top];
        boxes[4 * part] = tree.lowX[root];
        boxes[4 * part + 1] = tree.lowY[root];
        boxes[4 * part + 2] = tree.highX[root];
        boxes[4 * part + 3] = tree.highY[root];
    }

    private boolean boxesAreApart(int partCount) {
        if (partCount > FEW_PARTS) {
            return false;
        }
        for (int a = 0; a < 4 * partCount; a += 4) {
            for (int b = a + 4; b < 4 * partCount; b += 4) {
                if (boxes[a] < boxes[b + 2]
                        && boxes[b] < boxes[a + 2]
                        && boxes[a + 1] < boxes[b + 3]
                        && boxes[b + 1] < boxes[a + 3]) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean nextBand() {
        if (endRow >= lastRow) {
            return false;
        }
        firstRow = endRow;
        endRow = Math.min(lastRow, firstRow + Math.max(1, MOST_CELLS / stride));
        int words = (endRow - firstRow) * wordsAcross;
        if (changed.length < words) {
            changed = new long[Math.max(words, 2 * changed.length)];
            changes = new double[changed.length << 6];
        }
        addBox(tree.top, 0);
        runs.clear();
        for (int row = firstRow; row < endRow; row++) {
            emitRow(row);
        }
        return true;
    }

    /** Adds the edges of a box, if any of them can reach the band. */
    private void addBox(int level, int box) {
        int at = tree.levelStart[level] + box;
        if (tree.edgeCount == 0
                || tree.lowY[at] >= endRow
                || tree.highY[at] <= firstRow
                || tree.lowX[at] >= left + width) {
            return;
        }
        if (level > 0) {
            int start = tree.levelStart[level - 1];
            for (int child = tree.firstChild(level - 1, box); child < tree.endChild(level - 1, box); child++) {
                addBox(level - 1, child - start);
            }
            return;
        }
        for (int edge = tree.firstEdge(box); edge < tree.endEdge(box); edge++) {
            addEdge(tree.x1[edge] - left, tree.y1[edge], tree.x2[edge] - left, tree.y2[edge], tree.weight[edge]);
        }
    }

    /** Adds an edge whose y does not fall, row by row. */
    private void addEdge(double x1, double y1, double x2, double y2, double weight) {
        double top = y1 > firstRow ? y1 : firstRow;
        double bottom = y2 < endRow ? y2 : endRow;
        if (!(top < bottom)) {
            return;
        }
        double slope = (x2 - x1) / (y2 - y1);
        double x = top == y1 ? x1 : between(x1, x2, x1 + (top - y1) * slope);
        int row = (int) top;
        double inRow = top - row;
        int slot = (row - firstRow) * stride;
        for (; row + 1 < bottom; row++) {
            double nextX = between(x1, x2, x1 + (row + 1 - y1) * slope);
            addSpan(slot, x, nextX, weight * (1 - inRow));
            x = nextX;
            inRow = 0;
            slot += stride;
        }
        double endX = bottom == y2 ? x2 : between(x1, x2, x1 + (bottom - y1) * slope);
        addSpan(slot, x, endX, weight * (bottom - row - inRow));
    }

    /** Rounding must not carry an edge beyond its ends. */
    private static double between(double a, double b, double value) {
        double low = a < b ? a : b;
        double high = a < b ? b : a;
        return value < low ? low : value > high ? high : value;
    }

    /** Adds what lies right of a straight line of signed height {@code cover} within one row, from one x to another. */
    private void addSpan(int slot, double fromX, double toX, double cover) {
        double low = fromX < toX ? fromX : toX;
        double high = fromX < toX ? toX : fromX;
        if (low >= 0 && high <= width && low < width) {
            addInside(slot, low, high, cover);
        } else if (high <= 0) {
            change(slot, 0, cover, 0);
        } else if (low < width) {
            addAcrossSides(slot, low, high, cover);
        }
    }

    /** What is left of the window covers from its first column on; what is right of it covers nothing. */
    private void addAcrossSides(int slot, double low, double high, double cover) {
        double perColumn = cover / (high - low);
        if (low < 0) {
            change(slot, 0, -low * perColumn, 0);
        }
        double from = Math.max(0, low);
        double to = Math.min(width, high);
        addInside(slot, from, to, (to - from) * perColumn);
    }

    private void addInside(int slot, double low, double high, double cover) {
        int column = (int) low;
        if (high <= column + 1) {
            change(slot, column, cover, cover * (0.5 * (low + high) - column));
            return;
        }
        double perColumn = cover / (high - low);
        double step = (column + 1 - low) * perColumn;
        double rest = cover - step;
        change(slot, column, step, step * 0.5 * (low - column + 1));
        for (column++; high > column + 1; column++) {
            change(slot, column, perColumn, 0.5 * perColumn);
            rest -= perColumn;
        }
        change(slot, column, rest, rest * 0.5 * (high - column));
    }

    /** Adds cover from {@code column} on, less {@code later} in that column itself. */
    private void change(int slot, int column, double cover, double later) {
        int at = slot + column;
        changes[at] += cover - later;
        changes[at + 1] += later;
        changed[at >> 6] |= 1L << at;
        changed[(at + 1) >> 6] |= 1L << (at + 1);
    }

    /** Sums up a row to runs of equal share, and clears it. */
    private void emitRow(int row) {
        int firstWord = (row - firstRow) * wordsAcross;
        double sum = 0;
        double share = 0;
        int from = 0;
        for (int word = 0; word < wordsAcross; word++) {
            long bits = changed[firstWord + word];
            changed[firstWord + word] = 0;
            while (bits != 0) {
                int column = (word << 6) + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                int at = (firstWord << 6) + column;
                sum += changes[at];
                changes[at] = 0;
                double next = sum < NEGLIGIBLE ? 0 : sum > 1 - NEGLIGIBLE ? 1 : sum;
                if (next != share) {
                    if (share > 0) {
                        runs.append(row, left + from, left + column, share);
                    }
                    from = column;
                    share = next;
                }
            }
        }
        if (share > 0 && from < width) {
            runs.append(row, left + from, left + width, share);
        }
    }
}
