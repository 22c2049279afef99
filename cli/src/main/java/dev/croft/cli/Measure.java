package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;

/** Reads numbers with a unit, such as {@code 1px} or {@code 0.5px2}. */
final class Measure {
    private Measure() {}

    /**
     * Reads a number of at least 0; the unit may be left out.
     *
     * @param option whose value it is, for the message
     */
    static double parse(String option, String text, String unit) {
        String number = text.endsWith(unit) ? text.substring(0, text.length() - unit.length()) : text;
        try {
            double value = Double.parseDouble(number.strip());
            if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new ConfigurationException(notANumber(option, text, unit), e);
        }
        throw new ConfigurationException(notANumber(option, text, unit));
    }

    private static String notANumber(String option, String text, String unit) {
        return "Cannot read \"" + text + "\": " + option + " takes a number from 0, such as 1" + unit + ".";
    }
}
