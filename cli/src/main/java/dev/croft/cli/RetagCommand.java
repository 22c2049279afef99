package dev.croft.cli;

import dev.croft.core.run.JobReport;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.RetagFileJob;
import dev.croft.tiling.RetagRequest;
import dev.croft.tiling.RetagSummary;
import dev.croft.tiling.TilingRequest.IfValid;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.gzip.Encoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft retag}: new attributes on the geometry of an archive. */
@Command(
        footer = {
            "",
            "Result: what croft tile would make of the same zones and options with these --join files, byte for byte, in",
            "a fraction of the time. Attributes that came from the zones stay and come first; those that came from joined",
            "files are all replaced. Features are found by their id, or by the text or number that identifies them where",
            "that is an attribute. An archive whose ids are text, or numbers below 0, needs them among its attributes."
        })
final class RetagCommand implements Callable<Integer> {
    @Option(
            names = "--tiles",
            required = true,
            paramLabel = "A.pmtiles",
            description = "Archive that croft tile or croft retag made; it is only read.")
    private Path tiles;

    @Option(
            names = JoinSpec.OPTION,
            required = true,
            paramLabel = "B.parquet[:COL,...]",
            description =
                    "Parquet with the new attributes, joined by key; may be given several times. COL=NAME renames.")
    private List<String> joins;

    @Option(
            names = "--join-key",
            paramLabel = "COL",
            description = "Column of the joined files with the ids; by default the name it had in the zones.")
    private String joinKey;

    @Option(names = "--out", required = true, paramLabel = "C.pmtiles", description = "The new archive.")
    private Path out;

    @Option(
            names = "--attributes",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "COL,...",
            description = "Attributes to keep, old and new; by default as the archive was made: all, or those it has.")
    private List<String> attributes;

    @Option(
            names = "--encoder",
            paramLabel = "croft|jdk",
            description = "What compresses tiles; by default what compressed those of the archive.")
    private Encoder encoder;

    @Option(
            names = "--compression-level",
            paramLabel = "N",
            description = "1 to 2 with croft; 1 to 9 with jdk; by default that of the archive.")
    private Integer level;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Name of the new archive; by default that of the old one, or of the new file where the old"
                    + " archive was called like its file.")
    private String name;

    @Option(names = "--attribution", paramLabel = "TEXT", description = "Whom a map credits; by default as before.")
    private String attribution;

    @Option(names = "--description", paramLabel = "TEXT", description = "What the tiles show; by default as before.")
    private String description;

    @Option(
            names = "--if-valid",
            paramLabel = "skip|redo",
            defaultValue = "skip",
            description =
                    "What to do when the output is there, made from the same inputs and options; by default nothing.")
    private IfValid ifValid;

    @Option(names = "--overwrite", description = "Replace an output that Croft did not make.")
    private boolean overwrite;

    @Option(names = "--dry-run", description = "Check everything, say what would be done, and write nothing.")
    private boolean dryRun;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RetagRequest request = request();
        List<Path> files = new ArrayList<>(List.of(tiles, out));
        request.joins().forEach(join -> files.add(join.file()));
        try (RunContext context = runOptions.context("retag", files.toArray(Path[]::new));
                RetagFileJob job = RetagFileJob.plan(request, context)) {
            PrintWriter print = spec.commandLine().getOut();
            job.description().forEach(print::println);
            if (!dryRun) {
                run(job, context);
                runOptions.publish(context.report(), print);
            }
        }
        return ExitCode.DONE.code();
    }

    private void run(RetagFileJob job, RunContext context) throws IOException {
        JobReport report = context.report();
        Optional<RetagSummary> summary = job.run(context);
        if (summary.isEmpty()) {
            report.fact("skipped", "the output is up to date");
            return;
        }
        RetagReport.tell(summary.get(), report);
        report.output(out);
    }

    private RetagRequest request() {
        return new RetagRequest(
                tiles,
                joins.stream().map(JoinSpec::parse).toList(),
                Optional.ofNullable(joinKey),
                out,
                new RetagRequest.Choices(
                        Optional.ofNullable(attributes),
                        Optional.ofNullable(name),
                        Optional.ofNullable(attribution),
                        Optional.ofNullable(description),
                        Optional.ofNullable(encoder),
                        level == null ? OptionalInt.empty() : OptionalInt.of(level)),
                overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS,
                ifValid);
    }
}
