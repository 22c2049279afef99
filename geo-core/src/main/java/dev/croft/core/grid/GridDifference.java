package dev.croft.core.grid;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Why the cells of a grid are not cells of a reference grid, as numbers; {@link #text} puts it in words. */
public sealed interface GridDifference {
    /** A clause such as {@code shifted by 0.31 cell}. */
    String text();

    /** Coordinates in one are not coordinates in the other. */
    record DifferentCrs(String candidate, String reference) implements GridDifference {
        @Override
        public String text() {
            return "CRS differs: " + candidate + " and " + reference;
        }
    }

    /** Columns or rows of at least one of them do not run along the axes. */
    record Rotated() implements GridDifference {
        @Override
        public String text() {
            return "rotated";
        }
    }

    /** Columns or rows run in opposite directions. */
    record OppositeDirections() implements GridDifference {
        @Override
        public String text() {
            return "rows or columns run in opposite directions, as in south-up and north-up grids";
        }
    }

    /**
     * Cells of another size.
     *
     * @param columns reference columns by which the difference adds up over the candidate's width; negative when its cells are
     *     narrower
     * @param rows as {@code columns}, over the height
     */
    record CellSize(double columns, double rows, GeoTransform candidate, GeoTransform reference)
            implements GridDifference {
        /** The sizes themselves when they tell the difference, else what it adds up to. */
        @Override
        public String text() {
            if (Math.max(Math.abs(columns), Math.abs(rows)) >= 1
                    && !size(candidate).equals(size(reference))) {
                return "cell size " + size(candidate) + " instead of " + size(reference);
            }
            return String.format(
                    Locale.ROOT,
                    "cell size differs by %.3g columns over the width and %.3g rows over the height",
                    columns,
                    rows);
        }

        private static String size(GeoTransform cells) {
            String width = number(cells.cellWidth());
            String height = number(cells.cellHeight());
            return width.equals(height) ? width : width + " x " + height;
        }

        private static String number(double value) {
            return new BigDecimal(value)
                    .round(new MathContext(7))
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }

    /**
     * Cells of the same size that lie between those of the reference.
     *
     * @param cells the largest distance of a corner of the candidate from the nearest corner of a reference cell, along an axis
     */
    record Shifted(double cells) implements GridDifference {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "shifted by %.3g cell", cells);
        }
    }
}
