package dev.croft.tiling.tile;

/** The square of Web Mercator (EPSG:3857), x east from 0 to 1 and y south from 0 to 1, that zoom 0 has as its one tile. */
public final class WorldCoordinates {
    /** Latitude at which the square ends, in degrees. */
    public static final double MOST_LATITUDE = Math.toDegrees(Math.atan(Math.sinh(Math.PI)));

    private WorldCoordinates() {}

    /** Longitude in degrees. */
    public static double longitude(double worldX) {
        return (worldX - 0.5) * 360;
    }

    /** Latitude in degrees. */
    public static double latitude(double worldY) {
        return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * worldY))));
    }
}
