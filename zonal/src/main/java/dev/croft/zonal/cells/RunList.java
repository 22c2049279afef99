package dev.croft.zonal.cells;

import java.util.Arrays;

/** Horizontal runs of cells, in arrays that grow and are reused. */
final class RunList {
    private static final int FEW = 16;

    private int[] rows = new int[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];

    /** Empty while all runs are of whole cells. */
    private double[] coverages = {};

    private int count;

    private int[] rowEnds = {};
    private int[] sortedRows = {};
    private int[] sortedStarts = {};
    private int[] sortedEnds = {};

    int count() {
        return count;
    }

    int row(int run) {
        return rows[run];
    }

    int start(int run) {
        return starts[run];
    }

    int end(int run) {
        return ends[run];
    }

    double coverage(int run) {
        return coverages.length == 0 ? 1 : coverages[run];
    }

    void clear() {
        count = 0;
    }

    /** Appends a run of whole cells. */
    void append(int row, int start, int end) {
        if (count == rows.length) {
            grow();
        }
        rows[count] = row;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    /** Appends a run of cells of which {@code coverage} is covered; a list holds runs of one kind only. */
    void append(int row, int start, int end, double coverage) {
        append(row, start, end);
        if (coverages.length < count) {
            coverages = Arrays.copyOf(coverages, rows.length);
        }
        coverages[count - 1] = coverage;
    }

    private void grow() {
        rows = Arrays.copyOf(rows, count * 2);
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
    }

    /** Sorts the runs from {@code from} on by row and column and joins those that overlap or touch. */
    void unite(int from) {
        sort(from);
        int last = from - 1;
        for (int run = from; run < count; run++) {
            if (last >= from && rows[run] == rows[last] && starts[run] <= ends[last]) {
                ends[last] = Math.max(ends[last], ends[run]);
            } else {
                last++;
                rows[last] = rows[run];
                starts[last] = starts[run];
                ends[last] = ends[run];
            }
        }
        count = last + 1;
    }

    /** Sorts by row through a count of each row's runs, then within the rows. */
    private void sort(int from) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int run = from; run < count; run++) {
            int row = rows[run];
            low = row < low ? row : low;
            high = row > high ? row : high;
        }
        int longest = count - from;
        if (longest > high - low) {
            longest = sortByRow(from, low, high - low + 1);
        }
        sortNear(from, longest);
    }

    /** Leaves runs of one row in the order they came; returns how many the fullest row has. */
    private int sortByRow(int from, int low, int rowCount) {
        if (rowEnds.length < rowCount) {
            rowEnds = new int[Math.max(rowCount, 2 * rowEnds.length)];
        }
        if (sortedRows.length < rows.length) {
            sortedRows = new int[rows.length];
            sortedStarts = new int[rows.length];
            sortedEnds = new int[rows.length];
        }
        Arrays.fill(rowEnds, 0, rowCount, 0);
        for (int run = from; run < count; run++) {
            rowEnds[rows[run] - low]++;
        }
        int most = 0;
        int next = 0;
        for (int row = 0; row < rowCount; row++) {
            int inRow = rowEnds[row];
            most = inRow > most ? inRow : most;
            rowEnds[row] = next;
            next += inRow;
        }
        for (int run = from; run < count; run++) {
            int to = rowEnds[rows[run] - low]++;
            sortedRows[to] = rows[run];
            sortedStarts[to] = starts[run];
            sortedEnds[to] = ends[run];
        }
        System.arraycopy(sortedRows, 0, rows, from, next);
        System.arraycopy(sortedStarts, 0, starts, from, next);
        System.arraycopy(sortedEnds, 0, ends, from, next);
        return most;
    }

    /** Shell sort in place, gaps falling by 2.25, of runs none of which is further than {@code distance} from its place. */
    private void sortNear(int from, int distance) {
        for (int gap = firstGap(distance); gap > 0; gap = gap == 1 ? 0 : Math.max(1, (int) (gap / 2.25))) {
            for (int run = from + gap; run < count; run++) {
                int row = rows[run];
                int start = starts[run];
                int end = ends[run];
                int to = run;
                while (to - gap >= from && isAfter(to - gap, row, start)) {
                    rows[to] = rows[to - gap];
                    starts[to] = starts[to - gap];
                    ends[to] = ends[to - gap];
                    to -= gap;
                }
                rows[to] = row;
                starts[to] = start;
                ends[to] = end;
            }
        }
    }

    /** Few runs are moved one by one: most are in order already. */
    private static int firstGap(int distance) {
        int gap = 1;
        while (distance > FEW && gap * 2.25 < distance) {
            gap = (int) Math.ceil(gap * 2.25);
        }
        return gap;
    }

    private boolean isAfter(int run, int row, int start) {
        return rows[run] > row || (rows[run] == row && starts[run] > start);
    }
}
