package dev.croft.core.table.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrowBatchesTest {
    @ParameterizedTest
    @CsvSource({"true, made", "false, refused"})
    void javaThatKeepsItsBuffersClosedIsToldWhatToDo(boolean open, String expected, @TempDir Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (open) {
            command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Creation.class.getName(),
                folder.resolve("table.arrow").toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, child.waitFor(), output);
        assertTrue(output.contains(expected), output);
        assertEquals(open, Files.exists(folder.resolve("table.arrow")));
    }

    @Test
    void memoryThatIsNotReleasedIsReported() {
        BufferAllocator allocator = ArrowBatches.allocator();
        allocator.buffer(64);

        assertThrows(IllegalStateException.class, allocator::close);
    }

    /** Starts an Arrow file in a Java of its own. */
    static final class Creation {
        private Creation() {}

        public static void main(String[] arguments) throws IOException {
            try {
                ArrowTableSink.create(Path.of(arguments[0]), List.of(), Map.of())
                        .close();
                System.out.println("made");
            } catch (ConfigurationException e) {
                if (!e.getMessage().contains("--add-opens=java.base/java.nio=ALL-UNNAMED")) {
                    throw e;
                }
                System.out.println("refused");
            }
        }
    }
}
