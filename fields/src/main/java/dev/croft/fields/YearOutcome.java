package dev.croft.fields;

import java.util.Map;
import java.util.Optional;

/**
 * What became of a year.
 *
 * @param seconds of each step that was done
 * @param failure why it was not finished
 */
public record YearOutcome(int year, Map<Step, Double> seconds, Optional<Throwable> failure) {
    public YearOutcome {
        seconds = Map.copyOf(seconds);
    }
}
