package dev.croft.core.crs;

import dev.croft.core.Python;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PROJ as a second opinion: a Python with GDAL, running a script from beside this class until closed. */
final class Proj implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Proj(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Skips the test, saying so, where Python or its module {@code osgeo} is not installed. */
    static Proj running(String script) throws IOException, InterruptedException, URISyntaxException {
        return new Proj(new ProcessBuilder(
                        Python.importing("osgeo.osr", "PROJ", "python3-gdal"),
                        "-u",
                        Path.of(Proj.class.getResource(script).toURI()).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** One line for each of {@code lines}. */
    List<String> answers(List<String> lines) throws IOException {
        for (String line : lines) {
            questions.write(line);
            questions.newLine();
        }
        questions.flush();
        List<String> answered = new ArrayList<>();
        while (answered.size() < lines.size()) {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the script ended after " + answered.size() + " of " + lines.size() + " answers");
            }
            answered.add(answer);
        }
        return answered;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
