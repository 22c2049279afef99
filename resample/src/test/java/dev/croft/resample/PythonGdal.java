package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Scripts for GDAL's Python bindings, a second opinion where Debian's python3-gdal is installed. */
final class PythonGdal {
    private PythonGdal() {}

    /** Output of a script; skips the test where no Python has the bindings, saying so. */
    static String run(String script, Object... arguments) throws IOException, InterruptedException {
        Optional<String> python = python();
        assumeTrue(
                python.isPresent(),
                "skipped: no GDAL to compare with; it needs a python3 with numpy and osgeo (python3-gdal)");
        List<String> command = new ArrayList<>(List.of(python.get(), "-c", script));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static Optional<String> python() throws IOException, InterruptedException {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin";
        for (String folder :
                Stream.of(path.split(File.pathSeparator, -1)).distinct().toList()) {
            Path candidate = Path.of(folder, "python3");
            if (candidate.toFile().canExecute() && hasBindings(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }

    private static boolean hasBindings(Path python) throws IOException, InterruptedException {
        return new ProcessBuilder(python.toString(), "-c", "import numpy, osgeo_utils, osgeo.gdal_array")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
