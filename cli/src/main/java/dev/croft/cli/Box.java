package dev.croft.cli;

import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.ConfigurationException;

/** Reads what {@code --bbox} takes. */
final class Box {
    private Box() {}

    /** Reads {@code west,south,east,north}. */
    static Bounds parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 4) {
                return new Bounds(
                        Double.parseDouble(parts[0]),
                        Double.parseDouble(parts[1]),
                        Double.parseDouble(parts[2]),
                        Double.parseDouble(parts[3]));
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(notBounds(text), e);
        }
        throw new ConfigurationException(notBounds(text));
    }

    private static String notBounds(String text) {
        return "Cannot read \"" + text
                + "\" as a bounding box: --bbox takes west,south,east,north, with west <= east and "
                + "south <= north.";
    }
}
