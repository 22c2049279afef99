package dev.croft.core.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GridAlignment.Aligned;
import dev.croft.core.grid.GridAlignment.Misaligned;
import org.junit.jupiter.api.Test;

class GridAlignmentTest {
    private static final double TOLERANCE = 0.01;
    private static final Crs ALBERS = Crs.ofEpsg(5070);
    private static final Crs WGS84 = Crs.ofEpsg(4326);
    private static final GridGeometry REFERENCE = grid(ALBERS, GeoTransform.northUp(1000, 2000, 30, 30));

    private static GridGeometry grid(Crs crs, GeoTransform transform) {
        return new GridGeometry(crs, transform, 100, 50);
    }

    private static GridAlignment against(GeoTransform candidate) {
        return GridAlignment.of(grid(ALBERS, candidate), REFERENCE, TOLERANCE);
    }

    private static String reason(GridAlignment alignment) {
        return assertInstanceOf(Misaligned.class, alignment).reason();
    }

    @Test
    void aGridIsAlignedWithItself() {
        assertEquals(new Aligned(0, 0), GridAlignment.of(REFERENCE, REFERENCE, 0));
    }

    @Test
    void offsetsAreWholeCells() {
        assertEquals(new Aligned(7, 3), against(GeoTransform.northUp(1210, 1910, 30, 30)));
        assertEquals(new Aligned(-10, -20), against(GeoTransform.northUp(700, 2600, 30, 30)));
    }

    @Test
    void offsetsMayExceedTheRangeOfInt() {
        GridGeometry far = grid(ALBERS, GeoTransform.northUp(1000 + 30 * 3e9, 2000, 30, 30));
        assertEquals(new Aligned(3_000_000_000L, 0), GridAlignment.of(far, REFERENCE, TOLERANCE));
    }

    @Test
    void halfACellIsNot() {
        assertTrue(reason(against(GeoTransform.northUp(1015, 2000, 30, 30))).contains("0.5"));
        assertTrue(reason(against(GeoTransform.northUp(1000, 1985, 30, 30))).contains("0.5"));
    }

    @Test
    void shiftsUpToTheToleranceAreAccepted() {
        assertEquals(new Aligned(0, 0), against(GeoTransform.northUp(1000.29, 2000, 30, 30)));
        assertTrue(reason(against(GeoTransform.northUp(1000.31, 2000, 30, 30))).contains("shifted"));
    }

    @Test
    void roundedCellSizesDriftOverTheGrid() {
        GridGeometry exact =
                new GridGeometry(WGS84, GeoTransform.northUp(-180, 90, 1 / 120.0, 1 / 120.0), 43200, 21600);
        GridGeometry rounded =
                new GridGeometry(WGS84, GeoTransform.northUp(-180, 90, 0.008333, 0.008333), 43200, 21600);
        assertTrue(reason(GridAlignment.of(rounded, exact, TOLERANCE)).contains("cell size"));
        GridGeometry precise =
                new GridGeometry(WGS84, GeoTransform.northUp(-180, 90, 0.0083333333333, 0.0083333333333), 43200, 21600);
        assertEquals(new Aligned(0, 0), GridAlignment.of(precise, exact, TOLERANCE));
    }

    @Test
    void driftAndShiftAddUpAtTheFarCorner() {
        double size = 30 * (1 + 0.008 / 100);
        assertEquals(new Aligned(0, 0), against(GeoTransform.northUp(1000, 2000, size, 30)));
        assertTrue(reason(against(GeoTransform.northUp(1000.2, 2000, size, 30))).contains("shifted"));
    }

    @Test
    void otherCellSizesAreNot() {
        assertTrue(reason(against(GeoTransform.northUp(1000, 2000, 10, 10))).contains("cell size"));
        assertTrue(reason(against(GeoTransform.northUp(1000, 2000, 30, 60))).contains("cell size"));
    }

    @Test
    void otherCrssAreNot() {
        GridGeometry other = grid(Crs.ofEpsg(6350), REFERENCE.transform());
        String reason = reason(GridAlignment.of(other, REFERENCE, TOLERANCE));
        assertTrue(reason.contains("CRS") && reason.contains("NAD83(2011)"), reason);
        GridGeometry unknown = grid(Crs.UNKNOWN, REFERENCE.transform());
        assertTrue(reason(GridAlignment.of(unknown, unknown, TOLERANCE)).contains("CRS"));
    }

    @Test
    void rotatedGridsAreNot() {
        assertEquals("rotated", reason(against(new GeoTransform(1000, 30, 1, 2000, 1, -30))));
    }

    @Test
    void gridsOfOppositeRowOrderAreNotAndSaySo() {
        assertTrue(reason(against(new GeoTransform(1000, 30, 0, 500, 0, 30))).contains("opposite"));
        assertTrue(reason(against(new GeoTransform(4000, -30, 0, 2000, 0, -30))).contains("opposite"));
    }

    @Test
    void southUpGridsAlignWithEachOther() {
        GridGeometry one = grid(ALBERS, new GeoTransform(1000, 30, 0, 500, 0, 30));
        GridGeometry two = grid(ALBERS, new GeoTransform(1060, 30, 0, 590, 0, 30));
        assertEquals(new Aligned(2, 3), GridAlignment.of(two, one, TOLERANCE));
    }
}
