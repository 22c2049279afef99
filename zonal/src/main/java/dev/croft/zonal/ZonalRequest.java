package dev.croft.zonal;

import dev.croft.core.run.Overwrite;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Zonal statistics from files to a file.
 *
 * @param zones Parquet file, folder of part files, or glob
 * @param raster GeoTIFF, or a zip that holds one
 * @param output {@code .parquet} or {@code .csv}
 * @param geometryColumn name of the geometry column; empty to find it
 * @param zonesCrs CRS of the zones; empty for the one their file states
 * @param ifValid what to do when the output is there and still right
 * @param expectedRows number of rows that the result must have
 */
public record ZonalRequest(
        String zones,
        Path raster,
        Path output,
        ZonalOptions options,
        Optional<String> geometryColumn,
        Optional<String> zonesCrs,
        Overwrite overwrite,
        IfValid ifValid,
        OptionalLong expectedRows) {

    /** What to do with an output that was made from the same inputs with the same parameters. */
    public enum IfValid {
        SKIP,
        REDO
    }

    /** The request with all defaults. */
    public static ZonalRequest of(String zones, Path raster, Path output) {
        return new ZonalRequest(
                zones,
                raster,
                output,
                ZonalOptions.defaults(),
                Optional.empty(),
                Optional.empty(),
                Overwrite.OWN_OUTPUTS,
                IfValid.SKIP,
                OptionalLong.empty());
    }
}
