package dev.croft.core.crs;

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

/** PROJ as a second opinion: a Python with GDAL, running a script from beside this class until closed. */
final class Proj implements AutoCloseable {
    /** Where the Python of the system is; the first on the PATH may be another, without its modules. */
    private static final String SYSTEM_FOLDER = "/usr/bin";

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
        Optional<Path> python = python();
        Assumptions.assumeTrue(
                python.isPresent(),
                "skipped: no PROJ to compare with; it needs a python3 with the module osgeo (python3-gdal) on the PATH");
        return new Proj(new ProcessBuilder(
                        python.get().toString(),
                        "-u",
                        Path.of(Proj.class.getResource(script).toURI()).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static Optional<Path> python() throws IOException, InterruptedException {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.add(SYSTEM_FOLDER);
        for (String folder : folders) {
            Path candidate = Path.of(folder, "python3");
            if (Files.isExecutable(candidate) && hasOsr(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean hasOsr(Path python) throws IOException, InterruptedException {
        return new ProcessBuilder(python.toString(), "-c", "import osgeo.osr")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
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
