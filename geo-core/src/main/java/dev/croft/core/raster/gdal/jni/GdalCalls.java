package dev.croft.core.raster.gdal.jni;

import java.util.function.Supplier;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;

/** Calls of GDAL whose messages are wanted in an exception, not on the standard error. GDAL keeps them by thread. */
final class GdalCalls {
    private GdalCalls() {}

    /** The result of {@code call}. What it says is dropped, but for the last message. */
    static <T> T quietly(Supplier<T> call) {
        gdal.ErrorReset();
        gdal.PushErrorHandler("CPLQuietErrorHandler");
        try {
            return call.get();
        } finally {
            gdal.PopErrorHandler();
        }
    }

    /** Whether the last call noted a failure, whatever it returned. */
    static boolean failed() {
        return gdal.GetLastErrorType() >= gdalconstConstants.CE_Failure;
    }

    /** What the last call said, as part of a sentence. */
    static String said() {
        String line = gdal.GetLastErrorMsg().strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "GDAL gives no reason" : "GDAL says \"" + line + "\"";
    }
}
