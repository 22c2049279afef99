package dev.croft.zonal.cells;

import dev.croft.zonal.Python;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** GDAL as a second opinion: a Python with its module, burning polygons until closed. */
final class Gdal implements AutoCloseable {
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
        String python = Python.importing("osgeo.gdal", "GDAL", "python3-gdal");
        Path script = Path.of(Gdal.class.getResource("rasterize.py").toURI());
        return new Gdal(new ProcessBuilder(python, "-u", script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
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
