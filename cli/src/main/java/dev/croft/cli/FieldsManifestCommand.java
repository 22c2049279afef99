package dev.croft.cli;

import dev.croft.fields.FieldsJob;
import dev.croft.view.ViewPage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft fields manifest}: the page and the list of years anew. */
@Command(
        name = "manifest",
        aliases = "publish",
        description = "Puts the page with the map, and the list of the years whose archives are published, anew.",
        footer = {
            "",
            "For archives that were removed by hand, and for the page of a newer croft; croft fields run puts archives, page",
            "and list by itself."
        })
final class FieldsManifestCommand implements Callable<Integer> {
    @Mixin
    private FieldsArguments arguments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (FieldsJob job = arguments.job(arguments.config())) {
            job.rebuildManifest();
            String written = ViewPage.isBuilt() ? "the page and the list of years" : "the list of years";
            spec.commandLine().getOut().println("Wrote " + written + " in " + job.location());
        }
        return ExitCode.DONE.code();
    }
}
