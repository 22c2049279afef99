package dev.croft.resample;

/** Kernels by the distance between centres, in cells. Going coarser they are widened by the ratio, against aliasing. */
enum Convolution {
    /** A triangle. */
    LINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** Keys, Cubic convolution interpolation for digital image processing (1981), with a = -0.5. */
    CUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x <= 1) {
                return 1 + x * x * (1.5 * x - 2.5);
            }
            return x < 2 ? 2 + x * (-4 + x * (2.5 - 0.5 * x)) : 0;
        }
    };

    /** Up to this ratio the kernel keeps its width, as in GDAL. */
    private static final double NARROW = 1 / 0.95;

    /** Weights that sum to less say nothing. */
    static final double LEAST_TOTAL = 1e-6;

    private final int support;

    Convolution(int support) {
        this.support = support;
    }

    static Convolution of(Method method) {
        return method == Method.CUBIC ? CUBIC : LINEAR;
    }

    abstract double weight(double distance);

    /** Distance beyond which the kernel is zero, in target cells. */
    int support() {
        return support;
    }

    /** Cells on either side of a point that count. */
    int radius(double scale) {
        return (int) Math.ceil(support * scale);
    }

    static boolean isNarrow(double columnRatio, double rowRatio) {
        return columnRatio <= NARROW && rowRatio <= NARROW;
    }
}
