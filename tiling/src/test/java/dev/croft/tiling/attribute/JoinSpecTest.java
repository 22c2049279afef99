package dev.croft.tiling.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinSpecTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a.parquet                   | a.parquet          | []",
                "a.parquet:crop              | a.parquet          | [crop]",
                "a.parquet:crop,area         | a.parquet          | [crop, area]",
                "y.parquet:majority=m_2008   | y.parquet          | [majority=m_2008]",
                "y.parquet:m=m               | y.parquet          | [m]",
                "y.parquet:m,m=n,k=l         | y.parquet          | [m, m=n, k=l]",
                "y.parquet:a=b=c             | y.parquet          | [a=b=c]",
                "/at 12:30/a.parquet         | /at 12:30/a.parquet | []",
                "/at 12:30/a.parquet:x       | /at 12:30/a.parquet | [x]",
                "a:b.parquet:x               | a:b.parquet        | [x]",
            })
    void pathAndColumnsAreTakenApart(String text, String path, String columns) {
        JoinSpec spec = JoinSpec.parse(text);
        assertEquals(path, spec.file().toString());
        assertEquals(columns, spec.columns().toString());
        assertEquals(spec, JoinSpec.parse(spec.toString()));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", ":a", "a.parquet:", "a.parquet:a,", "a.parquet:=a", "a.parquet:a=", "a\0b"})
    void incompleteSpecIsRefused(String text) {
        ConfigurationException refused = assertThrows(ConfigurationException.class, () -> JoinSpec.parse(text));
        assertTrue(refused.getMessage().startsWith("Cannot join"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--join FILE"), refused.getMessage());
    }

    @Test
    void specIsWrittenAsItIsRead() {
        assertEquals("y.parquet:a,b=c", JoinSpec.parse("y.parquet:a=a,b=c").toString());
    }

    @Test
    void nameOfAFileIsTakenWhole(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("a:b.parquet"));
        assertEquals(new JoinSpec(file, List.of()), JoinSpec.parse(file.toString()));
        assertEquals(new JoinSpec(file, List.of(new JoinColumn("crop", "crop"))), JoinSpec.parse(file + ":crop"));
    }
}
