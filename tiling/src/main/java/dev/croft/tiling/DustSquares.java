package dev.croft.tiling;

import dev.croft.tiling.shard.KeySort;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileCoord;
import java.util.Arrays;

/**
 * Draws squares for the polygons of a tile that are too small to be drawn, by a {@link TinyRule}. Reused from tile to tile;
 * confined to one thread.
 */
final class DustSquares {
    /** What a square counts for beside the limit of a tile. */
    private static final int SQUARE_BYTES = TilingOptions.FEATURE_BYTES + 16;

    private final TinyRule rule;
    private final double leastArea;
    private final int extent;
    private final long tileBytes;
    private final FeatureOrder order;
    private final KeySort sort = new KeySort();
    private int[] rows = new int[64];
    private long[] positions = new long[64];
    private int[] indices = new int[64];
    private int count;

    DustSquares(TilingOptions options, FeatureOrder order) {
        this.rule = options.tiny();
        this.leastArea = options.minAreaUnits2();
        this.extent = options.extent();
        this.tileBytes = options.drop() == DropRule.NONE
                ? Long.MAX_VALUE
                : options.tileBytes().orElse(Long.MAX_VALUE);
        this.order = order;
    }

    void clear() {
        count = 0;
    }

    /** Adds the polygon of a row. */
    void add(int row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
            positions = Arrays.copyOf(positions, count * 2);
            indices = Arrays.copyOf(indices, count * 2);
        }
        rows[count++] = row;
    }

    int count() {
        return count;
    }

    /** Adds the squares to the features of the tile. */
    void drawInto(LayerFeatures features, TileCoord tile) {
        switch (rule) {
            case DROP -> {}
            case KEEP -> drawEach(features, tile);
            case ACCUMULATE -> accumulate(features, tile);
        }
    }

    private void drawEach(LayerFeatures features, TileCoord tile) {
        double unitsPerWorld = Math.scalb((double) extent, tile.z());
        for (int i = 0; i < count; i++) {
            draw(features, tile, rows[i], order.area(rows[i]) * unitsPerWorld * unitsPerWorld, 1);
        }
    }

    private void accumulate(LayerFeatures features, TileCoord tile) {
        sortAlongCurve();
        double unitsPerWorld = Math.scalb((double) extent, tile.z());
        double squareArea = squareArea(unitsPerWorld * unitsPerWorld, features.byteCount());
        double gathered = 0;
        double largestArea = 0;
        int largest = 0;
        int zones = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[indices[i]];
            double area = order.area(row);
            if (zones == 0 || area > largestArea) {
                largest = row;
                largestArea = area;
            }
            gathered += area * unitsPerWorld * unitsPerWorld;
            zones++;
            if (gathered >= squareArea) {
                gathered -= draw(features, tile, largest, gathered, zones);
                zones = 0;
            }
        }
        if (zones > 0) {
            draw(features, tile, largest, gathered, zones);
        }
    }

    /**
     * The area that a square stands for, in square units: larger than the smallest area where more squares would not fit into the
     * polygons' half of the tile, of which they may have a quarter in any case.
     *
     * @param polygonBytes what the polygons of the tile count for
     */
    private double squareArea(double units2PerWorld, long polygonBytes) {
        double area = 0;
        for (int i = 0; i < count; i++) {
            area += order.area(rows[indices[i]]) * units2PerWorld;
        }
        long bytes = Math.max(tileBytes / 8, tileBytes / 2 - polygonBytes);
        return Math.max(leastArea, area / Math.max(1, bytes / SQUARE_BYTES));
    }

    private void sortAlongCurve() {
        for (int i = 0; i < count; i++) {
            indices[i] = i;
            positions[i] = order.position(rows[i]);
        }
        indices = sort.sort(indices, count, positions);
        KeySort.sortTies(indices, count, positions, (a, b) -> order.compare(rows[a], rows[b]));
    }

    /**
     * Draws a square about the interior point of a row.
     *
     * @param area in square units
     * @return the area that was drawn
     */
    private double draw(LayerFeatures features, TileCoord tile, int row, double area, int zones) {
        int side = (int) Math.max(1, Math.rint(Math.sqrt(Math.max(0, area))));
        TileBytes drawing = features.drawing();
        int start = drawing.length();
        int west = TileUnits.of(order.x(row), tile.z(), extent) - side / 2;
        int north = TileUnits.of(order.y(row), tile.z(), extent) - side / 2;
        TileUnits.writeSquare(drawing, west, north, side);
        features.addDrawn(row, start, zones);
        return (double) side * side;
    }
}
