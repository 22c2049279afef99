package dev.croft.zonal.cells;

import java.util.Arrays;

/** Horizontal runs of cells, in arrays that grow and are reused. */
final class RunList {
    private int[] rows = new int[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];

    /** Empty while all runs are of whole cells. */
    private double[] coverages = {};

    private int count;

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

    /** Shell sort in place, gaps falling by 2.25: no allocation, and quick on runs that are nearly in order. */
    private void sort(int from) {
        int length = count - from;
        for (int gap = firstGap(length); gap > 0; gap = gap == 1 ? 0 : Math.max(1, (int) (gap / 2.25))) {
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

    private static int firstGap(int length) {
        int gap = 1;
        while (gap * 2.25 < length) {
            gap = (int) Math.ceil(gap * 2.25);
        }
        return gap;
    }

    private boolean isAfter(int run, int row, int start) {
        return rows[run] > row || (rows[run] == row && starts[run] > start);
    }
}
