package dev.croft.tiling.pmtiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.tile.TileBytes;
import dev.croft.tiling.tile.TileId;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PmtilesDirectoryTest {
    private static final Path FILE = Path.of("fields.pmtiles");

    /** The tile numbers 5, 42, 69 of section 4.2; the second content follows the first, the third is the first again. */
    @Test
    void encodesColumnByColumnAsTheSpecificationSays() {
        PmtilesDirectory.Builder entries = new PmtilesDirectory.Builder(3);
        entries.add(5, 0, 300, 1);
        entries.add(42, 300, 2, 3);
        entries.add(69, 0, 300, 1);
        byte[] expected = bytes("03" + "05251b" + "010301" + "ac0202ac02" + "010001");
        assertArrayEquals(expected, encoded(entries.build()));
    }

    @Test
    void decodesWhatItEncoded() {
        Random random = new Random(42);
        PmtilesDirectory.Builder entries = new PmtilesDirectory.Builder(0);
        long tileId = 0;
        for (int entry = 0; entry < 5000; entry++) {
            int runLength = random.nextInt(4);
            entries.add(tileId, random.nextLong() >>> (2 + random.nextInt(60)), 1 + random.nextInt(100_000), runLength);
            tileId += Math.max(1, runLength) + (random.nextLong() >>> 25) % (1L << random.nextInt(40));
        }
        PmtilesDirectory directory = entries.build();
        PmtilesDirectory decoded = PmtilesDirectory.decode(encoded(directory), FILE, "bytes 127 to 200");
        assertEquals(directory.entryCount(), decoded.entryCount());
        for (int entry = 0; entry < directory.entryCount(); entry++) {
            assertEquals(directory.tileId(entry), decoded.tileId(entry));
            assertEquals(directory.offset(entry), decoded.offset(entry));
            assertEquals(directory.length(entry), decoded.length(entry));
            assertEquals(directory.runLength(entry), decoded.runLength(entry));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1", "4, -1", "5, 0", "6, -1", "41, -1", "42, 1", "44, 1", "45, -1", "68, -1", "69, 2", "70, 2", "9999, 2"
    })
    void findsTheRunOrTheLeafOfATile(long tileId, int expected) {
        PmtilesDirectory.Builder entries = new PmtilesDirectory.Builder(3);
        entries.add(5, 0, 300, 1);
        entries.add(42, 300, 2, 3);
        entries.add(69, 0, 300, 0);
        assertEquals(expected, entries.build().find(tileId));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', ends inside a number",
        "80, ends inside a number",
        "05 01010101, says 5 entries",
        "FFFFFFFFFFFFFFFF7F 01, says 9223372036854775807 entries",
        "FFFFFFFFFFFFFFFFFF01 01, longer than 63 bits",
        "02 0500 0101 0101 0100, do not ascend",
        "01 FFFFFFFFFFFFFFFF7F 01 01 01, do not ascend",
        "01 D5AAD5AAD5AAD50A 01 01 01, beyond 26",
        "02 0501 0201 0101 0100, goes on beyond the next entry",
        "01 05 01 00 01, has no bytes",
        "01 05 8080808008 01 01, a run length of 2147483648",
        "01 05 01 FFFFFFFF7F 01, a length of 34359738367",
        "01 05 01 01 00, refers to an entry before",
        "01 05 01 01 FFFFFFFFFFFFFFFF7F, has the offset",
        "01 05 01 01 01 00, 1 bytes follow"
    })
    void brokenDirectoryIsRefusedWithFileAndPlace(String hex, String said) {
        InputDataException e = assertThrows(
                InputDataException.class,
                () -> PmtilesDirectory.decode(bytes(hex.replace(" ", "")), FILE, "bytes 1 to 2"));
        assertEquals("PMTILES_DIRECTORY", e.code());
        assertTrue(
                e.getMessage().startsWith("Cannot read the directory at bytes 1 to 2 of fields.pmtiles: "),
                e::getMessage);
        assertTrue(e.getMessage().contains(said), e::getMessage);
    }

    @Test
    void lastTileOfTheLargestZoomIsATile() {
        PmtilesDirectory.Builder entries = new PmtilesDirectory.Builder(1);
        entries.add(TileId.firstOf(27) - 2, 0, 1, 2);
        assertEquals(
                1,
                PmtilesDirectory.decode(encoded(entries.build()), FILE, "here").entryCount());
    }

    private static byte[] encoded(PmtilesDirectory directory) {
        TileBytes bytes = new TileBytes(16);
        directory.encode(bytes);
        return bytes.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
