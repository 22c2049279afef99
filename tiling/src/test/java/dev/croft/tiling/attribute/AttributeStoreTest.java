package dev.croft.tiling.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeStoreTest {
    @TempDir
    Path folder;

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(ColumnType.BOOLEAN, true, "true"),
                arguments(ColumnType.BOOLEAN, false, "false"),
                arguments(ColumnType.INT8, -128, "-128"),
                arguments(ColumnType.INT16, -32768, "-32768"),
                arguments(ColumnType.INT32, Integer.MIN_VALUE, "-2147483648"),
                arguments(ColumnType.INT64, Long.MIN_VALUE, "-9223372036854775808"),
                arguments(ColumnType.UINT8, 255, "255"),
                arguments(ColumnType.UINT16, 65535, "65535"),
                arguments(ColumnType.UINT32, -1, "4294967295"),
                arguments(ColumnType.UINT64, -1L, "18446744073709551615"),
                arguments(ColumnType.FLOAT32, -0.1f, "-0.1"),
                arguments(ColumnType.FLOAT64, 0.1, "0.1"),
                arguments(ColumnType.FLOAT64, Double.NaN, "NaN"),
                arguments(ColumnType.STRING, "", ""),
                arguments(ColumnType.STRING, "blé d'hiver 🌾 小麦", "blé d'hiver 🌾 小麦"),
                arguments(ColumnType.DATE, 0, "1970-01-01"),
                arguments(ColumnType.DATE, 19_723, "2024-01-01"),
                arguments(ColumnType.TIMESTAMP_MILLIS, -1L, "1969-12-31T23:59:59.999Z"),
                arguments(ColumnType.TIMESTAMP_MICROS, 1_704_067_200_000_000L, "2024-01-01T00:00:00Z"),
                arguments(ColumnType.TIMESTAMP_NANOS, 1L, "1970-01-01T00:00:00.000000001Z"),
                arguments(ColumnType.LOCAL_TIMESTAMP_MILLIS, 60_000L, "1970-01-01T00:01:00"),
                arguments(ColumnType.LOCAL_TIMESTAMP_MICROS, 1L, "1970-01-01T00:00:00.000001"),
                arguments(ColumnType.LOCAL_TIMESTAMP_NANOS, Long.MAX_VALUE, "2262-04-11T23:47:16.854775807"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("values")
    void valueIsReadAsWritten(ColumnType type, Object value, String expected) throws IOException {
        ColumnVector vector = Tables.vector("a", type, value, null);
        try (AttributeStore store = store(2, List.of(attribute("a", type)))) {
            AttributeWriter writer = store.writer();
            writer.put(0, 0, vector, 0);
            writer.put(1, 0, vector, 1);

            AttributeCursor cursor = store.cursor();
            assertTrue(cursor.at(0));
            assertEquals(expected, text(store, cursor, 0));
            assertTrue(cursor.at(1));
            assertTrue(cursor.isNull(0));
        }
    }

    @Test
    void bytesBecomeNoAttribute() {
        assertEquals(Optional.empty(), Attribute.of(new Column("wkb", ColumnType.BINARY)));
    }

    @Test
    void rowThatWasNotWrittenIsAbsent() throws IOException {
        try (AttributeStore store = store(1000, List.of(attribute("a", ColumnType.INT32)))) {
            store.writer().put(500, 0, Tables.ints("a", 7), 0);

            AttributeCursor cursor = store.cursor();
            for (long row = 0; row < 1000; row++) {
                assertEquals(row == 500, cursor.at(row), "row " + row);
                assertEquals(row != 500, cursor.isNull(0), "row " + row);
                assertTrue(cursor.isNull(AttributeStore.KEY), "row " + row);
                assertEquals(0, cursor.x(), "row " + row);
            }
        }
    }

    @Test
    void segmentsOfAbsentRowsTakeNoSpace() throws IOException {
        List<Attribute> attributes = List.of(attribute("a", ColumnType.INT32));
        try (AttributeStore store = AttributeStore.create(folder, 1 << 20, KeyType.NUMBER, attributes, 4096, 4096)) {
            assertFalse(store.cursor().at((1 << 20) - 1));
            assertEquals(0, Files.size(folder.resolve("attributes.rows")));
        }
    }

    @Test
    void cursorSeesSegmentMadeSinceItLooked() throws IOException {
        try (AttributeStore store = store(10, List.of(attribute("a", ColumnType.INT32)))) {
            AttributeCursor cursor = store.cursor();
            assertFalse(cursor.at(3));
            store.writer().put(3, 0, Tables.ints("a", 7), 0);
            assertTrue(cursor.at(3));
            assertEquals(7, cursor.bits(0));
        }
    }

    @Test
    void factsAndKeyAreKept() throws IOException {
        try (AttributeStore store = store(3, List.of())) {
            AttributeWriter writer = store.writer();
            writer.putFacts(2, -1, 5, 1234.5, 77);
            writer.putKey(2, Tables.vector("id", ColumnType.UINT32, -1), 0);
            writer.putKey(1, 12);

            AttributeCursor cursor = store.cursor();
            assertTrue(cursor.at(2));
            assertEquals(-1, cursor.x());
            assertEquals(5, cursor.y());
            assertEquals(1234.5, cursor.area());
            assertEquals(77, cursor.position());
            assertEquals(4294967295L, cursor.bits(AttributeStore.KEY));
            cursor.at(1);
            assertEquals(12, cursor.bits(AttributeStore.KEY));
        }
    }

    @Test
    void valueIsReplacedByNull() throws IOException {
        ColumnVector vector = Tables.ints("a", 1, null);
        try (AttributeStore store = store(1, List.of(attribute("a", ColumnType.INT32)))) {
            AttributeWriter writer = store.writer();
            writer.put(0, 0, vector, 0);
            writer.put(0, 0, vector, 1);
            AttributeCursor cursor = store.cursor();
            cursor.at(0);
            assertTrue(cursor.isNull(0));
        }
    }

    @ParameterizedTest(name = "{0} attributes")
    @ValueSource(ints = {1, 61, 62, 63, 126, 127, 200})
    void everyAttributeHasItsOwnFlag(int count) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attributes.add(attribute("a" + i, ColumnType.INT32));
        }
        ColumnVector value = Tables.ints("a", 7);
        try (AttributeStore store = store(count, attributes)) {
            AttributeWriter writer = store.writer();
            for (int row = 0; row < count; row++) {
                writer.put(row, row, value, 0);
            }
            AttributeCursor cursor = store.cursor();
            for (int row = 0; row < count; row++) {
                cursor.at(row);
                for (int i = 0; i < count; i++) {
                    assertEquals(i != row, cursor.isNull(i), "row " + row + ", attribute " + i);
                }
            }
        }
    }

    @Test
    void rowsAndTextsAcrossSegmentsAreReadAsWritten() throws IOException {
        long seed = 20240;
        Random random = new Random(seed);
        List<Attribute> attributes = List.of(attribute("n", ColumnType.INT64), attribute("t", ColumnType.STRING));
        int rows = 1000;
        try (AttributeStore store = AttributeStore.create(folder, rows, KeyType.TEXT, attributes, 300, 128)) {
            List<String> texts = new ArrayList<>();
            AttributeWriter writer = store.writer();
            for (int row = 0; row < rows; row++) {
                texts.add("é".repeat(random.nextInt(62)) + random.nextInt(50));
                writer.put(row, 0, Tables.ids(row * 31L), 0);
                writer.put(row, 1, Tables.texts("t", texts.get(row)), 0);
                writer.putKey(row, Tables.texts("id", "key " + row), 0);
            }
            AttributeCursor cursor = store.cursor();
            for (int i = 0; i < rows; i++) {
                int row = random.nextInt(rows);
                assertTrue(cursor.at(row), "seed " + seed);
                assertEquals(row * 31L, cursor.bits(0), "seed " + seed);
                assertEquals(texts.get(row), text(store, cursor, 1), "seed " + seed);
                assertEquals("key " + row, loaded(cursor, AttributeStore.KEY), "seed " + seed);
            }
        }
    }

    @Test
    void repeatedTextsAreKeptOnce() throws IOException {
        ColumnVector crops = Tables.texts("crop", "maize", "wheat");
        try (AttributeStore store = store(100_000, List.of(attribute("crop", ColumnType.STRING)))) {
            AttributeWriter writer = store.writer();
            for (int row = 0; row < 100_000; row++) {
                writer.put(row, 0, crops, row % 2);
            }
            AttributeCursor cursor = store.cursor();
            cursor.at(0);
            long maize = cursor.bits(0);
            cursor.at(99_998);
            assertEquals(maize, cursor.bits(0));
            cursor.at(99_999);
            assertEquals("wheat", loaded(cursor, 0));
        }
    }

    @Test
    void textThatFitsNoSegmentIsRefused() throws IOException {
        List<Attribute> attributes = List.of(attribute("t", ColumnType.STRING));
        try (AttributeStore store = AttributeStore.create(folder, 1, KeyType.NUMBER, attributes, 4096, 128)) {
            AttributeWriter writer = store.writer();
            writer.put(0, 0, Tables.texts("t", "x".repeat(124)), 0);
            ConfigurationException refused = assertThrows(
                    ConfigurationException.class, () -> writer.put(0, 0, Tables.texts("t", "x".repeat(125)), 0));
            assertTrue(refused.getMessage().contains("column \"t\""), refused.getMessage());
        }
    }

    @Test
    void columnOfAnotherTypeIsRefused() throws IOException {
        try (AttributeStore store = store(1, List.of(attribute("a", ColumnType.INT32)))) {
            AttributeWriter writer = store.writer();
            assertThrows(IllegalArgumentException.class, () -> writer.put(0, 0, Tables.texts("a", "1"), 0));
            assertThrows(IllegalArgumentException.class, () -> writer.putKey(0, Tables.texts("id", "1"), 0));
            assertThrows(IndexOutOfBoundsException.class, () -> writer.put(1, 0, Tables.ints("a", 1), 0));
        }
    }

    @Test
    void threadsWriteDifferentRowsAtOnce() throws Exception {
        List<Attribute> attributes = List.of(attribute("n", ColumnType.INT32), attribute("t", ColumnType.STRING));
        int threads = 4;
        int rows = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (AttributeStore store = AttributeStore.create(folder, rows, KeyType.NUMBER, attributes, 8192, 4096)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int first = i;
                done.add(pool.submit(() -> {
                    AttributeWriter writer = store.writer();
                    for (int row = first; row < rows; row += threads) {
                        writer.putKey(row, row);
                        writer.put(row, 0, Tables.ints("n", row), 0);
                        writer.put(row, 1, Tables.texts("t", "text " + row % 100), 0);
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            AttributeCursor cursor = store.cursor();
            for (int row = 0; row < rows; row++) {
                cursor.at(row);
                assertEquals(row, cursor.bits(AttributeStore.KEY));
                assertEquals(row, cursor.bits(0));
                assertEquals("text " + row % 100, loaded(cursor, 1));
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void closingRemovesFiles() throws IOException {
        AttributeStore store = store(1, List.of(attribute("t", ColumnType.STRING)));
        AttributeWriter writer = store.writer();
        writer.put(0, 0, Tables.texts("t", "x"), 0);
        store.close();
        store.close();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
        assertThrows(IOException.class, () -> store.writer().put(0, 0, Tables.texts("t", "x"), 0));
    }

    @Test
    void spaceIsEstimatedPerRow() {
        List<Attribute> attributes = List.of(
                attribute("a", ColumnType.INT32),
                attribute("b", ColumnType.FLOAT64),
                attribute("c", ColumnType.BOOLEAN));
        assertEquals(72_000_000, AttributeStore.bytesFor(1_000_000, KeyType.NUMBER, attributes));
        assertEquals(96_000_000, AttributeStore.bytesFor(1_000_000, KeyType.TEXT, attributes));
    }

    private AttributeStore store(long rowCount, List<Attribute> attributes) throws IOException {
        return AttributeStore.create(folder, rowCount, KeyType.NUMBER, attributes);
    }

    private static Attribute attribute(String name, ColumnType type) {
        return Attribute.of(new Column(name, type)).orElseThrow();
    }

    private static String text(AttributeStore store, AttributeCursor cursor, int attribute) {
        long bits = cursor.bits(attribute);
        return switch (store.attributes().get(attribute).type()) {
            case INT -> Long.toString(bits);
            case UNSIGNED -> new BigInteger(Long.toUnsignedString(bits)).toString();
            case FLOAT -> Float.toString(Float.intBitsToFloat((int) bits));
            case DOUBLE -> Double.toString(Double.longBitsToDouble(bits));
            case BOOLEAN -> Boolean.toString(bits != 0);
            case STRING -> loaded(cursor, attribute);
        };
    }

    private static String loaded(AttributeCursor cursor, int attribute) {
        int length = cursor.loadText(attribute);
        return new String(cursor.textBytes(), 0, length, StandardCharsets.UTF_8);
    }
}
