package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.geotiff.Compression;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.run.JobReport;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.resample.OutputFormat;
import dev.croft.resample.ResampleFileJob;
import dev.croft.resample.ResampleRequest;
import dev.croft.resample.ResampleSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft resample run}: brings rasters to one grid. */
@Command(
        name = "run",
        description = "Brings rasters to one grid: passes through, copies cells, or resamples.",
        footer = {
            "",
            "Result: DIR/NAME.tif for each raster, whole or not at all, with a receipt that says how it was made. A raster",
            "that is on the grid already becomes a second name of the same file, also with --format cog; change neither",
            "in place. Overviews are by mode for class tables, categorical data, --method mode, and integers of which",
            "nothing says what they are; each is made from the one before, down to one tile of 512 x 512."
        })
final class ResampleRunCommand implements Callable<Integer> {
    @Mixin
    private ResampleArguments arguments;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for outputs; made if absent.")
    private Path folder;

    @Option(
            names = "--passthrough",
            paramLabel = "link|copy|reference",
            defaultValue = "link",
            description = "What a raster becomes that is on the grid: a hard link, a copy, or NAME.reference.json.")
    private ResampleRequest.Passing passing;

    @Option(
            names = "--format",
            paramLabel = "gtiff|cog",
            defaultValue = "gtiff",
            description = {
                "gtiff: tiled GeoTIFF. cog: Cloud Optimized GeoTIFF, with overviews by mode for classes, else by average;",
                "takes room for temporary files, about the output's size uncompressed."
            })
    private OutputFormat.Kind format;

    @Option(
            names = "--compression",
            paramLabel = "zstd|deflate|none",
            defaultValue = "zstd",
            description = "What compresses tiles; by default zstd.")
    private Compression compression;

    @Option(
            names = "--compression-level",
            paramLabel = "N",
            description = "1 to 19 with zstd, by default 3; 1 to 9 with deflate, by default 6.")
    private Integer level;

    @Option(
            names = "--if-valid",
            paramLabel = "skip|redo",
            defaultValue = "skip",
            description = "What to do when an output is there, made from the same raster in the same way.")
    private ResampleRequest.IfValid ifValid;

    @Option(names = "--overwrite", description = "Replace outputs that Croft did not make.")
    private boolean overwrite;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ResampleArguments.Resolved resolved = arguments.resolve();
        ResampleRequest request = resolved.request(Optional.of(outputs()));
        PrintWriter print = spec.commandLine().getOut();
        resolved.configuration().remarks().forEach(print::println);
        try (RunContext context = runOptions.context("resample", resolved.configuration(), resolved.files())) {
            ResampleFileJob job = ResampleFileJob.plan(request, context);
            job.description().forEach(print::println);
            if (!job.problems().isEmpty()) {
                throw new ConfigurationException(job.problems());
            }
            if (job.hasOutputs()) {
                OutputFolder.make(folder, "--out-dir");
            }
            ResampleSummary summary = job.run(context, print::println);
            tell(summary, context.report());
            runOptions.publish(context.report(), print);
            return finish(summary.failures()).code();
        }
    }

    private ResampleArguments.Outputs outputs() {
        int chosen = level != null ? level : compression == Compression.ZSTD ? 3 : 6;
        OutputFormat files = OutputFormat.of(format, GeoTiffOptions.DEFAULT.withCompression(compression, chosen));
        return new ResampleArguments.Outputs(
                folder, passing, files, overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS, ifValid);
    }

    private static void tell(ResampleSummary summary, JobReport report) throws IOException {
        report.fact("passed through", summary.passedCount());
        report.fact("cells copied", summary.copiedCount());
        report.fact("resampled", summary.resampledCount());
        report.fact("up to date", summary.upToDateCount());
        for (ResampleSummary.Failed failed : summary.failures()) {
            report.reason(
                    failed.failure().code(),
                    failed.name() + ": " + failed.failure().getMessage());
        }
        for (Path output : summary.outputs()) {
            report.output(output);
        }
    }

    private ExitCode finish(List<ResampleSummary.Failed> failures) {
        PrintWriter err = spec.commandLine().getErr();
        failures.forEach(failed -> err.println(failed.failure().getMessage()));
        return failures.isEmpty() ? ExitCode.DONE : ExitCode.INPUT;
    }
}
