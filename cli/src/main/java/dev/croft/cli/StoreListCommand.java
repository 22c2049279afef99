package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croft store list}: the objects of a bucket or folder. */
@Command(
        name = "list",
        description = "Lists the objects of a bucket or folder: size, time and key.",
        footer = {"", "Result: one line for each object, ordered by key; times in UTC."})
final class StoreListCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LOCATION", description = "s3://bucket/prefix, or a folder.")
    private String location;

    @Mixin
    private StoreArguments arguments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<Path> folder = ObjectStores.folderOf(location);
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new ConfigurationException("Cannot list " + location + ": "
                    + (Files.exists(folder.get()) ? "it is no folder." : "there is no such folder."));
        }
        PrintWriter print = spec.commandLine().getOut();
        try (ObjectStore store = arguments.open(location, Optional.empty())) {
            for (StoredObject object : store.list("")) {
                print.printf("%14d  %.19sZ  %s%n", object.byteCount(), object.modified(), object.key());
            }
        }
        return ExitCode.DONE.code();
    }
}
