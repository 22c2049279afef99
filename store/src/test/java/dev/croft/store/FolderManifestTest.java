package dev.croft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderManifestTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(folder.resolve("web"));
        // The check value of CRC-32C is e3069283 for these nine digits.
        Files.writeString(folder.resolve("web/years 1.json"), "123456789");
        Files.writeString(folder.resolve("a.parquet"), "");
        Files.writeString(folder.resolve(".b.x.croft-tmp"), "half");
    }

    @Test
    void listsFilesWithDigestAndSizeByPath() throws IOException {
        Path text = Files.writeString(folder.resolve("manifest.txt"), "old");
        assertEquals(
                List.of("crc32c:00000000  0  a.parquet", "crc32c:e3069283  9  web/years 1.json"),
                lines(FolderManifest.of(folder, List.of(text))));
    }

    @Test
    void copyIsCheckedAgainstIt() throws IOException {
        Path text = folder.resolve("manifest.txt");
        Files.write(text, lines(FolderManifest.of(folder, List.of())));
        FolderManifest manifest = FolderManifest.read(text);
        assertEquals(9, manifest.byteCount());
        assertEquals(List.of(), manifest.differencesOf(folder), "more files are no difference");
        Files.writeString(folder.resolve("web/years 1.json"), "123456788");
        Files.writeString(folder.resolve("a.parquet"), "x");
        List<String> differences = manifest.differencesOf(folder);
        assertEquals("a.parquet has 1 bytes, the manifest says 0", differences.get(0));
        assertTrue(differences.get(1).startsWith("web/years 1.json reads as crc32c:"), differences.get(1));
        Files.delete(folder.resolve("a.parquet"));
        assertEquals("a.parquet is missing", manifest.differencesOf(folder).get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "crc32c:0  0  a", "crc32c:00000000 0 a", "crc32c:00000000  0  ../a", "crc32c:00000000  0  "})
    void lineThatIsNoneIsNamed(String line) throws IOException {
        Path text = Files.writeString(folder.resolve("manifest.txt"), "crc32c:00000000  0  a\n" + line + "\n");
        InputDataException failure = assertThrows(InputDataException.class, () -> FolderManifest.read(text));
        assertTrue(failure.getMessage().contains("line 2 of " + text), failure.getMessage());
    }

    private static List<String> lines(FolderManifest manifest) {
        return manifest.entries().stream().map(FolderManifest.Entry::line).toList();
    }
}
