package dev.croft.tiling.tile;

/**
 * Numbers of tiles as PMTiles version 3 defines them (specification, section 4.1.1): zoom by zoom from 0, within a zoom along the
 * Hilbert curve that begins in the north-west and ends in the north-east. All tiles below one tile are consecutive at each zoom.
 */
public final class TileId {
    /** Numbers up to this zoom fit in a long with room to spare. */
    public static final int MOST_ZOOM = 26;

    private TileId() {}

    /** The number of a tile, from 0. */
    public static long of(int z, int x, int y) {
        return firstOf(z) + hilbert(z, x, y);
    }

    /** The number of the first tile of a zoom: as many as there are tiles at all lower zooms. */
    public static long firstOf(int z) {
        return ((1L << (2 * z)) - 1) / 3;
    }

    /** The zoom of a tile. */
    public static int zoom(long id) {
        return (63 - Long.numberOfLeadingZeros(3 * id + 1)) / 2;
    }

    /**
     * The tile that has a number.
     *
     * @throws IllegalArgumentException when its zoom is beyond {@link #MOST_ZOOM}
     */
    public static TileCoord coord(long id) {
        if (id < 0 || id >= firstOf(MOST_ZOOM + 1)) {
            throw new IllegalArgumentException("There is no tile of number " + id);
        }
        int z = zoom(id);
        long rest = id - firstOf(z);
        int x = 0;
        int y = 0;
        for (int side = 1; side < 1 << z; side <<= 1) {
            int right = (int) (rest >> 1) & 1;
            int down = (int) (rest ^ right) & 1;
            if (down == 0) {
                int flip = right == 1 ? side - 1 : 0;
                int turned = flip == 0 ? y : flip - y;
                y = flip == 0 ? x : flip - x;
                x = turned;
            }
            x += right * side;
            y += down * side;
            rest >>= 2;
        }
        return new TileCoord(z, x, y);
    }

    /**
     * Position of the cell {@code x, y} along the Hilbert curve through a square of 2^order by 2^order cells.
     *
     * @param order from 0 to 31
     */
    public static long hilbert(int order, int x, int y) {
        long position = 0;
        int column = x;
        int row = y;
        for (int side = (int) (1L << order >>> 1); side > 0; side >>>= 1) {
            int right = (column & side) != 0 ? 1 : 0;
            int down = (row & side) != 0 ? 1 : 0;
            position += (long) side * side * ((3 * right) ^ down);
            if (down == 0) {
                int flip = right == 1 ? side - 1 : 0;
                int turned = right == 1 ? flip - (row & (side - 1)) : row & (side - 1);
                row = right == 1 ? flip - (column & (side - 1)) : column & (side - 1);
                column = turned;
            }
        }
        return position;
    }
}
