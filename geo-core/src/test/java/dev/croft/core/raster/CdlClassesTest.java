package dev.croft.core.raster;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdlClassesTest {
    /** Offset and length of the ColorMap tag of the file, as {@code tiffdump} shows them. */
    private static final int COLOR_MAP_OFFSET = 1032;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "1, Corn",
        "5, Soybeans",
        "24, Winter Wheat",
        "26, Dbl Crop WinWht/Soybeans",
        "111, Open Water",
        "176, Grassland/Pasture",
        "195, Herbaceous Wetlands"
    })
    void classHasItsPublishedName(int code, String name) {
        assertEquals(name, CdlClasses.of(code).orElseThrow().name());
    }

    @Test
    void backgroundAndUnusedValuesHaveNoClassAndABlackColour() {
        List<Integer> palette = CdlClasses.palette();
        assertAll(
                () -> assertTrue(CdlClasses.of(CdlClasses.BACKGROUND).isEmpty()),
                () -> assertTrue(CdlClasses.of(255).isEmpty()),
                () -> assertEquals(0xff000000, palette.get(0)),
                () -> assertEquals(256, palette.size()));
    }

    @Test
    void coloursAreThoseOfAPublishedFile() throws IOException {
        Path file = Path.of(System.getProperty("croft.sharedData"), "cdl", "2021_30m_cdls.tif");
        Assumptions.assumeTrue(Files.exists(file), () -> "no " + file);
        ByteBuffer tiff = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (CdlClasses.CdlClass one : CdlClasses.all()) {
            int red = colour(tiff, 0, one.code());
            int green = colour(tiff, 1, one.code());
            int blue = colour(tiff, 2, one.code());
            assertEquals(0xff000000 | red << 16 | green << 8 | blue, one.argb(), one::name);
        }
    }

    private static int colour(ByteBuffer tiff, int channel, int code) {
        return (tiff.getShort(COLOR_MAP_OFFSET + 2 * (channel * 256 + code)) & 0xffff) >> 8;
    }
}
