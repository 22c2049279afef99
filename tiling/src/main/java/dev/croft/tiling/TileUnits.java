package dev.croft.tiling;

import dev.croft.tiling.tile.TileBytes;

/** Points and squares in the units of a tile, as geometry commands (MVT specification 2.1, section 4.3). */
final class TileUnits {
    private static final int MOVE_TO_ONE = (1 << 3) | 1;
    private static final int LINE_TO_THREE = (3 << 3) | 2;
    private static final int CLOSE_PATH = (1 << 3) | 7;

    private TileUnits() {}

    /**
     * The unit that a coordinate lies in, counted from the edge of its tile.
     *
     * @param fixed world coordinate times 2^32, see {@link SliceWorker#fixedPoint}
     */
    static int of(int fixed, int zoom, int extent) {
        long inTile = Integer.toUnsignedLong(fixed << zoom);
        return (int) ((inTile * extent) >>> Integer.SIZE);
    }

    static void writePoint(TileBytes commands, int x, int y) {
        commands.writeVarint(MOVE_TO_ONE);
        commands.writeZigZag(x);
        commands.writeZigZag(y);
    }

    /** A square with its north-west corner at a point, as an outer ring. */
    static void writeSquare(TileBytes commands, int west, int north, int side) {
        writePoint(commands, west, north);
        commands.writeVarint(LINE_TO_THREE);
        commands.writeZigZag(side);
        commands.writeZigZag(0);
        commands.writeZigZag(0);
        commands.writeZigZag(side);
        commands.writeZigZag(-side);
        commands.writeZigZag(0);
        commands.writeVarint(CLOSE_PATH);
    }
}
