package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.grid.Bounds;
import dev.croft.core.problem.InputDataException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PmtilesHeaderTest {
    private static final Path FILE = Path.of("fields.pmtiles");
    private static final long FILE_LENGTH = 1 << 20;
    private static final PmtilesHeader HEADER = new PmtilesHeader(
            new ByteRange(127, 1000),
            new ByteRange(50_000, 300),
            new ByteRange(50_300, 700),
            new ByteRange(16_384, 33_616),
            900,
            800,
            700,
            true,
            Compression.GZIP,
            Compression.ZSTD,
            TileType.MLT,
            4,
            14,
            Archives.EXTENT);

    @Test
    void readsWhatItWrote() {
        byte[] bytes = HEADER.toBytes();
        assertEquals(PmtilesHeader.LENGTH, bytes.length);
        assertEquals(HEADER, PmtilesHeader.read(bytes, FILE_LENGTH, FILE));
        assertArrayEquals(bytes, PmtilesHeader.read(bytes, FILE_LENGTH, FILE).toBytes());
    }

    @Test
    void degreesAreRoundedToTheNearestTenMillionth() {
        ArchiveExtent extent = ArchiveExtent.ofDegrees(new Bounds(-0.00000016, -90, 179.99999996, 90), 3);
        assertEquals(-2, extent.westE7());
        assertEquals(1_800_000_000, extent.eastE7());
        assertEquals(899_999_999, extent.centreLongitudeE7());
        assertThrows(IllegalArgumentException.class, () -> ArchiveExtent.ofDegrees(new Bounds(0, 0, 180.1, 1), 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> ArchiveExtent.ofDegrees(new Bounds(0, 0, Double.POSITIVE_INFINITY, 1), 3));
    }

    @ParameterizedTest(name = "byte {0} is {1}: {2}")
    @CsvSource({
        "0, 80, PMTILES_MAGIC, does not begin with",
        "7, 4, PMTILES_VERSION, version 4",
        "7, 2, PMTILES_VERSION, version 2",
        "8, 126, PMTILES_HEADER, root directory",
        "10, 16, PMTILES_TRUNCATED, root directory",
        "15, 255, PMTILES_TRUNCATED, root directory",
        "17, 64, PMTILES_HEADER, root directory",
        "26, 255, PMTILES_TRUNCATED, metadata",
        "39, 128, PMTILES_TRUNCATED, metadata",
        "47, 127, PMTILES_TRUNCATED, leaf directories",
        "60, 255, PMTILES_TRUNCATED, tile data",
        "79, 128, PMTILES_HEADER, addressed tiles",
        "87, 255, PMTILES_HEADER, tile entries",
        "95, 255, PMTILES_HEADER, tile contents",
        "96, 2, PMTILES_HEADER, clustered flag",
        "97, 5, PMTILES_HEADER, internal compression",
        "98, 255, PMTILES_HEADER, tile compression",
        "99, 7, PMTILES_HEADER, tile type",
        "100, 15, PMTILES_HEADER, minimum zoom",
        "101, 27, PMTILES_HEADER, maximum zoom"
    })
    void fieldThatIsNotAllowedIsNamed(int at, int value, String code, String said) {
        byte[] bytes = HEADER.toBytes();
        assertTrue((bytes[at] & 0xFF) != value || at == 0);
        bytes[at] = (byte) (at == 0 ? 'Q' : value);
        InputDataException e =
                assertThrows(InputDataException.class, () -> PmtilesHeader.read(bytes, FILE_LENGTH, FILE));
        assertEquals(code, e.code(), e::getMessage);
        assertTrue(e.getMessage().startsWith("Cannot read fields.pmtiles: "), e::getMessage);
        assertTrue(e.getMessage().contains(said), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7, 8, 126})
    void cutHeaderIsRefused(int length) {
        byte[] bytes = Arrays.copyOf(HEADER.toBytes(), length);
        assertThrows(InputDataException.class, () -> PmtilesHeader.read(bytes, length, FILE));
    }
}
