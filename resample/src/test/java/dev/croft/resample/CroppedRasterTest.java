package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CroppedRasterTest {
    private static final ArrayRaster SOURCE =
            ArrayRaster.ofText(SampleType.UINT16, "1 2 3", "4 5 6", "7 8 65535").withBlocks(2, 2);

    @Test
    void cellsOutsideTheSourceAreNodata() throws IOException {
        CroppedRaster cropped = CroppedRaster.of(SOURCE.withNoData("0"), grid(-1, 2, 3, 3));
        double none = Double.NaN;
        double[][] expected = {{none, 4, 5}, {none, 7, 8}, {none, none, none}};
        assertArrayEquals(expected, Cells.of(cropped, 0));
    }

    @Test
    void aTargetElsewhereIsEmpty() throws IOException {
        CroppedRaster cropped = CroppedRaster.of(SOURCE.withNoData("0"), grid(100, 2, 2, 1));
        assertArrayEquals(new double[][] {{Double.NaN, Double.NaN}}, Cells.of(cropped, 0));
    }

    @Test
    void cellsWithinTheSourceNeedNoNodataValue() throws IOException {
        double[][] expected = {{6}, {65535}};
        assertArrayEquals(expected, Cells.of(CroppedRaster.of(SOURCE, grid(2, 2, 1, 2)), 0));
    }

    @Test
    void reachingBeyondASourceWithoutNodataIsRefused() {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> CroppedRaster.of(SOURCE, grid(1, 3, 3, 3)));
        assertTrue(refused.getMessage().contains("no nodata value"), refused.getMessage());
    }

    @Test
    void otherCellSizesAreRefused() {
        GridGeometry coarse = new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(0, 3, 2, 2), 2, 2);
        assertThrows(ConfigurationException.class, () -> CroppedRaster.of(SOURCE, coarse));
    }

    @Test
    void namesOfClassesAreKept() {
        Map<Long, String> names = Map.of(1L, "corn", 5L, "soy");
        CroppedRaster cropped = CroppedRaster.of(SOURCE.withClassNames(names), grid(1, 2, 2, 2));
        assertEquals(names, cropped.bands().get(0).classNames());
    }

    @Test
    void blocksOfAnotherSizeHoldTheSameCells() throws IOException {
        CroppedRaster cropped = CroppedRaster.of(SOURCE.withNoData("0"), grid(-1, 2, 5, 5));
        assertArrayEquals(Cells.of(cropped, 0), Cells.of(cropped.withBlocks(2, 3), 0));
    }

    private static GridGeometry grid(double west, double north, int columnCount, int rowCount) {
        return new GridGeometry(ArrayRaster.CRS, GeoTransform.northUp(west, north, 1, 1), columnCount, rowCount);
    }
}
