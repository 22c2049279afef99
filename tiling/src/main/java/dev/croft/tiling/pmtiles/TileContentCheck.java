package dev.croft.tiling.pmtiles;

import dev.croft.tiling.tile.TileCoord;
import java.util.List;

/** What {@link PmtilesValidation} asks about the content of tiles, of which it knows only the bytes. */
@FunctionalInterface
public interface TileContentCheck {
    /** Takes all bytes for right. */
    TileContentCheck NONE = (tile, inflated) -> List.of();

    /**
     * What is wrong with a tile, each a clause such as "layer 2 has no name"; empty when nothing is.
     *
     * @param inflated all bytes of the tile, lent
     */
    List<String> complaints(TileCoord tile, byte[] inflated);

    /** Whether there is nothing to see on the tile. */
    default boolean isBlank(byte[] inflated) {
        return inflated.length == 0;
    }
}
