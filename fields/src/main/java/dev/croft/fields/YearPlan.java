package dev.croft.fields;

import java.util.List;
import java.util.Optional;

/**
 * What would become of a year.
 *
 * @param problem why that cannot be said, or nothing can be done
 */
public record YearPlan(int year, List<StepPlan> steps, Optional<String> problem) {
    public YearPlan {
        steps = List.copyOf(steps);
    }

    /** Whether a step would be done. */
    public boolean runs(Step step) {
        return steps.stream().anyMatch(plan -> plan.step() == step && plan.runs());
    }
}
