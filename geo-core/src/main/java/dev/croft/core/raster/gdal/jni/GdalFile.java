package dev.croft.core.raster.gdal.jni;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import java.nio.file.Path;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;

/**
 * A file that GDAL opens, once for every thread that reads it.
 *
 * @param shownAs what messages call it
 */
record GdalFile(Path path, Path shownAs) {
    private static final long RASTER = gdalconstConstants.OF_RASTER | gdalconstConstants.OF_VERBOSE_ERROR;

    /**
     * A new dataset, which the caller deletes.
     *
     * @throws ConfigurationException when GDAL knows no such format
     * @throws InputDataException when it knows the format, and cannot open the file
     */
    Dataset open() {
        String name = path.toAbsolutePath().toString();
        Dataset dataset = GdalCalls.quietly(() -> gdal.OpenEx(name, RASTER));
        if (dataset != null) {
            return dataset;
        }
        String said = GdalCalls.said();
        if (GdalCalls.quietly(() -> gdal.IdentifyDriverEx(name, RASTER)) == null) {
            throw new ConfigurationException("Cannot open " + shownAs
                    + " as a raster: neither the built-in readers nor GDAL know its format; " + said + ".");
        }
        throw damaged("GDAL_OPEN", "Cannot open " + shownAs + ": " + said);
    }

    InputDataException damaged(String code, String message) {
        return damaged(code, message, null);
    }

    InputDataException damaged(String code, String message, Throwable cause) {
        String remedy = ". The file, or one that it refers to, looks damaged or is missing; copy it again.";
        return new InputDataException(shownAs, code, message + remedy, cause);
    }

    ConfigurationException refused(String reason) {
        return new ConfigurationException("Cannot use " + shownAs + ": " + reason);
    }
}
