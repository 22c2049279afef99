package dev.croft.resample;

import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.RasterSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The grid that rasters are brought to.
 *
 * @param origin where it comes from, as a clause
 */
public record TargetGrid(GridGeometry grid, String origin) {
    /** The option that names it. */
    public static final String OPTION = "--to";

    /** How it can be named, for messages and help. */
    public static final String SYNTAX =
            "a raster file, a resolution such as EPSG:4326@0.008333 with @x,y as origin or @w,s,e,n as bounds behind it,"
                    + " or a grid.yml";

    /**
     * The grid that a text names: a raster file, a YAML file, or a resolution.
     *
     * <p>A resolution alone is a request, not a grid: it takes the exact grid of the first input whose cells have that size
     * within {@code resolutionTolerance}. When there is none, or an origin is given, the grid has that size to the last digit
     * and covers all inputs; without an origin its cell corners go through the west and north end of the world in degrees, and
     * through 0, 0 in other units.
     *
     * @param resolutionTolerance largest accepted difference of the cell size on either axis, in units of the CRS, inclusive
     * @throws ConfigurationException when the text names no grid, or one too large to be meant
     */
    static TargetGrid parse(
            String text,
            List<InputGrid> inputs,
            double resolutionTolerance,
            RasterSources.ScratchDirectory scratch,
            RasterBackend backend)
            throws IOException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yml") || lower.endsWith(".yaml")) {
            return GridRequest.ofFile(Path.of(text)).resolve(inputs, resolutionTolerance);
        }
        if (GridRequest.looksLike(text)) {
            return GridRequest.parse(text, inputs).resolve(inputs, resolutionTolerance);
        }
        Path file = Path.of(text);
        if (!Files.exists(file)) {
            throw new ConfigurationException("Cannot understand the target grid " + OPTION + " \"" + text
                    + "\": it is no file, expected " + SYNTAX + ".");
        }
        try (RasterSource raster = RasterSources.open(file, scratch, backend)) {
            if (!raster.grid().crs().isKnown()) {
                throw new ConfigurationException(
                        "Cannot use " + file + " as target grid: it states no CRS. Give " + OPTION + " another grid.");
            }
            return new TargetGrid(raster.grid(), "the grid of " + file.getFileName()).checked(bytesPerCell(inputs));
        }
    }

    /** Of the largest output. */
    static int bytesPerCell(List<InputGrid> inputs) {
        return inputs.stream().mapToInt(InputGrid::bytesPerCell).max().orElse(1);
    }

    /** The file that {@code text} names, unless it describes a grid itself. */
    public static Optional<Path> file(String text) {
        return GridRequest.looksLike(text) ? Optional.empty() : Optional.of(Path.of(text));
    }

    TargetGrid checked(int bytesPerCell) {
        if (grid.transform().isRotated()) {
            throw new ConfigurationException(
                    "Cannot resample to " + origin + ": it is rotated. Give a grid along the axes.");
        }
        GridSize.require(grid.columnCount(), grid.rowCount(), bytesPerCell, origin);
        if (grid.crs().isGeographic()) {
            requireOnGlobe();
        }
        return this;
    }

    /** Whole cells may reach beyond the globe with a part of the last. */
    private void requireOnGlobe() {
        Bounds bounds = grid.bounds();
        double width = grid.transform().cellWidth();
        double height = grid.transform().cellHeight();
        boolean fits = bounds.east() - bounds.west() < 360 + width
                && bounds.south() > -90 - height
                && bounds.north() < 90 + height;
        if (!fits) {
            throw new ConfigurationException("Cannot resample to " + origin + ": it has " + bounds
                    + ", more than the globe, which is 360 degrees wide and ends at -90 and 90. Give smaller bounds.");
        }
    }

    /** The grid in one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%,d x %,d cells of %s x %s, %s, %s (%s)",
                grid.columnCount(),
                grid.rowCount(),
                number(grid.transform().cellWidth()),
                number(grid.transform().cellHeight()),
                grid.crs(),
                grid.bounds(),
                origin);
    }

    /** Every digit that tells it from another, for receipts. */
    String identity() {
        return grid.crs() + " " + grid.transform() + " " + grid.columnCount() + " x " + grid.rowCount();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.10g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
