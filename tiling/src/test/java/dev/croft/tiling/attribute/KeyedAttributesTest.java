package dev.croft.tiling.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.Problems;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.MemoryBudget;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedAttributesTest {
    private static final MemoryBudget PLENTY = MemoryBudget.ofBytes(1 << 24);

    @TempDir
    Path folder;

    @Test
    void attributesAreFoundByNumber() throws IOException {
        Path a = file("a", Tables.ids(5, 3, -1), Tables.ints("m", 50, 30, null));
        try (KeyedAttributes keyed = load(PLENTY, a + "")) {
            KeyedAttributes.Lookup lookup = keyed.lookup();
            assertEquals("[50]", values(keyed, 5));
            assertEquals("[30]", values(keyed, 3));
            assertEquals("[null]", values(keyed, -1));
            assertEquals(-1, lookup.find(4));
            assertThrows(IllegalArgumentException.class, () -> lookup.find(new byte[1], 0, 1));
        }
        try (Stream<Path> left = Files.list(folder.resolve("store"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void attributesAreFoundByText() throws IOException {
        Path a = file("a", Tables.texts("id", "é", "b"), Tables.ints("m", 50, 30));
        try (KeyedAttributes keyed = load(KeyType.TEXT, PLENTY, a + "")) {
            KeyedAttributes.Lookup lookup = keyed.lookup();
            byte[] bytes = "[é]".getBytes(StandardCharsets.UTF_8);
            assertTrue(lookup.find(bytes, 1, bytes.length - 2) >= 0);
            assertEquals(50, lookup.cursor().bits(0));
            assertEquals(-1, lookup.find(bytes, 0, bytes.length));
            assertThrows(IllegalArgumentException.class, () -> lookup.find(1));
        }
    }

    @Test
    void laterFilesMayLackKeysAndAddOthers() throws IOException {
        Path a = file("a", Tables.ids(1, 2, 3), Tables.ints("m", 10, 20, 30));
        Path b = file("b", Tables.ids(1, 2, 3), Tables.ints("m", 11, 21, 31));
        Path c = file("c", Tables.ids(4, 3, 1), Tables.ints("m", 42, 32, 12));
        Path d = file("d", Tables.ids(4, 2), Tables.texts("name", "four", "two"));
        try (KeyedAttributes keyed = load(PLENTY, a + ":m=a", b + ":m=b", c + ":m=c", d + "")) {
            assertEquals("[10, 11, 12, null]", values(keyed, 1));
            assertEquals("[20, 21, null, two]", values(keyed, 2));
            assertEquals("[30, 31, 32, null]", values(keyed, 3));
            assertEquals("[null, null, 42, four]", values(keyed, 4));
            assertEquals(
                    List.of(
                            new JoinSummary(a, false, 3, 0, 3, 3, 0),
                            new JoinSummary(b, true, 3, 0, 0, 3, 0),
                            new JoinSummary(c, false, 3, 0, 1, 3, 1),
                            new JoinSummary(d, false, 2, 0, 0, 2, 2)),
                    keyed.summaries());
        }
    }

    @Test
    void keysThatNoFeatureCanHaveAreNotLoaded() throws IOException {
        Path a = file("a", Tables.ids(1, -1), Tables.ints("m", 10, 11));
        Path b = file("b", Tables.vector("id", ColumnType.UINT64, 1, -1), Tables.ints("n", 20, 21));
        try (KeyedAttributes keyed = load(PLENTY, a + "", b + "")) {
            assertEquals("[10, 20]", values(keyed, 1));
            assertEquals("[11, null]", values(keyed, -1));
        }
        try (KeyedAttributes keyed = load(KeyType.UNSIGNED, PLENTY, a + "", b + "")) {
            assertEquals("[10, 20]", values(keyed, 1));
            assertEquals("[null, 21]", values(keyed, -1));
        }
    }

    @Test
    void indexGrowsWithItsKeys() throws IOException {
        long[] ids = LongStream.range(0, 20_000).map(i -> i * i).toArray();
        Path a = file("a", Tables.ids(ids), idsAgain(ids));
        try (KeyedAttributes keyed = load(PLENTY, a + "")) {
            KeyedAttributes.Lookup lookup = keyed.lookup();
            for (int i = 0; i < ids.length; i++) {
                assertEquals(i, lookup.find(ids[i]));
                assertEquals(ids[i], lookup.cursor().bits(0));
                assertEquals(-1, lookup.find(ids[i] + (i == 0 ? -1 : i)));
            }
        }
    }

    @Test
    void keysThatCountTheRowsAreFoundInAnyOrder() throws IOException {
        long[] ids =
                LongStream.range(100, 2100).map(id -> id < 1100 ? id : id + 7).toArray();
        Path a = file("a", Tables.ids(ids), idsAgain(ids));
        try (KeyedAttributes keyed = load(PLENTY, a + "")) {
            KeyedAttributes.Lookup lookup = keyed.lookup();
            for (int i = 0; i < 20_000; i++) {
                int id = 90 + (int) (i * 7919L % 2030);
                int row = Arrays.binarySearch(ids, id);
                assertEquals(Math.max(-1, row), lookup.find(id));
                if (row >= 0) {
                    assertEquals(id, lookup.cursor().bits(0));
                }
            }
            assertEquals(-1, lookup.find(Long.MIN_VALUE));
            assertEquals(-1, lookup.find(Long.MAX_VALUE));
        }
    }

    @Test
    void keyThatComesTwiceIsRefused() throws IOException {
        Path a = file("a", Tables.ids(5, 3, 5), Tables.ints("m", 50, 30, 1));
        assertThrows(InputDataException.class, () -> load(PLENTY, a + ""));
        try (Stream<Path> left = Files.list(folder.resolve("store"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void indexThatFitsNoMemoryIsRefused() throws IOException {
        long[] ids = LongStream.range(0, 20_000).toArray();
        Path a = file("a", Tables.ids(ids), idsAgain(ids));
        MemoryBudget little = MemoryBudget.ofBytes(180_000);
        assertThrows(ResourceException.class, () -> load(little, a + ""));
        assertEquals(180_000, little.remainingBytes());
    }

    private static ColumnVector idsAgain(long[] ids) {
        Object[] values = LongStream.of(ids).boxed().toArray();
        return Tables.vector("again", ColumnType.INT64, values);
    }

    private KeyedAttributes load(MemoryBudget budget, String... joins) throws IOException {
        return load(KeyType.NUMBER, budget, joins);
    }

    private KeyedAttributes load(KeyType keyType, MemoryBudget budget, String... joins) throws IOException {
        Problems problems = new Problems();
        JoinPlan plan = JoinPlanner.toFeatures(
                "features",
                keyType,
                List.of(),
                "id",
                Stream.of(joins).map(JoinSpec::parse).toList(),
                problems);
        problems.throwIfAny();
        return KeyedAttributes.load(Files.createDirectories(folder.resolve("store")), plan, budget);
    }

    private static String values(KeyedAttributes keyed, long key) {
        KeyedAttributes.Lookup lookup = keyed.lookup();
        assertTrue(lookup.find(key) >= 0);
        AttributeCursor cursor = lookup.cursor();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < keyed.attributes().size(); i++) {
            values.append(i == 0 ? "[" : ", ").append(value(keyed, cursor, i));
        }
        return values + "]";
    }

    private static String value(KeyedAttributes keyed, AttributeCursor cursor, int attribute) {
        if (cursor.isNull(attribute)) {
            return "null";
        }
        if (keyed.attributes().get(attribute).type() != AttributeType.STRING) {
            return Long.toString(cursor.bits(attribute));
        }
        int length = cursor.loadText(attribute);
        return new String(cursor.textBytes(), 0, length, StandardCharsets.UTF_8);
    }

    private Path file(String name, ColumnVector... vectors) throws IOException {
        return Tables.file(folder.resolve(name + ".parquet"), vectors);
    }
}
