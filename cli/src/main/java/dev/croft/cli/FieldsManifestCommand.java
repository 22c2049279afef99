package dev.croft.cli;

import dev.croft.fields.FieldsJob;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft fields manifest}: the list of years anew. */
@Command(
        name = "manifest",
        description = "Writes the list of published years anew, of the years whose archives are there.",
        footer = {"", "For archives that were removed by hand; croft fields run keeps the list by itself."})
final class FieldsManifestCommand implements Callable<Integer> {
    @Mixin
    private FieldsArguments arguments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (FieldsJob job = arguments.job(arguments.config())) {
            job.rebuildManifest();
            spec.commandLine().getOut().println("Wrote the list of years in " + job.location());
        }
        return ExitCode.DONE.code();
    }
}
