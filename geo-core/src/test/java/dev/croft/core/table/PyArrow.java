package dev.croft.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Arrow's Python library as a second opinion on files. */
public final class PyArrow {
    private PyArrow() {}

    /** What a script prints, given {@code file} as {@code sys.argv[1]}; skips the test, saying so, without pyarrow. */
    public static List<String> lines(String script, Path file) throws IOException, InterruptedException {
        String python = Python.importing("pyarrow.parquet", "pyarrow", "pyarrow, on PYTHONPATH too");
        Process process = new ProcessBuilder(python, "-c", script, file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
