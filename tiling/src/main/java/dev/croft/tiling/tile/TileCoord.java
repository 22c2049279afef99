package dev.croft.tiling.tile;

/**
 * A tile of the Web Mercator pyramid: zoom, column from the west, row from the north.
 *
 * @param z from 0 to {@link TileId#MOST_ZOOM}
 * @param x from 0 to 2^z - 1
 * @param y from 0 to 2^z - 1
 */
public record TileCoord(int z, int x, int y) {
    public TileCoord {
        if (z < 0 || z > TileId.MOST_ZOOM || x < 0 || y < 0 || x >>> z != 0 || y >>> z != 0) {
            throw new IllegalArgumentException("There is no tile " + z + "/" + x + "/" + y);
        }
    }

    @Override
    public String toString() {
        return z + "/" + x + "/" + y;
    }
}
