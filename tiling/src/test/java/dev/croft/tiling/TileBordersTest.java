package dev.croft.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.testdata.ListZones;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.tile.TileCoord;
import dev.croft.tiling.tile.TileId;
import dev.croft.tiling.tile.WorldCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that divide the land without a gap divide each tile without one, at every zoom. */
class TileBordersTest {
    private static final int CELLS_ACROSS = 13;

    @TempDir
    private Path folder;

    /** A zoom at which vertices are rounded to pixels, and the last one, at which they are rounded to units. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void neighboursLeaveNoGapAndDoNotOverlap(int zoom) throws IOException {
        Partition partition = aroundTiles(zoom, 4);
        TilingOptions options = TiledArchive.options(Profile.KEEP_ALL, zoom, zoom + 1)
                .withoutCentroids()
                .build();
        ListZones zones = partition.zones();
        TiledArchive archive = TiledArchive.make(folder, zones, options);
        for (int z : List.of(zoom, zoom + 1)) {
            assertEquals(0, archive.counts(TiledArchive.POLYGONS, z).accumulated());
            int interior = 0;
            for (Map.Entry<Long, List<TileFeature>> tile :
                    archive.featuresByTile(TiledArchive.POLYGONS, z).entrySet()) {
                if (isCovered(TileId.coord(tile.getKey()), partition)) {
                    requireDivided(tile.getValue());
                    interior++;
                }
            }
            assertTrue(interior >= (z == zoom ? 9 : 36), interior + " tiles of zoom " + z + " are covered");
        }
    }

    private static void requireDivided(List<TileFeature> features) {
        TileCoord tile = features.get(0).tile();
        double extent = features.get(0).extent();
        double area = features.stream().mapToDouble(TileFeature::areaInTile).sum();
        assertEquals(extent * extent, area, 1e-3, tile::toString);
        BorderLedger borders = new BorderLedger();
        features.forEach(feature -> borders.add(feature.parts()));
        assertEquals(0, borders.leftWithin(features.get(0).extent()), 1e-6, tile::toString);
    }

    /** A partition that is as wide and high as so many tiles and the half of one. */
    private static Partition aroundTiles(int zoom, int tiles) {
        double side = Math.scalb(1.0, -zoom);
        double west = (Math.floor(0.22 / side) - 0.7) * side;
        double north = (Math.floor(0.40 / side) - 0.7) * side;
        west = Math.max(west, 0.001);
        return new Partition(
                WorldCoordinates.longitude(west),
                WorldCoordinates.latitude(north + (tiles + 0.5) * side),
                WorldCoordinates.longitude(west + (tiles + 0.5) * side),
                WorldCoordinates.latitude(north),
                CELLS_ACROSS,
                4,
                zoom);
    }

    /** Whether a tile lies in the partition, with a few units to spare. */
    private static boolean isCovered(TileCoord tile, Partition partition) {
        double side = Math.scalb(1.0, -tile.z());
        double spare = side / 128;
        List<Boolean> inside = new ArrayList<>();
        inside.add(partition.west() <= WorldCoordinates.longitude(tile.x() * side - spare));
        inside.add(partition.east() >= WorldCoordinates.longitude((tile.x() + 1) * side + spare));
        inside.add(partition.north() >= WorldCoordinates.latitude(tile.y() * side - spare));
        inside.add(partition.south() <= WorldCoordinates.latitude((tile.y() + 1) * side + spare));
        return !inside.contains(false);
    }
}
