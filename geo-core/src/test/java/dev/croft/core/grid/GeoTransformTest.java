package dev.croft.core.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoTransformTest {
    private static final GeoTransform CDL = GeoTransform.northUp(-2356095, 3172605, 30, 30);

    @Test
    void cornerOfFirstCellIsTheOrigin() {
        assertEquals(-2356095, CDL.x(0, 0));
        assertEquals(3172605, CDL.y(0, 0));
        assertEquals(3172605 - 30, CDL.y(0, 1));
    }

    @Test
    void cellCornersComeBackExactly() {
        for (int cell = 0; cell < 160_000; cell += 7) {
            assertTrue(cell == CDL.column(CDL.x(cell, 5), CDL.y(cell, 5)));
            assertTrue(cell == CDL.row(CDL.x(3, cell), CDL.y(3, cell)));
        }
    }

    @Test
    void centresAreAtHalfACell() {
        assertEquals(10.5, CDL.column(CDL.x(10.5, 0), 0));
        assertEquals(10.5, CDL.row(0, CDL.y(0, 10.5)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rotated by 30 degrees, 25.980762, 15, 15, -25.980762",
        "rows along the columns, 0, 30, 30, 0",
        "south up, 30, 0, 0, 30",
        "east to west, -30, 0, 0, -30",
        "sheared, 30, 5, 0, -30"
    })
    void everyOrientationHasItsInverse(String name, double columnX, double rowX, double columnY, double rowY) {
        GeoTransform transform = new GeoTransform(500_000, columnX, rowX, 4_000_000, columnY, rowY);
        double x = transform.x(123.25, 456.75);
        double y = transform.y(123.25, 456.75);
        assertEquals(123.25, transform.column(x, y), 1e-8);
        assertEquals(456.75, transform.row(x, y), 1e-8);
        assertFalse(transform.isNorthUp());
    }

    @Test
    void rotationIsSeen() {
        assertTrue(new GeoTransform(0, 0, 30, 0, 30, 0).isRotated());
        assertTrue(new GeoTransform(0, 30, 0, 0, 1, -30).isRotated());
        assertFalse(new GeoTransform(0, 30, 0, 0, 0, 30).isRotated());
        assertTrue(CDL.isNorthUp());
    }

    @Test
    void cellSizesArePositiveLengths() {
        GeoTransform rotated = new GeoTransform(0, 3, 8, 0, 4, -6);
        assertEquals(5, rotated.cellWidth());
        assertEquals(10, rotated.cellHeight());
        assertEquals(30, new GeoTransform(0, 30, 0, 0, 0, 30).cellHeight());
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 30, 0, 0, 0, -30",
        "0, Infinity, 0, 0, 0, -30",
        "0, 30, 0, -Infinity, 0, -30",
        "0, 0, 0, 0, 0, -30",
        "0, 1, 2, 0, 2, 4",
        "0, 1, NaN, 0, 0, -1"
    })
    void mapsWithoutAnInverseAreRefused(double a, double b, double c, double d, double e, double f) {
        String message = assertThrows(IllegalArgumentException.class, () -> new GeoTransform(a, b, c, d, e, f))
                .getMessage();
        assertTrue(message.startsWith("Cannot use a geotransform"), message);
    }
}
