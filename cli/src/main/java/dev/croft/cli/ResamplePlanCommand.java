package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import dev.croft.resample.ResampleFileJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft resample plan}: what would be done with each raster, and why. */
@Command(name = "plan", description = "Says what would be done with each raster, and why; writes nothing.")
final class ResamplePlanCommand implements Callable<Integer> {
    @Mixin
    private ResampleArguments arguments;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        ResampleArguments.Resolved resolved = arguments.resolve();
        resolved.configuration().remarks().forEach(spec.commandLine().getErr()::println);
        try (RunContext context = runOptions.context("resample plan", resolved.configuration(), resolved.files())) {
            ResampleFileJob plan = ResampleFileJob.plan(resolved.request(Optional.empty()), context);
            plan.description().forEach(print::println);
            if (!plan.problems().isEmpty()) {
                throw new ConfigurationException(plan.problems());
            }
            return (plan.isComplete() ? ExitCode.DONE : ExitCode.INPUT).code();
        }
    }
}
