package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.InputDataException;
import java.util.Locale;
import java.util.Optional;

/** What is to become of one raster. */
public sealed interface PlannedRaster {
    ResampleRequest.Input input();

    /** One line. */
    String text();

    /**
     * A raster that could be opened.
     *
     * @param method what computes new values; empty when none are, or nothing says which
     */
    record Decided(ResampleRequest.Input input, GridGeometry grid, Decision decision, Optional<Method> method)
            implements PlannedRaster {
        @Override
        public String text() {
            String how = method.map(chosen -> " (" + chosen.name().toLowerCase(Locale.ROOT) + ")")
                    .orElse("");
            return input.name() + ": " + decision.action() + how + ": "
                    + decision.reason().text();
        }
    }

    /** A raster that could not. */
    record Damaged(ResampleRequest.Input input, InputDataException failure) implements PlannedRaster {
        @Override
        public String text() {
            return input.name() + ": damaged: " + failure.getMessage();
        }
    }
}
