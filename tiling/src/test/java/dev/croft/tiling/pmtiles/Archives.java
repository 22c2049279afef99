package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.grid.Bounds;
import dev.croft.tiling.tile.TileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Archives for tests. */
final class Archives {
    static final String METADATA =
            "{\"name\":\"Fields of Kraków\",\"vector_layers\":[{\"id\":\"fields\",\"fields\":{}}]}";
    static final ArchiveExtent EXTENT = ArchiveExtent.ofDegrees(new Bounds(-102.05, 36.99, -94.58, 40), 6);
    static final PmtilesDescription DESCRIPTION =
            new PmtilesDescription(METADATA, EXTENT, Compression.GZIP, TileType.MVT);

    private Archives() {}

    /** An archive of tiles that are given inflated. */
    static PmtilesSummary write(Path file, SortedMap<Long, byte[]> tiles) throws IOException {
        try (PmtilesWriter writer = PmtilesWriter.create(file)) {
            for (var tile : tiles.entrySet()) {
                byte[] stored = gzip(tile.getValue());
                writer.add(tile.getKey(), stored, 0, stored.length);
            }
            return writer.finish(DESCRIPTION);
        }
    }

    /** Tiles by number and text: {@code "1 a, 2 b"}. */
    static SortedMap<Long, byte[]> tiles(String text) {
        SortedMap<Long, byte[]> tiles = new TreeMap<>();
        Pattern.compile(", ").splitAsStream(text).forEach(tile -> {
            int space = tile.indexOf(' ');
            tiles.put(
                    Long.valueOf(tile.substring(0, space)),
                    tile.substring(space + 1).getBytes(StandardCharsets.US_ASCII));
        });
        return tiles;
    }

    static byte[] gzip(byte[] plain) {
        TileBytes bytes = new TileBytes(plain.length);
        bytes.write(plain, 0, plain.length);
        TileBytes compressed = new TileBytes(plain.length + 32);
        Gzip.compress(bytes, compressed);
        return compressed.toByteArray();
    }

    /** A public archive; the test is skipped where there are none. */
    static Path shared(String name) {
        Path file = Path.of(System.getProperty("croft.sharedData"), "tiling", "pmtiles", name);
        assumeTrue(Files.exists(file), () -> "there is no " + file);
        return file;
    }
}
