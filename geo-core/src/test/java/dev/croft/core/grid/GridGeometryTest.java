package dev.croft.core.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridGeometryTest {
    private static GridGeometry grid(GeoTransform transform) {
        return new GridGeometry(Crs.ofEpsg(5070), transform, 100, 50);
    }

    @Test
    void boundsReachToTheOuterCorners() {
        assertEquals(
                new Bounds(1000, 2000 - 50 * 30, 1000 + 100 * 30, 2000),
                grid(GeoTransform.northUp(1000, 2000, 30, 30)).bounds());
    }

    @Test
    void southUpGridsHaveBoundsToo() {
        assertEquals(
                new Bounds(1000, 2000, 4000, 3500),
                grid(new GeoTransform(1000, 30, 0, 2000, 0, 30)).bounds());
    }

    @Test
    void boundsOfRotatedGridsHoldAllCorners() {
        assertEquals(
                new Bounds(-50, 0, 100, 150),
                grid(new GeoTransform(0, 1, -1, 0, 1, 1)).bounds());
    }

    @Test
    void boundsOfAWindowAreThoseOfItsCells() {
        assertEquals(
                new Bounds(1300, 1400, 1600, 1700),
                grid(GeoTransform.northUp(1000, 2000, 30, 30)).bounds(new CellWindow(10, 10, 10, 10)));
    }

    @Test
    void gridsWithoutCellsAreRefused() {
        GeoTransform transform = GeoTransform.northUp(0, 0, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> new GridGeometry(Crs.UNKNOWN, transform, 0, 5));
        assertThrows(NullPointerException.class, () -> new GridGeometry(null, transform, 1, 5));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 1", "0, 1, 1, 0", "NaN, 0, 1, 1", "0, 0, 1, NaN"})
    void boundsInsideOutAreRefused(double west, double south, double east, double north) {
        assertThrows(IllegalArgumentException.class, () -> new Bounds(west, south, east, north));
    }

    @Test
    void boundsAreClosed() {
        Bounds bounds = new Bounds(0, 0, 10, 10);
        assertTrue(bounds.intersects(new Bounds(10, 10, 20, 20)));
        assertTrue(bounds.intersects(new Bounds(5, 5, 5, 5)));
        assertFalse(bounds.intersects(new Bounds(10.001, 0, 20, 20)));
        assertFalse(bounds.intersects(new Bounds(0, -5, 10, -0.001)));
        assertEquals(10, bounds.width());
        assertEquals(10, bounds.height());
    }
}
