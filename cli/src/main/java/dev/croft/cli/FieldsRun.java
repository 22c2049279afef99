package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.JobReport;
import dev.croft.core.run.RunContext;
import dev.croft.fields.FieldsJob;
import dev.croft.fields.Step;
import dev.croft.fields.YearOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;

/** Runs years, tells what became of them, and answers the exit code. */
record FieldsRun(FieldsArguments arguments, RunOptions runOptions, CommandLine command) {
    int until(Step until, int parallel) throws IOException {
        if (parallel < 1) {
            throw new ConfigurationException("Cannot run " + parallel + " years at a time: --parallel is at least 1.");
        }
        try (FieldsJob job = arguments.job(arguments.config());
                RunContext context = arguments.context(runOptions, job)) {
            PrintWriter out = command.getOut();
            List<YearOutcome> outcomes = job.run(context, until, parallel, line -> {
                out.println(line);
                out.flush();
            });
            tell(outcomes, context.report());
            runOptions.publish(context.report(), out);
            return exitCode(outcomes, command.getErr()).code();
        }
    }

    private static void tell(List<YearOutcome> outcomes, JobReport report) {
        report.fact("years", outcomes.size());
        Map<Step, Double> seconds = new TreeMap<>();
        int upToDate = 0;
        for (YearOutcome outcome : outcomes) {
            outcome.seconds().forEach((step, more) -> seconds.merge(step, more, Double::sum));
            upToDate += outcome.seconds().isEmpty() && outcome.failure().isEmpty() ? 1 : 0;
            outcome.failure()
                    .ifPresent(failure -> report.reason("FAILED", outcome.year() + ": " + Failure.message(failure)));
        }
        report.fact("up to date", upToDate);
        seconds.forEach((step, sum) -> report.fact(step.title(), String.format(Locale.ROOT, "%.1f s", sum)));
    }

    private static ExitCode exitCode(List<YearOutcome> outcomes, PrintWriter err) {
        Optional<ExitCode> common = Optional.empty();
        for (YearOutcome outcome : outcomes) {
            if (outcome.failure().isPresent()) {
                err.println("Cannot finish " + outcome.year() + ": "
                        + Failure.message(outcome.failure().get()));
                ExitCode code = ExitCode.of(outcome.failure().get());
                common = Optional.of(common.orElse(code) == code ? code : ExitCode.INPUT);
            }
        }
        return common.orElse(ExitCode.DONE);
    }
}
