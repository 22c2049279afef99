package dev.croft.resample;

/** How values of source cells become the value of a target cell. */
public enum Method {
    /** The source cell that holds the target cell's centre. */
    NEAR(Family.POINT),
    /** Linear between cell centres; going coarser the kernel is widened by the ratio of the cell sizes. */
    BILINEAR(Family.CONVOLUTION),
    /** Cubic convolution with a = -0.5, widened likewise. */
    CUBIC(Family.CONVOLUTION),
    /** Mean of the covered source cells. */
    AVERAGE(Family.COVERED_MEAN),
    /** The value that covers most, in zonal statistics called majority. */
    MODE(Family.CHOICE),
    /** Total of the covered source cells, each in proportion to its covered area. */
    SUM(Family.COVERED_MEAN),
    /** Smallest value of the source cells that the target cell touches. */
    MIN(Family.CHOICE),
    /** Largest value of the source cells that the target cell touches. */
    MAX(Family.CHOICE),
    /** Median of the source cells that the target cell touches: of n sorted values number ceil(n / 2). */
    MED(Family.CHOICE),
    /** First quartile, number ceil(n / 4). */
    Q1(Family.CHOICE),
    /** Third quartile, number ceil(3 n / 4). */
    Q3(Family.CHOICE);

    /** What arithmetic a method needs. */
    enum Family {
        POINT,
        CONVOLUTION,
        COVERED_MEAN,
        /** The value of one of the covered cells. */
        CHOICE
    }

    private final Family family;

    Method(Family family) {
        this.family = family;
    }

    Family family() {
        return family;
    }

    /** Whether every value of the result is a value of the source, so that a palette still fits. */
    public boolean keepsValues() {
        return family == Family.POINT || family == Family.CHOICE;
    }
}
