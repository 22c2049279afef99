package dev.croft.tiling;

import dev.croft.tiling.mvt.GeometryType;
import dev.croft.tiling.shard.ShardReader;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;

/**
 * Makes a tile out of its records: squares for tiny polygons, features in their order, no more than the limit allows, encoded layer
 * by layer. What it makes depends on the features of the tile alone. Reused from tile to tile; confined to one thread.
 */
final class TileAssembler {
    private final TilingOptions options;
    private final FeatureOrder order;
    private final DustSquares dust;
    private final TileLimit limit;
    private final LayerFeatures polygons;
    private final LayerFeatures points;
    private final LayerWriter polygonWriter;
    private final LayerWriter pointWriter;
    private LayerTally polygonTally;
    private LayerTally pointTally;

    TileAssembler(TilingOptions options, FeatureOrder order, LayerWriter polygonWriter, LayerWriter pointWriter) {
        this.options = options;
        this.order = order;
        this.dust = new DustSquares(options, order);
        this.limit = new TileLimit(options.drop(), order);
        this.polygons = new LayerFeatures(order);
        this.points = new LayerFeatures(order);
        this.polygonWriter = polygonWriter;
        this.pointWriter = pointWriter;
    }

    /** Where features are counted from now on. */
    void countInto(LayerTally ofPolygons, LayerTally ofPoints) {
        polygonTally = ofPolygons;
        pointTally = ofPoints;
    }

    /**
     * Makes one tile.
     *
     * @param from place of its first record in the order of the tiles, {@code to} the one after its last
     * @param lastRow records of later rows are passed over
     * @param tile takes the tile, not compressed; gets nothing when no feature is left
     */
    void assemble(ShardReader records, int from, int to, int lastRow, TileBytes tile) {
        long id = records.tile(records.recordAt(from));
        TileCoord coord = TileId.coord(id);
        collect(records, from, to, lastRow, coord);
        drawDust(coord);
        byte[] payloads = records.payloads();
        polygons.sort(payloads);
        points.sort(payloads);
        fitIntoLimit(id, coord.z());
        polygonTally.addFragments(coord.z(), polygons.count());
        pointTally.addFragments(coord.z(), points.count());
        polygonWriter.write(polygons, payloads, GeometryType.POLYGON, coord.z(), tile);
        pointWriter.write(points, payloads, GeometryType.POINT, coord.z(), tile);
    }

    private void collect(ShardReader records, int from, int to, int lastRow, TileCoord tile) {
        polygons.clear();
        points.clear();
        dust.clear();
        for (int place = from; place < to; place++) {
            int record = records.recordAt(place);
            int row = records.row(record);
            if (row <= lastRow) {
                switch (records.kind(record)) {
                    case POLYGON -> {
                        int start = records.payloadStart(record);
                        polygons.add(row, start, records.payloadEnd(record) - start);
                    }
                    case DUST -> dust.add(row);
                    case POINT -> addPoint(row, tile);
                }
            }
        }
    }

    private void addPoint(int row, TileCoord tile) {
        int start = points.drawing().length();
        TileUnits.writePoint(
                points.drawing(),
                TileUnits.of(order.x(row), tile.z(), options.extent()),
                TileUnits.of(order.y(row), tile.z(), options.extent()));
        points.addDrawn(row, start, 1);
    }

    private void drawDust(TileCoord tile) {
        int before = polygons.count();
        dust.drawInto(polygons, tile);
        for (int square = before; square < polygons.count(); square++) {
            polygonTally.addSquare(tile.z(), polygons.zones(square));
        }
        if (options.tiny() == TinyRule.DROP) {
            polygonTally.addTiny(tile.z(), dust.count());
        }
    }

    private void fitIntoLimit(long id, int zoom) {
        long bytes = polygons.byteCount() + points.byteCount();
        if (options.drop() == DropRule.NONE || bytes <= options.tileBytes().orElse(Long.MAX_VALUE)) {
            return;
        }
        long most = options.tileBytes().getAsLong();
        drop(polygons, share(most, polygons.byteCount(), points.byteCount()), true, id, zoom, polygonTally);
        drop(points, most - polygons.byteCount(), polygons.count() == 0, id, zoom, pointTally);
    }

    /** Half for each of two layers, or what the other leaves. */
    private static long share(long most, long wanted, long wantedByOther) {
        return Math.min(wanted, Math.max(most / 2, most - wantedByOther));
    }

    private void drop(LayerFeatures features, long mostBytes, boolean keepsOne, long id, int zoom, LayerTally tally) {
        if (features.count() == 0 || features.byteCount() <= mostBytes) {
            return;
        }
        boolean[] isDropped = limit.choose(features, mostBytes, keepsOne);
        for (int feature = 0; feature < isDropped.length; feature++) {
            if (isDropped[feature] && isAtHome(features, feature, id, zoom)) {
                boolean isSquare = features == polygons && features.isDrawn(feature);
                int zones = features.zones(feature);
                tally.addOverLimit(zoom, zones, isSquare ? zones : 0);
            }
        }
        features.drop(isDropped);
    }

    /** Whether the feature counts for this tile, of all those it lies in. */
    private boolean isAtHome(LayerFeatures features, int feature, long id, int zoom) {
        int row = features.row(feature);
        return features.isDrawn(feature) || SliceWorker.tileOf(zoom, order.x(row), order.y(row)) == id;
    }
}
