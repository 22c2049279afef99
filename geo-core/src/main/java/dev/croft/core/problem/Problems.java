package dev.croft.core.problem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers everything that is wrong with a request, so that it fails once and names it all. Confined to a thread. */
public final class Problems {
    private final List<String> found = new ArrayList<>();

    public void add(String problem) {
        found.add(problem);
    }

    /** Notes {@code problem} unless {@code condition} holds. */
    public void require(boolean condition, Supplier<String> problem) {
        if (!condition) {
            found.add(problem.get());
        }
    }

    /** Runs {@code check} and notes what it says is wrong with the request. */
    public void collect(Check check) throws IOException {
        try {
            check.run();
        } catch (ConfigurationException e) {
            found.addAll(e.problems());
        }
    }

    /** Something that may find a fault with the request. */
    @FunctionalInterface
    public interface Check {
        /** Throws a {@link ConfigurationException} when there is one. */
        void run() throws IOException;
    }

    /** Throws a {@link ConfigurationException} holding all problems, when there are any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
