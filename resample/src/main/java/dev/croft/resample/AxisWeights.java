package dev.croft.resample;

import java.util.Arrays;

/**
 * For each target cell along one axis the source cells that count and how much, for grids whose axes are parallel: target cell
 * {@code i} takes source cells {@code first[i]} to {@code first[i] + count(i) - 1}, whose weights begin at {@code offset[i]}.
 * Immutable; the arrays are not to be written.
 */
final class AxisWeights {
    /** Edges that are closer than this to those of source cells, in the smaller of both cells, lie on them. */
    private static final double SNAP = 1e-7;

    /** GDAL's allowance for rounding in the position of a centre. */
    private static final double CENTRE_SNAP = 1e-10;

    private final int[] first;
    private final int[] offset;
    private final double[] weights;
    private final int[] near;

    private AxisWeights(int[] first, int[] offset, double[] weights, int[] near) {
        this.first = first;
        this.offset = offset;
        this.weights = weights;
        this.near = near;
    }

    int[] first() {
        return first;
    }

    int[] offset() {
        return offset;
    }

    double[] weights() {
        return weights;
    }

    /** For each target cell the source cell that holds its centre; -1 outside the source. */
    int[] near() {
        return near;
    }

    /**
     * One axis of two grids.
     *
     * @param origin where the target begins, in source cells
     * @param step source cells per target cell, negative when the axes run in opposite directions
     */
    record Axis(double origin, double step, int targetCount, int sourceCount) {
        double centre(int i) {
            return origin + (i + 0.5) * step;
        }

        double edge(int i) {
            double edge = origin + i * step;
            double whole = Math.rint(edge);
            return Math.abs(edge - whole) <= SNAP * Math.min(1, Math.abs(step)) ? whole : edge;
        }

        /** Source cell at a target cell's centre, -1 outside. */
        int near(int i) {
            double cell = Math.floor(centre(i) + CENTRE_SNAP);
            return cell >= 0 && cell < sourceCount ? (int) cell : -1;
        }

        /**
         * Source cells per target cell, as gdalwarp reckons it over a window: the true ratio when the target lies in the
         * source; else the whole cells of the source inside the target, over the target cells that they reach. Whole when
         * within 0.05 of it. Where the target reaches beyond, GDAL's window, and so its ratio, may still be another one.
         *
         * @param reach target cells on either side that a kernel reaches
         */
        double ratio(int reach) {
            double size = Math.abs(step);
            double from = Math.min(edge(0), edge(targetCount));
            double to = Math.max(edge(0), edge(targetCount));
            boolean isInside = from >= 0 && to <= sourceCount;
            double covered =
                    isInside ? to - from : Math.ceil(Math.min(sourceCount, to)) - Math.floor(Math.max(0, from));
            if (covered <= 0) {
                return Math.abs(step);
            }
            double before = Math.max(0, Math.ceil(-from / size) - reach);
            double after = Math.max(0, Math.ceil((to - sourceCount) / size) - reach);
            double ratio = covered / (targetCount - before - after);
            return Math.abs(ratio - Math.rint(ratio)) < 0.05 ? Math.rint(ratio) : ratio;
        }
    }

    int count(int i) {
        return offset[i + 1] - offset[i];
    }

    /** Length of the overlap of source cell and target cell, in source cells; 1 for each that overlaps when equal. */
    static AxisWeights overlaps(Axis axis, CellWeights weights) {
        Builder builder = new Builder(axis);
        for (int i = 0; i < axis.targetCount(); i++) {
            double from = Math.max(0, Math.min(axis.edge(i), axis.edge(i + 1)));
            double to = Math.min(axis.sourceCount(), Math.max(axis.edge(i), axis.edge(i + 1)));
            builder.begin(i, (int) Math.floor(from));
            for (int cell = (int) Math.floor(from); cell < to; cell++) {
                double overlap = Math.min(cell + 1.0, to) - Math.max(cell, from);
                builder.add(weights == CellWeights.EQUAL ? 1 : overlap);
            }
        }
        return builder.build();
    }

    /** The source cell at each centre, weighing 1. */
    static AxisWeights centres(Axis axis) {
        Builder builder = new Builder(axis);
        for (int i = 0; i < axis.targetCount(); i++) {
            int near = axis.near(i);
            builder.begin(i, near);
            if (near >= 0) {
                builder.add(1);
            }
        }
        return builder.build();
    }

    /** Values of a kernel at the centres of source cells, widened {@code scale} times; not normalised. */
    static AxisWeights kernel(Axis axis, Convolution convolution, double scale) {
        Builder builder = new Builder(axis);
        int radius = convolution.radius(scale);
        for (int i = 0; i < axis.targetCount(); i++) {
            int left = (int) Math.floor(axis.centre(i) - 0.5);
            int from = Math.max(0, left + 1 - radius);
            int to = axis.near(i) < 0 ? from : Math.min(axis.sourceCount(), left + radius + 1);
            builder.begin(i, from);
            for (int cell = from; cell < to; cell++) {
                builder.add(convolution.weight((cell + 0.5 - axis.centre(i)) / scale));
            }
        }
        return builder.build();
    }

    private static final class Builder {
        private final Axis axis;
        private final int[] first;
        private final int[] offset;
        private final int[] near;
        private double[] weights;
        private int length;

        Builder(Axis axis) {
            this.axis = axis;
            this.first = new int[axis.targetCount()];
            this.near = new int[axis.targetCount()];
            this.offset = new int[axis.targetCount() + 1];
            this.weights = new double[axis.targetCount()];
        }

        void begin(int i, int firstCell) {
            first[i] = firstCell;
            offset[i] = length;
            near[i] = axis.near(i);
        }

        void add(double weight) {
            if (length == weights.length) {
                weights = Arrays.copyOf(weights, 2 * length);
            }
            weights[length++] = weight;
        }

        AxisWeights build() {
            offset[first.length] = length;
            return new AxisWeights(first, offset, weights, near);
        }
    }

    /** First source cell that target cells {@code from} to {@code end - 1} need. */
    int start(int from, int end) {
        int start = Integer.MAX_VALUE;
        for (int i = from; i < end; i++) {
            start = count(i) == 0 ? start : Math.min(start, first[i]);
        }
        return start == Integer.MAX_VALUE ? 0 : start;
    }

    /** Source cell after the last that they need; {@link #start} or less when they need none. */
    int end(int from, int end) {
        int last = 0;
        for (int i = from; i < end; i++) {
            last = count(i) == 0 ? last : Math.max(last, first[i] + count(i));
        }
        return last;
    }
}
