package dev.croft.fields;

/**
 * What would become of a step.
 *
 * @param runs whether it would be done
 * @param reason why, or why not, as a clause
 */
public record StepPlan(Step step, boolean runs, String reason) {
    static StepPlan run(Step step, String reason) {
        return new StepPlan(step, true, reason);
    }

    static StepPlan skip(Step step, String reason) {
        return new StepPlan(step, false, reason);
    }

    @Override
    public String toString() {
        return String.format("%-9s%-5s%s", step.title(), runs ? "run" : "skip", reason);
    }
}
