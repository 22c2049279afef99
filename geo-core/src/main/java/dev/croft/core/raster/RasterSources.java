package dev.croft.core.raster;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens rasters by what their files hold, not by what they are called: a GeoTIFF, or a zip with one GeoTIFF inside. */
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
        byte[] start = start(file);
        if (isZip(start)) {
            ZippedRaster zipped = ZippedRaster.find(file);
            Path directory = scratch.pathFor(zipped.shownAs(), zipped.byteCount());
            return GeoTiffSource.open(zipped.unpackInto(directory), zipped.shownAs());
        }
        if (!isTiff(start) && !isNamedTiff(file)) {
            throw new ConfigurationException(
                    "Cannot open raster " + file + ": it is neither a GeoTIFF nor a zip with one inside");
        }
        return GeoTiffSource.open(file);
    }

    private static byte[] start(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new ConfigurationException("Cannot open raster " + file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new ConfigurationException("Cannot open raster " + file + ": it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        } catch (IOException e) {
            throw new IOException("Cannot open raster " + file + ": " + e, e);
        }
    }

    /** A local file header, or the end record of an empty archive. */
    private static boolean isZip(byte[] start) {
        return start.length == 4 && start[0] == 'P' && start[1] == 'K' && (start[2] == 3 || start[2] == 5);
    }

    private static boolean isTiff(byte[] start) {
        return start.length == 4 && start[0] == start[1] && (start[0] == 'I' || start[0] == 'M');
    }

    /** So that a truncated or overwritten GeoTIFF is reported as damaged rather than as something else. */
    private static boolean isNamedTiff(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tif") || name.endsWith(".tiff");
    }
}
