package dev.croft.zonal;

import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.Overwrite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Zonal statistics from files to a file, or to one per label.
 *
 * @param zones Parquet file, folder of part files, or glob
 * @param rasters at least one; labels differ
 * @param weights GeoTIFF on the same grid as all rasters, whose first band says what a cell counts
 * @param output {@code .parquet}, {@code .csv} or {@code .arrow}; with {@value #LABEL} in its name one file per label
 * @param geometryColumn name of the geometry column; empty to find it
 * @param zonesCrs CRS of the zones; empty for the one their file states
 * @param ifValid what to do when an output is there and still right
 * @param expectedRows number of rows that the result must have
 * @param backend who reads the rasters
 */
public record ZonalRequest(
        String zones,
        List<RasterInput> rasters,
        Optional<Path> weights,
        Path output,
        ZonalOptions options,
        Optional<String> geometryColumn,
        Optional<String> zonesCrs,
        Overwrite overwrite,
        IfValid ifValid,
        OptionalLong expectedRows,
        RasterBackend backend) {

    /** Stands in an output's name for a label. */
    public static final String LABEL = "{label}";

    public ZonalRequest {
        rasters = List.copyOf(rasters);
    }

    /** What to do with an output that was made from the same inputs with the same parameters. */
    public enum IfValid {
        SKIP,
        REDO
    }

    /** The request for one raster with all defaults. */
    public static ZonalRequest of(String zones, Path raster, Path output) {
        return new ZonalRequest(
                zones,
                List.of(RasterInput.of(raster)),
                Optional.empty(),
                output,
                ZonalOptions.defaults(),
                Optional.empty(),
                Optional.empty(),
                Overwrite.OWN_OUTPUTS,
                IfValid.SKIP,
                OptionalLong.empty(),
                RasterBackend.AUTO);
    }

    /** Whether each label gets a file of its own. */
    boolean isSplit() {
        return output.getFileName() != null && output.getFileName().toString().contains(LABEL);
    }

    /** The file for a label. */
    Path outputFor(String label) {
        return isSplit() ? output.resolveSibling(output.getFileName().toString().replace(LABEL, label)) : output;
    }
}
