package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.run.Host;
import dev.croft.core.run.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croft validate}: whether files are whole. */
@Command(
        footer = {
            "",
            "Parquet: magic at both ends, footer, number of rows. Rasters: header and last block; of a reference, those of",
            "the raster that it names.",
            "PMTiles: header, directories, counts, metadata, and a sample of the tiles.",
            "All files are looked at; the exit code is 2 when one is not there or of no known kind, else 5 when one is",
            "not valid."
        })
final class ValidateCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Parquet, Arrow, GeoTIFF, a zip that holds a GeoTIFF, NAME.reference.json, PMTiles, or another"
                            + " raster that GDAL reads.")
    private List<Path> files;

    @Option(names = "--expect-rows", paramLabel = "N", description = "Rows that each table must have.")
    private Long expectedRows;

    @Mixin
    private BackendOption backend;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        OptionalLong rows = expectedRows == null ? OptionalLong.empty() : OptionalLong.of(expectedRows);
        boolean allValid = true;
        Problems problems = new Problems();
        try (Scratch scratch = Scratch.choose(Host.local())) {
            scratch.adoptAsJavaTmp();
            for (Path file : files) {
                try {
                    allValid &= report(file, FileCheck.of(file, rows, scratch, backend.backend()), out);
                } catch (ConfigurationException e) {
                    // Not there, or of no known kind: said at the end, when the other files have been looked at.
                    problems.add(e.getMessage());
                }
            }
        }
        problems.throwIfAny();
        return (allValid ? ExitCode.DONE : ExitCode.VALIDATION).code();
    }

    private static boolean report(Path file, FileCheck check, PrintWriter out) {
        out.println((check.isValid() ? "valid    " : "INVALID  ") + file + ": "
                + check.details().get(0));
        check.details().stream().skip(1).forEach(detail -> out.println("         " + detail));
        return check.isValid();
    }
}
