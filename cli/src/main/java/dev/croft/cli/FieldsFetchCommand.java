package dev.croft.cli;

import dev.croft.fields.Step;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft fields fetch}: downloads alone, for machines whose compute nodes have no internet. */
@Command(
        name = "fetch",
        description = "Downloads the rasters that are still needed, where compute nodes have no internet.",
        footer = {"", "What is broken off goes on where it stopped. A file gets its name when its content was checked."
        })
final class FieldsFetchCommand implements Callable<Integer> {
    @Mixin
    private FieldsArguments arguments;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return new FieldsRun(arguments, runOptions, spec.commandLine()).until(Step.FETCH, 1);
    }
}
