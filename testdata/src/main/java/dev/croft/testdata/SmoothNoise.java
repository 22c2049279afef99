package dev.croft.testdata;

/** A smooth random surface with values in [0, 1): random heights on a square lattice, blended between. Immutable. */
final class SmoothNoise {
    private final long seed;
    private final long stream;
    private final double latticeSize;

    SmoothNoise(long seed, long stream, double latticeSize) {
        this.seed = seed;
        this.stream = stream;
        this.latticeSize = latticeSize;
    }

    double at(double x, double y) {
        double latticeX = Math.floor(x / latticeSize);
        double latticeY = Math.floor(y / latticeSize);
        double shareX = eased(x / latticeSize - latticeX);
        double shareY = eased(y / latticeSize - latticeY);
        long column = (long) latticeX;
        long row = (long) latticeY;
        double north = blend(height(column, row), height(column + 1, row), shareX);
        double south = blend(height(column, row + 1), height(column + 1, row + 1), shareX);
        return blend(north, south, shareY);
    }

    private double height(long column, long row) {
        return Draws.unit(Draws.hash(seed, stream, (row << 32) ^ (column & 0xffffffffL)));
    }

    private static double blend(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static double eased(double share) {
        return share * share * (3 - 2 * share);
    }
}
