package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.grid.GeoTransform;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rasters of others, compared with what GDAL 3.6.2 says of them ({@code gdalinfo -checksum}). */
class SharedRastersTest {
    private static final int[] PRIMES = {7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43};

    @ParameterizedTest
    @CsvSource({
        "cdl/2021_30m_cdls.tif, 1000, 1000, 1000, 8, 44818",
        "cdl/2021_30m_confidence_layer.tif, 1000, 1000, 1000, 8, 57352",
        "cdl/2021_cultivated_layer.tif, 1000, 1000, 1000, 8, 57867",
        "cdl/crop_frequency_corn_2008-2021.tif, 1000, 1000, 1000, 8, 61804",
        "cdl/crop_frequency_wheat_2008-2021.tif, 1000, 1000, 1000, 8, 63266",
        "resample/RGB.byte.tif, 791, 718, 791, 3, 25420",
        "resample/all-nodata.tif, 71, 2475, 256, 256, 0",
        "resample/au-3577-rotated.tif, 128, 128, 64, 64, 52808",
        "resample/au-3577.tif, 133, 124, 144, 128, 38299",
        "resample/byte.tif, 20, 20, 20, 20, 4672",
        "resample/c12.tif, 12, 12, 12, 12, 1148",
        "resample/f12.tif, 12, 12, 12, 12, 1671",
        "resample/f12_nodata.tif, 12, 12, 12, 12, 1164",
        "resample/float.tif, 3, 2, 3, 2, 1",
        "resample/float32.tif, 3, 2, 3, 2, 1",
        "resample/float_nan.tif, 3, 2, 3, 2, 65525",
        "resample/float_raster_with_nodata.tif, 13, 12, 13, 12, 64970",
        "resample/rotated.tif, 10, 15, 10, 15, 1531",
        "resample/shade.tif, 1024, 1024, 256, 256, 5581",
        "zonal/rasterstats/all_nodata.tif, 84, 78, 84, 24, 48909",
        "zonal/rasterstats/dataset_mask.tif, 62, 145, 62, 145, 51052",
        "zonal/rasterstats/slope.tif, 84, 78, 84, 24, 6439",
        "zonal/rasterstats/slope_classes.tif, 84, 78, 84, 24, 8984",
        "zonal/rasterstats/slope_nodata.tif, 84, 78, 84, 24, 63848",
    })
    void sizesBlocksAndChecksumsAreThoseOfGdal(
            String name, int columns, int rows, int blockColumns, int blockRows, int checksum) throws IOException {
        try (GeoTiffSource source = open(name)) {
            assertEquals(columns, source.grid().columnCount());
            assertEquals(rows, source.grid().rowCount());
            assertEquals(blockColumns, source.blockColumnCount());
            assertEquals(blockRows, source.blockRowCount());
            boolean signed = source.bands().get(0).type().isSigned();
            assertEquals(checksum, checksum(Rasters.band(source, 0), signed));
        }
    }

    @Test
    void croplandDataLayerHasItsPaletteAndCrs() throws IOException {
        try (GeoTiffSource source = open("cdl/2021_30m_cdls.tif")) {
            RasterBand band = source.bands().get(0);
            assertEquals("Layer_1", band.description());
            assertEquals(0xFFFFD300, band.palette().get(1)); // corn
            assertEquals(256, band.palette().size());
            assertEquals(Optional.empty(), band.noData());
            assertEquals(
                    GeoTransform.northUp(-106_095, 1_822_605, 30, 30),
                    source.grid().transform());
            assertEquals(5070, source.grid().crs().epsgCode().orElseThrow());
        }
    }

    @Test
    void bandsHaveTheirDescriptionsAndNoData() throws IOException {
        try (GeoTiffSource source = open("resample/all-nodata.tif")) {
            assertEquals(
                    List.of("blue", "green", "red", "nir"),
                    source.bands().stream().map(RasterBand::description).toList());
            assertEquals(Optional.of(new NoData("0")), source.bands().get(3).noData());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resample/rotated.tif, 100, 17.320508075688775, 4.999999999999999, 200, 9.999999999999998, -8.660254037844387",
        "resample/float.tif, 0, 100, 0, 0, 0, 100",
        "resample/RGB.byte.tif, 101985, 300.0379266750948, 0, 2826915, 0, -300.041782729805",
    })
    void geotransformsAreThoseOfGdal(
            String name, double originX, double columnX, double rowX, double originY, double columnY, double rowY)
            throws IOException {
        try (GeoTiffSource source = open(name)) {
            GeoTransform found = source.grid().transform();
            assertEquals(new GeoTransform(originX, columnX, rowX, originY, columnY, found.rowY()), found);
            assertEquals(rowY, found.rowY(), 1e-12);
        }
    }

    /** GDAL's checksum: values modulo a cycle of primes; floats are rounded, and what is not finite is the lowest. */
    private static int checksum(Object samples, boolean signed) {
        int sum = 0;
        for (int i = 0; i < Array.getLength(samples); i++) {
            int value;
            if (samples instanceof float[] || samples instanceof double[]) {
                double sample = Array.getDouble(samples, i);
                boolean finite = Double.isFinite(sample);
                value = finite ? (int) Math.max(-2147483647.0, Math.floor(sample + 0.5)) : Integer.MIN_VALUE;
            } else if (samples instanceof byte[] bytes) {
                value = signed ? bytes[i] : Byte.toUnsignedInt(bytes[i]);
            } else {
                value = ((short[]) samples)[i] & 0xFFFF;
            }
            sum = (sum + value % PRIMES[i % PRIMES.length]) & 0xFFFF;
        }
        return sum;
    }

    private static GeoTiffSource open(String name) throws IOException {
        Path file = Path.of(System.getProperty("croft.sharedData", "../shared/data"), name);
        assumeTrue(Files.exists(file), file + " is absent: real rasters are not read");
        return GeoTiffSource.open(file);
    }
}
