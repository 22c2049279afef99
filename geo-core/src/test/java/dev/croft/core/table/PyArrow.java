package dev.croft.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Arrow's Python library as a second opinion on files. */
public final class PyArrow {
    /** Where the Python of the system is; the first on the PATH may be another, without the module. */
    private static final String SYSTEM_FOLDER = "/usr/bin";

    private PyArrow() {}

    /** What a script prints, given {@code file} as {@code sys.argv[1]}; skips the test, saying so, without pyarrow. */
    public static List<String> lines(String script, Path file) throws IOException, InterruptedException {
        Optional<Path> python = python();
        Assumptions.assumeTrue(
                python.isPresent(),
                "skipped: no pyarrow to compare with; it needs a python3 with the module pyarrow on PATH or PYTHONPATH");
        Process process = new ProcessBuilder(python.get().toString(), "-c", script, file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }

    private static Optional<Path> python() throws IOException, InterruptedException {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.add(SYSTEM_FOLDER);
        for (String folder : folders) {
            Path candidate = Path.of(folder, "python3");
            if (Files.isExecutable(candidate) && hasPyArrow(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean hasPyArrow(Path python) throws IOException, InterruptedException {
        return new ProcessBuilder(python.toString(), "-c", "import pyarrow.parquet")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
