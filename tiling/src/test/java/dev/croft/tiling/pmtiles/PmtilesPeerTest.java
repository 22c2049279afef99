package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.tiling.NodePeer;
import dev.croft.tiling.tile.TileId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of the writer, read by npm's pmtiles. */
class PmtilesPeerTest {
    private static final int DISTINCT = 110_000;

    @TempDir
    private Path folder;

    @Test
    void everyTileAndTheHeaderAreReadAlike() throws IOException {
        SortedMap<Long, byte[]> tiles = tilesOfManyZooms();
        Path file = folder.resolve("peer.pmtiles");
        PmtilesHeader header = writeAsStored(file, tiles);
        assertTrue(header.leaves().length() > 0);
        assertTrue(header.contentCount() > 100_000 && header.entryCount() > header.contentCount());
        assertTrue(header.addressedTileCount() > header.entryCount());

        assertHeader(header, NodePeer.archive("header", file).get(0));
        List<JsonNode> read = NodePeer.archive("tiles", file);
        assertEquals(tiles.size(), read.size());
        for (JsonNode tile : read) {
            long tileId = TileId.of(
                    tile.get("z").asInt(), tile.get("x").asInt(), tile.get("y").asInt());
            assertTrue(Arrays.equals(tiles.get(tileId), tile.get("data").binaryValue()), () -> "tile number " + tileId);
        }
        assertEquals(4, NodePeer.archive("tiles", file, 1).size());
    }

    @Test
    void archiveWithoutTilesIsRead() throws IOException {
        Path file = folder.resolve("none.pmtiles");
        PmtilesHeader header = Archives.write(file, new TreeMap<>()).header();
        assertHeader(header, NodePeer.archive("header", file).get(0));
        assertEquals(
                "false",
                NodePeer.archive("tile", file, 0, 0, 0).get(0).get("found").asText());
    }

    private static void assertHeader(PmtilesHeader header, JsonNode read) {
        JsonNode peer = read.get("header");
        assertEquals(3, peer.get("specVersion").asInt());
        assertEquals(header.root(), range(peer, "rootDirectoryOffset", "rootDirectoryLength"));
        assertEquals(header.metadata(), range(peer, "jsonMetadataOffset", "jsonMetadataLength"));
        assertEquals(header.leaves(), range(peer, "leafDirectoryOffset", "leafDirectoryLength"));
        assertEquals(header.tiles(), range(peer, "tileDataOffset", "tileDataLength"));
        assertEquals(header.addressedTileCount(), peer.get("numAddressedTiles").asLong());
        assertEquals(header.entryCount(), peer.get("numTileEntries").asLong());
        assertEquals(header.contentCount(), peer.get("numTileContents").asLong());
        assertTrue(peer.get("clustered").asBoolean());
        assertEquals(
                header.internalCompression().code(),
                peer.get("internalCompression").asInt());
        assertEquals(
                header.tileCompression().code(), peer.get("tileCompression").asInt());
        assertEquals(header.tileType().code(), peer.get("tileType").asInt());
        assertEquals(header.minZoom(), peer.get("minZoom").asInt());
        assertEquals(header.maxZoom(), peer.get("maxZoom").asInt());
        assertEquals(-102.05, peer.get("minLon").asDouble());
        assertEquals(36.99, peer.get("minLat").asDouble());
        assertEquals(-94.58, peer.get("maxLon").asDouble());
        assertEquals(40, peer.get("maxLat").asDouble());
        assertEquals(header.extent().centreZoom(), peer.get("centerZoom").asInt());
        assertEquals(-98.315, peer.get("centerLon").asDouble());
        assertEquals(38.495, peer.get("centerLat").asDouble());
        assertEquals("Fields of Kraków", read.get("metadata").get("name").asText());
    }

    private static ByteRange range(JsonNode header, String offset, String length) {
        return new ByteRange(header.get(offset).asLong(), header.get(length).asLong());
    }

    /** All of zooms 0 to 3; at zoom 14 many contents of their own; at zoom 26 runs of a content seen before, and the last tile. */
    private static SortedMap<Long, byte[]> tilesOfManyZooms() {
        SortedMap<Long, byte[]> tiles = new TreeMap<>();
        for (long tileId = 0; tileId < TileId.firstOf(4); tileId++) {
            tiles.put(tileId, text(tileId % 3));
        }
        for (long tile = 0; tile < DISTINCT; tile++) {
            tiles.put(TileId.firstOf(14) + tile * 7 / 5, text(tile));
        }
        for (long tile = 0; tile < 5000; tile++) {
            tiles.put(TileId.firstOf(26) + tile, text(tile / 100));
        }
        tiles.put(TileId.firstOf(27) - 1, text(-1));
        return tiles;
    }

    private static byte[] text(long number) {
        return Long.toString(number, 36).getBytes(StandardCharsets.US_ASCII);
    }

    private static PmtilesHeader writeAsStored(Path file, SortedMap<Long, byte[]> tiles) throws IOException {
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            for (Map.Entry<Long, byte[]> tile : tiles.entrySet()) {
                writer.add(tile.getKey(), tile.getValue(), 0, tile.getValue().length);
            }
            return writer.finish(
                            new PmtilesDescription(Archives.METADATA, Archives.EXTENT, Compression.NONE, TileType.MVT))
                    .header();
        }
    }
}
