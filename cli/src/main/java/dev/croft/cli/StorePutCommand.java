package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ValidationException;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectKeys;
import dev.croft.store.ObjectStore;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croft store put}: files to a bucket or folder. */
@Command(
        name = "put",
        description = "Puts files in a bucket or folder, and verifies them there.",
        footer = {
            "",
            "Each file becomes an object of its name, replacing what has it. Size and",
            "checksum of what arrived are compared with the file. After a kill, run the",
            "same command again: parts that arrived are not sent again. By default eight",
            "parts are on their way at a time; --threads says otherwise.",
            "",
            "Tables (.parquet) and archives (.pmtiles) are looked into first, as by croft",
            "validate; when one is not valid, nothing is put, and the exit code is 5."
        })
final class StorePutCommand implements Callable<Integer> {
    private static final List<String> VALIDATED = List.of(".parquet", ".pmtiles");

    @Parameters(
            arity = "2..*",
            paramLabel = "FILE... LOCATION",
            hideParamSyntax = true,
            description = "Files, and where to: s3://bucket/prefix, or a folder, which is made if absent.")
    private List<String> filesAndLocation;

    @Mixin
    private StoreArguments arguments;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int last = filesAndLocation.size() - 1;
        Map<String, Path> files = filesByKey(filesAndLocation.subList(0, last));
        PrintWriter print = spec.commandLine().getOut();
        try (RunContext context = runOptions.context("store put", files.values().toArray(Path[]::new));
                ObjectStore store = arguments.open(filesAndLocation.get(last), runOptions.threadsAsked())) {
            requireValid(files.values(), context);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                StoredObject stored =
                        store.put(file.getValue(), file.getKey(), ObjectHeaders.of(file.getKey()), context);
                print.println("put      " + stored.key() + ": " + stored.byteCount() + " bytes, verified in "
                        + store.location());
            }
            runOptions.publish(context.report(), print);
        }
        return ExitCode.DONE.code();
    }

    private static void requireValid(Collection<Path> files, RunContext context) throws IOException {
        List<String> invalid = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (VALIDATED.stream().anyMatch(name::endsWith)) {
                invalid.addAll(faults(file, context));
            }
        }
        if (!invalid.isEmpty()) {
            throw new ValidationException(String.join("\n", invalid));
        }
    }

    private static List<String> faults(Path file, RunContext context) throws IOException {
        String start = "Cannot put " + file + ": ";
        String end = ". Nothing was put; make the file again.";
        try {
            FileCheck check = FileCheck.of(file, OptionalLong.empty(), context.scratch(), RasterBackend.AUTO);
            String found = check.details().get(0);
            return check.isValid() ? List.of() : List.of(start + found.replaceFirst("\\.$", "") + end);
        } catch (ConfigurationException e) {
            // By its name it is of a kind that it is not of.
            return List.of(start + e.getMessage().replaceFirst("\\.$", "") + end);
        }
    }

    /** Looks at all files before the first is put. */
    private static Map<String, Path> filesByKey(List<String> names) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        Problems problems = new Problems();
        for (String name : names) {
            Path file = Path.of(name);
            problems.collect(() -> {
                Path other = files.putIfAbsent(key(file), file);
                if (other != null) {
                    throw new ConfigurationException("Cannot put both " + other + " and " + file
                            + ": they would have the same key. Put one of them elsewhere.");
                }
            });
        }
        problems.throwIfAny();
        return files;
    }

    private static String key(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "Cannot put " + file + ": " + (Files.exists(file) ? "it is no file." : "it does not exist."));
        }
        return ObjectKeys.require(file.getFileName().toString());
    }
}
