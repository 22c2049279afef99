package dev.croft.resample;

import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.InputDataException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to become of one raster. */
public sealed interface PlannedRaster {
    ResampleRequest.Input input();

    /** One line. */
    String text();

    /** Whether it gets an output, but for what shows when its cells are read. */
    default boolean isMade() {
        return false;
    }

    /** Whether its output is the file as it is. */
    default boolean passes() {
        return false;
    }

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

        @Override
        public boolean isMade() {
            return !(decision instanceof Decision.NoOverlap);
        }

        @Override
        public boolean passes() {
            return decision instanceof Decision.PassThrough;
        }
    }

    /** A raster with which the request cannot be met, so that nothing is made at all. */
    record Refused(ResampleRequest.Input input, List<Refusal> refusals) implements PlannedRaster {
        public Refused {
            refusals = List.copyOf(refusals);
        }

        @Override
        public String text() {
            return input.name() + ": refused: "
                    + refusals.stream().map(Refusal::reason).collect(Collectors.joining("; "));
        }
    }

    /**
     * Why a raster is refused.
     *
     * @param reason a clause
     * @param message all of it, with the remedy
     */
    record Refusal(String reason, String message) {}

    /** A raster that could not. */
    record Damaged(ResampleRequest.Input input, InputDataException failure) implements PlannedRaster {
        @Override
        public String text() {
            return input.name() + ": damaged: " + failure.getMessage();
        }
    }
}
