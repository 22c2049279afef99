package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.fields.FieldsJob;
import dev.croft.fields.YearPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft fields plan}: what would be done for each year, and why. */
@Command(
        name = "plan",
        description = "Says what would be done for each year, and why. Writes nothing.",
        footer = {
            "",
            "Asks where files are published, but no server of rasters: what is to be fetched may turn out to be absent."
        })
final class FieldsPlanCommand implements Callable<Integer> {
    @Mixin
    private FieldsArguments arguments;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (FieldsJob job = arguments.job(arguments.config());
                RunContext context = arguments.context(runOptions, job)) {
            List<YearPlan> plans = job.plan(context);
            for (YearPlan plan : plans) {
                out.println(plan.year());
                plan.steps().forEach(step -> out.println("  " + step));
                plan.problem().ifPresent(problem -> out.println("  " + problem));
            }
            List<String> problems = plans.stream()
                    .map(YearPlan::problem)
                    .flatMap(Optional::stream)
                    .toList();
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
        }
        return ExitCode.DONE.code();
    }
}
