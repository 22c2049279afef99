package dev.croft.fields;

import java.io.IOException;
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

    /** Throws the failure, if any, for callers to whom one failed year is a failure of all. */
    public void throwFailure() throws IOException {
        if (failure.isPresent()) {
            Throwable thrown = failure.get();
            if (thrown instanceof IOException e) {
                throw e;
            }
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            throw (Error) thrown;
        }
    }
}
