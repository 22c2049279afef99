package dev.croft.zonal.cells;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** GDAL as a second opinion: a Python with its module, burning polygons until closed. */
final class Gdal implements AutoCloseable {
    /** Where the Python of the system is; the first on the PATH may be another, without its modules. */
    private static final String SYSTEM_FOLDER = "/usr/bin";

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final String version;

    private Gdal(Process process) throws IOException {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
        this.version = answers.readLine();
    }

    /** Skips the test, saying so, where Python or its module {@code osgeo} is not installed. */
    static Gdal running() throws IOException, InterruptedException, URISyntaxException {
        Optional<Path> python = python();
        Assumptions.assumeTrue(
                python.isPresent(),
                "skipped: no GDAL to compare with; it needs a python3 with the module osgeo (python3-gdal) on the PATH");
        Path script = Path.of(Gdal.class.getResource("rasterize.py").toURI());
        return new Gdal(new ProcessBuilder(python.get().toString(), "-u", script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static Optional<Path> python() throws IOException, InterruptedException {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.add(SYSTEM_FOLDER);
        for (String folder : folders) {
            Path candidate = Path.of(folder, "python3");
            if (Files.isExecutable(candidate) && hasGdal(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean hasGdal(Path python) throws IOException, InterruptedException {
        return new ProcessBuilder(python.toString(), "-c", "import osgeo.gdal")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    String version() {
        return version;
    }

    /** The mask of a polygon in cell coordinates on a grid with north down, as {@link BruteForceMask#text} writes it. */
    String mask(PixelRule rule, int columnCount, int rowCount, String wkt) throws IOException {
        String touched = rule == PixelRule.ALL_TOUCHED ? "1" : "0";
        questions.write(String.join(" ", Integer.toString(columnCount), Integer.toString(rowCount), touched, wkt));
        questions.write('\n');
        questions.flush();
        String cells = answers.readLine();
        if (cells == null) {
            throw new IOException("Cannot read a mask from " + process + ": it ended at " + wkt);
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rowCount; row++) {
            text.append(cells, row * columnCount, (row + 1) * columnCount).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
