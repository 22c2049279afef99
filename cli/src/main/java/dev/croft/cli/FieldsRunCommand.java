package dev.croft.cli;

import dev.croft.fields.Step;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft fields run}: from rasters to published tiles. */
@Command(
        name = "run",
        description = "Fetches, finds majorities, tiles, validates, publishes and lists years; skips what is done.",
        footer = {
            "",
            "A step is skipped when its inputs and options are those it was done with, and its output is valid. Killed at any",
            "moment, run it again. A year that fails does not stop the others; the exit code then is that of the failures",
            "when they have one in common, else 3. Each year writes logs/year_YYYY.log, each run logs/events_*.jsonl."
        })
final class FieldsRunCommand implements Callable<Integer> {
    @Mixin
    private FieldsArguments arguments;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "Years at a time, which share threads and memory; by default 1.")
    private int parallel;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return new FieldsRun(arguments, runOptions, spec.commandLine()).until(Step.CLEAN, parallel);
    }
}
