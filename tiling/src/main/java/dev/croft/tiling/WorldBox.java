package dev.croft.tiling;

import dev.croft.core.grid.Bounds;
import dev.croft.tiling.tile.WorldCoordinates;

/** A growing box of world coordinates. */
final class WorldBox {
    /** A few ten-millionths of a degree, in which archives say where they are: a box has an area there too. */
    private static final double LEAST_WIDTH = 1e-8;

    private double west = 1;
    private double north = 1;
    private double east;
    private double south;

    void add(double newWest, double newNorth, double newEast, double newSouth) {
        double turns = Math.floor(newWest);
        boolean crossesAntimeridian = newEast - turns > 1;
        west = Math.min(west, crossesAntimeridian ? 0 : newWest - turns);
        east = Math.max(east, crossesAntimeridian ? 1 : newEast - turns);
        north = Math.min(north, Math.max(0, newNorth));
        south = Math.max(south, Math.min(1, newSouth));
    }

    /** The box in degrees, as wide as the world when something crosses the antimeridian; empty at 0, 0 when nothing was added. */
    Bounds degrees() {
        if (west > east || north > south) {
            return new Bounds(0, 0, 0, 0);
        }
        double moreAcross = Math.max(0, LEAST_WIDTH - (east - west)) / 2;
        double moreDown = Math.max(0, LEAST_WIDTH - (south - north)) / 2;
        return new Bounds(
                WorldCoordinates.longitude(Math.max(0, west - moreAcross)),
                WorldCoordinates.latitude(Math.min(1, south + moreDown)),
                WorldCoordinates.longitude(Math.min(1, east + moreAcross)),
                WorldCoordinates.latitude(Math.max(0, north - moreDown)));
    }
}
