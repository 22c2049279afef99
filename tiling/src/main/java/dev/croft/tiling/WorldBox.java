package dev.croft.tiling;

import dev.croft.core.grid.Bounds;

/** A growing box of world coordinates. */
final class WorldBox {
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
        return new Bounds(
                WorldTransform.longitude(west),
                WorldTransform.latitude(south),
                WorldTransform.longitude(east),
                WorldTransform.latitude(north));
    }
}
