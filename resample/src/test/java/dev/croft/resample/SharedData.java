package dev.croft.resample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Public test data beside the checkout; tests that need it skip, saying so, where it is absent. */
final class SharedData {
    private SharedData() {}

    static Path file(String name) {
        Path file = Path.of(System.getProperty("croft.sharedData", "../../shared/data"))
                .resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: public test data is absent: " + file);
        return file;
    }
}
