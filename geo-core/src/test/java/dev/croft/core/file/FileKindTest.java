package dev.croft.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "crops, II*., GEOTIFF",
        "crops, MM.*, GEOTIFF",
        "crops.parquet, II*., GEOTIFF",
        "fields.tif, PAR1, PARQUET",
        "fields, PARE, PARQUET",
        "crops, 'PK\003\004', ZIP",
        "crops.TIF, html, GEOTIFF",
        "crops.tiff, '', GEOTIFF",
        "crops.zip, '', ZIP",
        "fields.parquet, I, PARQUET",
        "fields.GeoParquet, '', PARQUET",
        "fields.parq, '', PARQUET",
        "fields, PMTiles, PMTILES",
        "fields.tif, PMTiles, PMTILES",
        "fields.pmtiles, PMTile, PMTILES",
        "fields, ARROW1, ARROW",
        "fields.arrow, '', ARROW",
        "plants.reference.json, '{', RASTER_REFERENCE",
        "plants.reference.json, PAR1, PARQUET"
    })
    void contentDecidesAndElseTheName(String name, String content, FileKind expected) throws IOException {
        assertEquals(Optional.of(expected), FileKind.find(Files.writeString(folder.resolve(name), content)));
    }

    @Test
    void whatCannotBeOpenedIsSaid() throws IOException {
        assertRefused(folder.resolve("none.tif"), "no such file.");
        assertRefused(folder, "it is a directory.");
    }

    @Test
    void whatIsNoneOfThemIsLeftToOthers() throws IOException {
        assertEquals(Optional.empty(), FileKind.find(Files.writeString(folder.resolve("a.json"), "PK")));
    }

    private static void assertRefused(Path file, String reason) {
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> FileKind.find(file));
        assertTrue(e.getMessage().startsWith("Cannot open " + file + ": " + reason), e.getMessage());
    }
}
