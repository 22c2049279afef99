package dev.croft.zonal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a Python for second opinions, as the tests of geo-core do, which lies below testdata and cannot share it. */
public final class Python {
    /** Where the Python of the system is; the first on the PATH may be another, without its modules. */
    private static final String SYSTEM_FOLDER = "/usr/bin";

    private Python() {}

    /**
     * A Python that can import {@code modules}; skips the test, saying so, where there is none.
     *
     * @param peer what the modules are wanted for
     * @param product what to install
     */
    public static String importing(String modules, String peer, String product)
            throws IOException, InterruptedException {
        Optional<Path> python = find(modules);
        assumeTrue(
                python.isPresent(),
                () -> "skipped: no " + peer + " to compare with; it needs a python3 on the PATH that can import "
                        + modules + " (" + product + ")");
        return python.get().toString();
    }

    private static Optional<Path> find(String modules) throws IOException, InterruptedException {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.add(SYSTEM_FOLDER);
        for (String folder : folders) {
            Path candidate = Path.of(folder, "python3");
            if (Files.isExecutable(candidate) && canImport(candidate, modules)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean canImport(Path python, String modules) throws IOException, InterruptedException {
        return new ProcessBuilder(python.toString(), "-c", "import " + modules)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
