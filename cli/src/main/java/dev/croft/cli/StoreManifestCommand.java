package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.AtomicOutput;
import dev.croft.core.run.Overwrite;
import dev.croft.store.FolderManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croft store manifest}: what a folder holds, and whether a copy of it does. */
@Command(
        name = "manifest",
        description = "Lists the files of a folder with checksums, or checks a copy against such a list.",
        footer = {
            "",
            "Result: one line for each file, ordered by path: CRC-32C, bytes, and path",
            "below the folder, as in crc32c:e3069283  9  web/us_full_years.json.",
            "With --check, a line for each file that is missing or differs, and exit code 5",
            "when there is one; files that the list does not name are of no account."
        })
final class StoreManifestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Folder with all that is below it.")
    private Path folder;

    @Option(names = "--check", paramLabel = "FILE", description = "Check the folder against this list.")
    private Path expected;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the list here; by default it is printed.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("Cannot list " + folder + ": it is no folder.");
        }
        if (expected != null && out != null) {
            throw new ConfigurationException("Cannot do both: give either --check or --out.");
        }
        return (expected == null ? list() : check()).code();
    }

    private ExitCode list() throws IOException {
        FolderManifest manifest =
                FolderManifest.of(folder, Optional.ofNullable(out).map(List::of).orElse(List.of()));
        List<String> lines =
                manifest.entries().stream().map(FolderManifest.Entry::line).toList();
        PrintWriter print = spec.commandLine().getOut();
        if (out == null) {
            lines.forEach(print::println);
            return ExitCode.DONE;
        }
        try (AtomicOutput output = AtomicOutput.to(out, Overwrite.ANYTHING, List.of())) {
            Files.write(output.path(), lines);
            output.commitAlone();
        }
        print.println("listed   " + lines.size() + " files, " + manifest.byteCount() + " bytes");
        return ExitCode.DONE;
    }

    private ExitCode check() throws IOException {
        FolderManifest manifest = FolderManifest.read(expected);
        List<String> differences = manifest.differencesOf(folder);
        PrintWriter print = spec.commandLine().getOut();
        differences.forEach(difference -> print.println("DIFFERS  " + difference));
        print.println((differences.isEmpty() ? "same     " : "checked  ")
                + manifest.entries().size() + " files, " + manifest.byteCount() + " bytes, " + differences.size()
                + " differ");
        return differences.isEmpty() ? ExitCode.DONE : ExitCode.VALIDATION;
    }
}
