package dev.croft.tiling.mvt;

import dev.croft.tiling.tile.TileBytes;
import java.util.HexFormat;

/** Tiles written byte by byte. */
final class Tiles {
    private Tiles() {}

    /** A tile of one layer, whose message is given in hexadecimal. */
    static byte[] ofLayer(String hex) {
        byte[] layer = HexFormat.of().parseHex(hex);
        TileBytes tile = new TileBytes(layer.length + 6);
        tile.write(0x1a);
        tile.writeVarint(layer.length);
        tile.write(layer, 0, layer.length);
        return tile.toByteArray();
    }
}
