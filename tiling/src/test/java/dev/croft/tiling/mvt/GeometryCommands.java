package dev.croft.tiling.mvt;

import dev.croft.tiling.tile.TileBytes;

/**
 * Writes geometry commands of one feature after another (specification, section 4.3). Coordinates are x, y, x, y, ... in units of the
 * tile. What is written is what is given: winding, area and order of rings are the caller's. Confined to one thread.
 */
final class GeometryCommands {
    private final TileBytes out;
    private int x;
    private int y;

    /** Commands go to the end of {@code out}. */
    GeometryCommands(TileBytes out) {
        this.out = out;
    }

    /** Begins a feature: the cursor goes back to 0, 0. */
    void begin() {
        x = 0;
        y = 0;
    }

    /** All points of a feature. */
    void points(int... coordinates) {
        command(GeometryReader.MOVE_TO, coordinates.length / 2);
        moves(coordinates, 0);
    }

    /** A line, one of possibly several of the feature. */
    void line(int... coordinates) {
        command(GeometryReader.MOVE_TO, 1);
        move(coordinates[0], coordinates[1]);
        command(GeometryReader.LINE_TO, coordinates.length / 2 - 1);
        moves(coordinates, 2);
    }

    /** A ring, one of possibly several of the feature, without its first point again at the end. */
    void ring(int... coordinates) {
        line(coordinates);
        command(GeometryReader.CLOSE_PATH, 1);
    }

    private void command(int id, int count) {
        out.writeVarint((long) count << 3 | id);
    }

    private void moves(int[] coordinates, int from) {
        for (int i = from; i < coordinates.length; i += 2) {
            move(coordinates[i], coordinates[i + 1]);
        }
    }

    private void move(int toX, int toY) {
        out.writeZigZag(toX - x);
        out.writeZigZag(toY - y);
        x = toX;
        y = toY;
    }
}
