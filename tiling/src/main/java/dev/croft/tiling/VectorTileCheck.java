package dev.croft.tiling;

import dev.croft.tiling.mvt.LayerReader;
import dev.croft.tiling.mvt.MvtException;
import dev.croft.tiling.mvt.TileCheck;
import dev.croft.tiling.pmtiles.TileContentCheck;
import dev.croft.tiling.tile.TileCoord;
import java.util.List;

/** Whether the tiles of an archive keep the rules of vector tiles, for its validation. */
public final class VectorTileCheck implements TileContentCheck {
    @Override
    public List<String> complaints(TileCoord tile, byte[] inflated) {
        return TileCheck.violations(inflated, 0, inflated.length).stream()
                .map(TileCheck.Violation::toString)
                .toList();
    }

    @Override
    public boolean isBlank(byte[] inflated) {
        LayerReader reader = new LayerReader();
        try {
            reader.open(inflated, 0, inflated.length);
            while (reader.nextLayer()) {
                if (reader.featureCount() > 0) {
                    return false;
                }
            }
            return true;
        } catch (MvtException e) {
            // Whatever is in it, it is said to be broken and not to be blank.
            return false;
        }
    }
}
