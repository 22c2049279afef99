package dev.croft.tiling.slice;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.tiling.tile.TileId;
import java.util.ArrayList;
import java.util.List;

/**
 * How polygons become fragments in tiles. A pixel is 1/256 of a tile's side, a unit 1/{@code extent} of it.
 *
 * @param minZoom first zoom, from 0
 * @param maxZoom last zoom, to {@link #MOST_ZOOM}; nothing is simplified there beyond rounding to units
 * @param extent units along a tile's side: a power of two from 256 to 8192
 * @param bufferPixels how far fragments reach beyond their tile, 0 to 256; rounded to units
 * @param simplifyPixels spacing of the lattice to which vertices are rounded below {@code maxZoom}, 0 to 256; rounded to
 *     units and at least one of them, hence 0 for no simplification
 * @param minAreaPixels2 polygons of less area at a zoom are dust there; 0 for no such gate
 */
public record SliceOptions(
        int minZoom, int maxZoom, int extent, double bufferPixels, double simplifyPixels, double minAreaPixels2) {
    public static final int MOST_ZOOM = 22;
    public static final int DEFAULT_EXTENT = 4096;
    public static final double DEFAULT_BUFFER_PIXELS = 8;
    public static final double DEFAULT_SIMPLIFY_PIXELS = 1;
    public static final double DEFAULT_MIN_AREA_PIXELS2 = 1;

    static final int PIXELS_ACROSS = 256;
    private static final int LEAST_EXTENT = 256;
    private static final int MOST_EXTENT = 8192;

    public SliceOptions {
        List<String> problems = new ArrayList<>();
        if (minZoom < 0 || maxZoom > Math.min(MOST_ZOOM, TileId.MOST_ZOOM) || minZoom > maxZoom) {
            problems.add("Cannot tile zooms " + minZoom + "-" + maxZoom + ": give a range within 0-" + MOST_ZOOM + ".");
        }
        if (extent < LEAST_EXTENT || extent > MOST_EXTENT || Integer.bitCount(extent) != 1) {
            problems.add("Cannot use " + extent + " units per tile: give a power of two from " + LEAST_EXTENT + " to "
                    + MOST_EXTENT + ".");
        }
        if (!(bufferPixels >= 0 && bufferPixels <= PIXELS_ACROSS)) {
            problems.add("Cannot use a buffer of " + bufferPixels + " px: give 0 to " + PIXELS_ACROSS + ".");
        }
        if (!(simplifyPixels >= 0 && simplifyPixels <= PIXELS_ACROSS)) {
            problems.add("Cannot simplify to " + simplifyPixels + " px: give 0 to " + PIXELS_ACROSS + ".");
        }
        if (!(minAreaPixels2 >= 0 && minAreaPixels2 < Double.POSITIVE_INFINITY)) {
            problems.add("Cannot gate polygons by " + minAreaPixels2 + " px2: give 0 or more.");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** These zooms, all else by default. */
    public static SliceOptions of(int minZoom, int maxZoom) {
        return new SliceOptions(
                minZoom,
                maxZoom,
                DEFAULT_EXTENT,
                DEFAULT_BUFFER_PIXELS,
                DEFAULT_SIMPLIFY_PIXELS,
                DEFAULT_MIN_AREA_PIXELS2);
    }

    /** Spacing of the lattice of a zoom, in units. */
    int step(int zoom) {
        return zoom == maxZoom ? 1 : (int) Math.max(1, Math.round(simplifyPixels * extent / PIXELS_ACROSS));
    }

    int bufferUnits() {
        return (int) Math.round(bufferPixels * extent / PIXELS_ACROSS);
    }
}
