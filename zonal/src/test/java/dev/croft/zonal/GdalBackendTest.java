package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.gdal.GdalLibrary;
import dev.croft.zonal.cells.PixelRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics do not depend on who reads the raster. */
class GdalBackendTest {
    private static final int FIELD_COUNT = 3882;

    @BeforeAll
    static void requireLibrary() {
        assumeTrue(
                GdalLibrary.problem().isEmpty(),
                () -> "rasters are not read through GDAL: "
                        + GdalLibrary.problem().orElseThrow() + ". " + GdalLibrary.remedy());
    }

    @Test
    void statisticsThroughGdalAreThoseOfTheBuiltInReader() throws IOException {
        Path raster = SharedData.file("cdl/2021_30m_cdls.tif");
        assertSame(rows(raster, RasterBackend.BUILT_IN), rows(raster, RasterBackend.GDAL));
    }

    @Test
    void statisticsOverAVirtualRasterAreThoseOverItsPart(@TempDir Path folder) throws IOException {
        Path part = SharedData.file("cdl/2021_30m_cdls.tif");
        Path raster = Files.writeString(folder.resolve("crops.vrt"), """
                <VRTDataset rasterXSize="1000" rasterYSize="1000"><SRS>EPSG:5070</SRS>
                <GeoTransform>-106095, 30, 0, 1822605, 0, -30</GeoTransform>
                <VRTRasterBand dataType="Byte" band="1"><SimpleSource>
                <SourceFilename>%s</SourceFilename><SourceBand>1</SourceBand>
                </SimpleSource></VRTRasterBand></VRTDataset>
                """.formatted(part.toAbsolutePath()));
        assertSame(rows(part, RasterBackend.AUTO), rows(raster, RasterBackend.AUTO));
        assertThrows(ConfigurationException.class, () -> rows(raster, RasterBackend.BUILT_IN));
    }

    private static void assertSame(List<ZonalRow> expected, List<ZonalRow> actual) {
        assertEquals(FIELD_COUNT, expected.size());
        assertEquals(FIELD_COUNT, actual.size());
        for (int i = 0; i < FIELD_COUNT; i++) {
            assertEquals(expected.get(i), actual.get(i));
        }
    }

    /** Whole cells, whose counts have no rounding that depends on the blocks. */
    private static List<ZonalRow> rows(Path raster, RasterBackend backend) throws IOException {
        return Zonal.of(SharedData.file("fields/kansas_fields_5070.parquet"))
                .over(raster)
                .compute("majority", "mean", "variety", "count")
                .by(PixelRule.ALL_TOUCHED)
                .withBackend(backend)
                .rows();
    }
}
