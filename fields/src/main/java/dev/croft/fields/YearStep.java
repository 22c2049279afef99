package dev.croft.fields;

import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step of one year. Confined to a thread. */
interface YearStep {
    Step step();

    /** What it depends on; empty when an earlier step has to make that first. */
    Optional<Recipe> recipe() throws IOException;

    /** Files it makes. */
    List<Path> outputs();

    /** Why there is nothing to do, whatever was done before, as a clause. */
    default Optional<String> needless() throws IOException {
        return Optional.empty();
    }

    /**
     * What is wrong with the outcome, as a clause; looks at it quickly.
     *
     * @param done how it was when it was done
     */
    Optional<String> fault(StepRecord done, RunContext context) throws IOException;

    /**
     * Does it. Doing it again after a kill at any moment leads to the same.
     *
     * @return what is to be noted of the outcome
     */
    Map<String, String> run(RunContext context, YearLog log) throws IOException;
}
