package dev.croft.core.raster.gdal.jni;

import dev.croft.core.raster.RasterSource;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.gdal.gdal.gdal;

/** Opens rasters by file and by what messages call it. There is one, and with it GDAL is set up. */
public final class GdalOpener implements BiFunction<Path, Path, RasterSource> {
    /** Blocks are kept by Croft; GDAL's own cache need hold no more than the rows that blocks share. */
    private static final int CACHE_BYTES = 128 << 20;

    /**
     * Loads the library and sets up GDAL.
     *
     * @throws UnsatisfiedLinkError when the library or one that it needs does not load
     */
    public GdalOpener(Path library) {
        // The bindings would only print what fails.
        System.load(library.toString());
        // What libjpeg only warns of is a damaged image all the same.
        gdal.SetConfigOption("GDAL_ERROR_ON_LIBJPEG_WARNING", "TRUE");
        // Datasets that are read by several threads must not share what they are made of.
        gdal.SetConfigOption("VRT_SHARED_SOURCE", "0");
        if (gdal.GetConfigOption("GDAL_CACHEMAX") == null) {
            gdal.SetCacheMax(CACHE_BYTES);
        }
        GdalCalls.quietly(() -> {
            gdal.AllRegister();
            return null;
        });
    }

    @Override
    public RasterSource apply(Path file, Path shownAs) {
        return GdalSource.open(file, shownAs);
    }

    /** The library's version, such as 3.6.2. */
    @Override
    public String toString() {
        int number = Integer.parseInt(gdal.VersionInfo("VERSION_NUM")); // 3060200
        return number / 1_000_000 + "." + number / 10_000 % 100 + "." + number / 100 % 100;
    }
}
