package dev.croft.core.raster.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RasterReferenceTest {
    @TempDir
    private Path folder;

    private Path raster;
    private Path reference;

    @BeforeEach
    void refer() throws IOException {
        raster = Files.writeString(folder.resolve("plants.tif"), "II*. and more");
        reference = folder.resolve("plants" + RasterReference.SUFFIX);
        RasterReference.to(raster).writeTo(reference);
    }

    @Test
    void itLeadsToItsRaster() throws IOException {
        assertEquals(raster.toRealPath(), RasterReference.target(reference));
        assertEquals(raster.toRealPath(), RasterReference.followed(reference));
    }

    @Test
    void whatIsNoReferenceLeadsToItself() throws IOException {
        assertEquals(raster, RasterReference.followed(raster));
    }

    @Test
    void aRasterThatIsGoneIsSaid() throws IOException {
        Files.delete(raster);
        assertRefused("REFERENCE_BROKEN", "there is no " + raster);
    }

    @Test
    void aRasterOfAnotherSizeIsAnother() throws IOException {
        FileTime time = Files.getLastModifiedTime(raster);
        Files.writeString(raster, "II*.");
        Files.setLastModifiedTime(raster, time);
        assertRefused("REFERENCE_CHANGED", "it has 4 bytes");
    }

    @Test
    void aRasterThatWasWrittenAgainIsAnother() throws IOException {
        Files.setLastModifiedTime(raster, FileTime.fromMillis(1_000_000));
        assertRefused("REFERENCE_CHANGED", "1970-01-01T00:16:40Z");
    }

    @Test
    void aReferenceToAReferenceIsRefused() throws IOException {
        Path second = folder.resolve("second" + RasterReference.SUFFIX);
        RasterReference.to(reference).writeTo(second);
        reference = second;
        assertRefused("REFERENCE_DAMAGED", "another reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"format\": \"croft-reference\", \"version\": 2}",
                "{\"format\": \"croft-reference\", \"version\": 1, \"source\": \"a.tif\"}",
                "{\"format\": \"croft-reference\", \"version\": 1, \"source\": \"a\\u0000\", \"bytes\": 1, \"state\": \"\"}"
            })
    void whatIsNoReferenceInsideIsDamaged(String content) throws IOException {
        Files.writeString(reference, content);
        assertRefused("REFERENCE_DAMAGED", "Make the reference again.");
    }

    private void assertRefused(String code, String said) {
        InputDataException e = assertThrows(InputDataException.class, () -> RasterReference.target(reference));
        assertEquals(code, e.code());
        assertTrue(e.getMessage().startsWith("Cannot"), e.getMessage());
        assertTrue(e.getMessage().contains(reference.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(said), e.getMessage());
    }
}
