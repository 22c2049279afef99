package dev.croft.tiling.pmtiles;

import dev.croft.core.grid.Bounds;
import java.util.Optional;

/**
 * Where the content of an archive lies and where a map of it opens (PMTiles 3, section 3.4), in ten-millionths of a degree. What
 * was read is not checked; what is made by {@link #ofDegrees} lies on the earth.
 */
public record ArchiveExtent(
        int westE7, int southE7, int eastE7, int northE7, int centreZoom, int centreLongitudeE7, int centreLatitudeE7) {
    private static final double E7 = 1e7;
    private static final int MOST_LONGITUDE_E7 = 1_800_000_000;
    private static final int MOST_LATITUDE_E7 = 900_000_000;

    /** The whole earth, opened at its middle: what an archive without content says. */
    public static final ArchiveExtent WORLD =
            new ArchiveExtent(-MOST_LONGITUDE_E7, -MOST_LATITUDE_E7, MOST_LONGITUDE_E7, MOST_LATITUDE_E7, 0, 0, 0);

    /**
     * Bounds in degrees, rounded to the nearest ten-millionth; the centre is their middle.
     *
     * @throws IllegalArgumentException when they reach beyond 180 degrees east and west, or 90 north and south
     */
    public static ArchiveExtent ofDegrees(Bounds degrees, int centreZoom) {
        return ofDegrees(
                degrees, centreZoom, (degrees.west() + degrees.east()) / 2, (degrees.south() + degrees.north()) / 2);
    }

    /** As {@link #ofDegrees(Bounds, int)}, with another centre. */
    public static ArchiveExtent ofDegrees(
            Bounds degrees, int centreZoom, double centreLongitude, double centreLatitude) {
        ArchiveExtent extent = new ArchiveExtent(
                toE7(degrees.west()),
                toE7(degrees.south()),
                toE7(degrees.east()),
                toE7(degrees.north()),
                centreZoom,
                toE7(centreLongitude),
                toE7(centreLatitude));
        if (!extent.isOnEarth() || !Double.isFinite(degrees.width()) || !Double.isFinite(degrees.height())) {
            throw new IllegalArgumentException("Cannot use bounds " + degrees + ", centre " + centreLongitude + ", "
                    + centreLatitude + ": they do not lie on the earth");
        }
        return extent;
    }

    /** The same place, with the zoom of these that is nearest to its own. */
    ArchiveExtent withCentreZoomWithin(int minZoom, int maxZoom) {
        int zoom = Math.max(minZoom, Math.min(maxZoom, centreZoom));
        return new ArchiveExtent(westE7, southE7, eastE7, northE7, zoom, centreLongitudeE7, centreLatitudeE7);
    }

    /** The bounds in degrees; empty when they do not lie on the earth, or west is east of east. */
    public Optional<Bounds> bounds() {
        return hasBoundsOnEarth()
                ? Optional.of(new Bounds(westE7 / E7, southE7 / E7, eastE7 / E7, northE7 / E7))
                : Optional.empty();
    }

    /** The bounds, in degrees. */
    public String boundsText() {
        return "west " + westE7 / E7 + ", south " + southE7 / E7 + ", east " + eastE7 / E7 + ", north " + northE7 / E7;
    }

    /** The centre, in degrees, and its zoom. */
    public String centreText() {
        return centreLongitudeE7 / E7 + ", " + centreLatitudeE7 / E7 + " at zoom " + centreZoom;
    }

    /** Whether all of it lies within the ranges of longitude and latitude, and west is not east of east. */
    boolean isOnEarth() {
        return hasBoundsOnEarth()
                && Math.abs((long) centreLongitudeE7) <= MOST_LONGITUDE_E7
                && Math.abs((long) centreLatitudeE7) <= MOST_LATITUDE_E7;
    }

    private boolean hasBoundsOnEarth() {
        return isBetween(-MOST_LONGITUDE_E7, westE7, eastE7, MOST_LONGITUDE_E7)
                && isBetween(-MOST_LATITUDE_E7, southE7, northE7, MOST_LATITUDE_E7);
    }

    private static boolean isBetween(int least, int low, int high, int most) {
        return least <= low && low <= high && high <= most;
    }

    /** Rounded; what does not fit an int becomes the nearest int, which lies beyond the earth. */
    private static int toE7(double degrees) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.round(degrees * E7)));
    }
}
