package dev.croft.testdata;

/** Rectangle of ground in cells that holds one field, or all fields of one half of a division. */
record Plot(double column, double row, double width, double height) {
    double area() {
        return width * height;
    }

    /** Cuts across the longer side and returns one half; {@code share} is the part of the area in the first. */
    Plot half(boolean first, double share) {
        if (width >= height) {
            double cut = width * share;
            return first ? new Plot(column, row, cut, height) : new Plot(column + cut, row, width - cut, height);
        }
        double cut = height * share;
        return first ? new Plot(column, row, width, cut) : new Plot(column, row + cut, width, height - cut);
    }

    Plot shrunk(double margin) {
        return new Plot(column + margin, row + margin, width - 2 * margin, height - 2 * margin);
    }
}
