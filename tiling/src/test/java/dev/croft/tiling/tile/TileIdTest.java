package dev.croft.tiling.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileIdTest {
    /** Values that the specification of PMTiles lists. */
    @ParameterizedTest
    @CsvSource({"0,0,0,0", "1,0,0,1", "1,0,1,2", "1,1,1,3", "1,1,0,4", "2,0,0,5", "12,3423,1763,19078479"})
    void numbersAreThoseOfTheSpecification(int z, int x, int y, long id) {
        assertEquals(id, TileId.of(z, x, y));
        assertEquals(new TileCoord(z, x, y), TileId.coord(id));
        assertEquals(z, TileId.zoom(id));
    }

    @Test
    void everyTileOfSomeZoomsComesOnceAndNextToTheOneBefore() {
        long id = 0;
        for (int z = 0; z <= 6; z++) {
            TileCoord before = null;
            for (int i = 0; i < 1 << (2 * z); i++, id++) {
                TileCoord tile = TileId.coord(id);
                assertEquals(id, TileId.of(z, tile.x(), tile.y()));
                assertTrue(before == null || Math.abs(before.x() - tile.x()) + Math.abs(before.y() - tile.y()) == 1);
                before = tile;
            }
        }
    }

    @Test
    void theDeepestTilesKeepTheirNumbers() {
        int last = (1 << TileId.MOST_ZOOM) - 1;
        for (TileCoord tile : new TileCoord[] {
            new TileCoord(TileId.MOST_ZOOM, last, last),
            new TileCoord(TileId.MOST_ZOOM, 0, last),
            new TileCoord(25, 9, 7)
        }) {
            assertEquals(tile, TileId.coord(TileId.of(tile.z(), tile.x(), tile.y())));
        }
        assertThrows(IllegalArgumentException.class, () -> TileId.coord(TileId.firstOf(27)));
        assertThrows(IllegalArgumentException.class, () -> TileId.coord(-1));
    }
}
