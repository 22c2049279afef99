package dev.croft.core.raster;

import dev.croft.core.file.FileKind;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import java.io.IOException;
import java.nio.file.Path;

/** Opens rasters by what their files hold, see {@link FileKind}: a GeoTIFF, or a zip with one GeoTIFF inside. */
public final class RasterSources {
    private RasterSources() {}

    /** A directory for files that only this job needs; asked for when one is needed. */
    @FunctionalInterface
    public interface ScratchDirectory {
        /**
         * The directory.
         *
         * @param file what will be kept there, for messages
         * @param bytes room that it takes
         * @throws dev.croft.core.problem.ResourceException when there is not that much
         */
        Path pathFor(Path file, long bytes) throws IOException;
    }

    /**
     * Opens {@code file}. A zip is unpacked into the scratch directory, at most once: the same zip opened again with the
     * same directory uses the file that is there. Whoever owns the directory removes it.
     *
     * @throws ConfigurationException when there is no such file, or it is no raster that Croft reads
     * @throws InputDataException when it is damaged
     * @throws dev.croft.core.problem.ResourceException when the scratch directory has no room for what the zip holds
     */
    public static RasterSource open(Path file, ScratchDirectory scratch) throws IOException {
        return switch (FileKind.of(file)) {
            case GEOTIFF -> GeoTiffSource.open(file);
            case ZIP -> {
                ZippedRaster zipped = ZippedRaster.find(file);
                Path directory = scratch.pathFor(zipped.shownAs(), zipped.byteCount());
                yield GeoTiffSource.open(zipped.unpackInto(directory), zipped.shownAs());
            }
            case PARQUET -> throw noRaster(file, "Parquet");
            case PMTILES -> throw noRaster(file, "a PMTiles archive");
            case ARROW -> throw noRaster(file, "an Arrow IPC file");
        };
    }

    private static ConfigurationException noRaster(Path file, String found) {
        return new ConfigurationException("Cannot open " + file + " as a raster: it is " + found
                + ", expected a GeoTIFF or a zip with one inside.");
    }
}
