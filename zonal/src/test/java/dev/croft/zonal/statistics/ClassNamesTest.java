package dev.croft.zonal.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {
    @TempDir
    Path folder;

    @Test
    void readsQuotesBlankLinesByteOrderMarkAndOtherColumns() throws IOException {
        ClassNames names = ClassNames.read(file("\uFEFFname,colour,value\r\n\"Corn, \"\"sweet\"\"\",#ff0,1\r\n\r\n"
                + "\"Two\nlines\",,-5\nRice,,9223372036854775807"));
        assertEquals(Optional.of("Corn, \"sweet\""), names.name(1));
        assertEquals(Optional.of("Two\nlines"), names.name(-5));
        assertEquals(Optional.of("Rice"), names.name(Long.MAX_VALUE));
        assertEquals(Optional.empty(), names.name(2));
        assertFalse(names.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,Corn;2,Rice|line 1|expected a header with the columns value and name, found \"1,Corn\"",
                "''|line 1|found \"\"",
                "value,name;1.5,Corn|line 2|expected a whole number as value, found \"1.5\"",
                "value,name;1,Corn;1,Rice|line 3|value 1 has a name already, \"Corn\"",
                "value,name;1,Corn;;2,|line 4|its name is empty",
                "value,name;1,Corn,sweet|line 2|expected 2 fields as in the header, found 3",
                "value,name;1|line 2|expected 2 fields as in the header, found 1",
                "value,name;1,\"Co;rn\";2,\"Rice|line 4|nothing ends",
                "value,name;1,\"Corn\" sweet|line 2|expected a comma or the end of the line",
                "value,name;1,6\" corn|line 2|in quotes",
            })
    void whatIsWrongIsSaidWithItsLine(String text, String line, String message) throws IOException {
        Path file = file(text.replace(';', '\n'));
        InputDataException problem = assertThrows(InputDataException.class, () -> ClassNames.read(file));
        assertEquals("CLASS_FILE_INVALID", problem.code());
        assertTrue(problem.getMessage().startsWith("Cannot read " + line + " of " + file), problem.getMessage());
        assertTrue(problem.getMessage().contains(message), problem.getMessage());
    }

    @Test
    void noTextAndNoFileAreSaid() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'v', (byte) 0xff, (byte) 0xfe});
        String problem = assertThrows(InputDataException.class, () -> ClassNames.read(binary))
                .getMessage();
        assertTrue(problem.contains("not UTF-8"), problem);
        assertThrows(ConfigurationException.class, () -> ClassNames.read(folder.resolve("absent.csv")));
    }

    @Test
    void sharedNamesAreToldApartByTheirValues() {
        ClassNames names = ClassNames.of(Map.of(65L, "Barren", 131L, "Barren", 1L, "Corn"));
        assertEquals(List.of("Corn", "Barren_65", "Barren_131"), names.distinctNames());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("classes.csv"), text);
    }
}
