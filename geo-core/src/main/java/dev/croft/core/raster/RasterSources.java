package dev.croft.core.raster;

import dev.croft.core.file.FileKind;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.gdal.GdalLibrary;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import dev.croft.core.raster.reference.RasterReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens rasters by what their files hold, see {@link FileKind}: a GeoTIFF, a zip with one GeoTIFF inside, or a reference to one of
 * them; others are left to GDAL when it is there.
 */
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

    /** Opens {@code file} with {@link RasterBackend#AUTO}, see {@link #open(Path, ScratchDirectory, RasterBackend)}. */
    public static RasterSource open(Path file, ScratchDirectory scratch) throws IOException {
        return open(file, scratch, RasterBackend.AUTO);
    }

    /**
     * Opens {@code file}. A zip is unpacked into the scratch directory, at most once: the same zip opened again with the
     * same directory uses the file that is there. Whoever owns the directory removes it.
     *
     * @throws ConfigurationException when there is no such file, it is no raster that the backend reads, or it takes GDAL and
     *     that does not load
     * @throws InputDataException when it is damaged
     * @throws dev.croft.core.problem.ResourceException when the scratch directory has no room for what the zip holds
     */
    public static RasterSource open(Path file, ScratchDirectory scratch, RasterBackend backend) throws IOException {
        Optional<FileKind> kind = FileKind.find(file);
        if (kind.isEmpty()) {
            return openUnknown(file, backend);
        }
        return switch (kind.get()) {
            case GEOTIFF -> openTiff(file, file, backend);
            case ZIP -> {
                ZippedRaster zipped = ZippedRaster.find(file);
                Path directory = scratch.pathFor(zipped.shownAs(), zipped.byteCount());
                yield openTiff(zipped.unpackInto(directory), zipped.shownAs(), backend);
            }
            case RASTER_REFERENCE -> open(RasterReference.target(file), scratch, backend);
            case PARQUET -> throw noRaster(file, "Parquet");
            case PMTILES -> throw noRaster(file, "a PMTiles archive");
            case ARROW -> throw noRaster(file, "an Arrow IPC file");
        };
    }

    private static RasterSource openTiff(Path file, Path shownAs, RasterBackend backend) throws IOException {
        return backend == RasterBackend.GDAL ? GdalLibrary.open(file, shownAs) : GeoTiffSource.open(file, shownAs);
    }

    private static RasterSource openUnknown(Path file, RasterBackend backend) {
        if (backend == RasterBackend.BUILT_IN) {
            throw new ConfigurationException("Cannot open " + file
                    + ": it is neither a GeoTIFF nor a zip with one inside, all that the built-in readers know."
                    + " Leave the choice of the backend out to try GDAL.");
        }
        Optional<String> problem = GdalLibrary.problem();
        if (problem.isPresent()) {
            throw new ConfigurationException("Cannot open " + file
                    + ": it is neither a GeoTIFF nor a zip with one inside, and GDAL, which reads other rasters, cannot be used: "
                    + problem.get() + ". " + GdalLibrary.remedy());
        }
        return GdalLibrary.open(file, file);
    }

    private static ConfigurationException noRaster(Path file, String found) {
        return new ConfigurationException("Cannot open " + file + " as a raster: it is " + found
                + ", expected a GeoTIFF or a zip with one inside.");
    }
}
