package dev.croft.tiling.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinRunTest {
    private static final long PLENTY = 1 << 20;

    @TempDir
    Path folder;

    private int storeCount;

    @Test
    void sameOrderIsCopied() throws IOException {
        Path join = file("a", Tables.ids(7, 3, 5), Tables.ints("m", 70, null, 50));
        Joined joined = join(Tables.ids(7, 3, 5), PLENTY, join + "");
        assertEquals("[[70], [null], [50]]", joined.values);
        assertEquals(new JoinSummary(join, true, 3, 0, 0, 3, 0), joined.summary());
    }

    @Test
    void otherOrderIsLookedUp() throws IOException {
        Path join = file("a", Tables.ids(5, 7, 3), Tables.ints("m", 50, 70, 30));
        Joined joined = join(Tables.ids(7, 3, 5), PLENTY, join + "");
        assertEquals("[[70], [30], [50]]", joined.values);
        assertEquals(new JoinSummary(join, false, 3, 0, 0, 3, 0), joined.summary());
    }

    @Test
    void keysOnOneSideOnlyAreCounted() throws IOException {
        Path join = file("a", Tables.ids(7, 4, 5, 6), Tables.ints("m", 70, 40, 50, 60));
        Joined joined = join(Tables.ids(7, 3, 5), PLENTY, join + "");
        assertEquals("[[70], [null], [50]]", joined.values);
        assertEquals(new JoinSummary(join, false, 4, 0, 2, 2, 1), joined.summary());
    }

    @Test
    void nullKeysMatchNothing() throws IOException {
        ColumnVector keys = Tables.vector("id", ColumnType.INT64, null, 3, null, 5);
        Path join = file("a", keys, Tables.ints("m", 1, 30, 2, 50));
        Joined joined = join(Tables.vector("id", ColumnType.INT64, 5, null, 3), PLENTY, join + "");
        assertEquals("[[50], [null], [30]]", joined.values);
        assertEquals(new JoinSummary(join, false, 4, 2, 0, 2, 1), joined.summary());
    }

    @Test
    void nullKeysInTheSamePlacesKeepTheOrder() throws IOException {
        ColumnVector keys = Tables.vector("id", ColumnType.INT64, 1, null, 3);
        Path join = file("a", keys, Tables.ints("m", 10, 20, 30));
        Joined joined = join(keys, PLENTY, join + "");
        assertEquals("[[10], [null], [30]]", joined.values);
        assertEquals(new JoinSummary(join, true, 3, 1, 0, 2, 1), joined.summary());
    }

    @Test
    void zonesOfOneKeyAllGetItsValues() throws IOException {
        Path join = file("a", Tables.ids(1, 2), Tables.ints("m", 10, 20));
        Joined joined = join(Tables.ids(1, 2, 1, 1), PLENTY, join + "");
        assertEquals("[[10], [20], [10], [10]]", joined.values);
        assertEquals(new JoinSummary(join, false, 2, 0, 0, 4, 0), joined.summary());
    }

    @Test
    void manyZonesOfOneKeyTakeNoLongerThanOthers() throws IOException {
        long[] same = new long[100_000];
        Path join = file("a", Tables.ids(1, 0), Tables.ints("m", 10, 20));
        Joined joined = join(Tables.ids(same), 1 << 23, join + "");
        assertEquals(same.length, joined.summary().joinedZoneCount());
    }

    @Test
    void rowsNeverPutMatchNothing() throws IOException {
        Path join = file("a", Tables.ids(0, 1, 2), Tables.ints("m", 10, 20, 30));
        JoinPlan plan = plan(Tables.ids(1), join + "");
        try (AttributeStore store = store(5, plan)) {
            store.writer().putKey(3, 1);
            assertEquals(
                    new JoinSummary(join, false, 3, 0, 2, 1, 0),
                    JoinRun.run(plan, store, MemoryBudget.ofBytes(PLENTY)).get(0));
            assertEquals("[absent, absent, absent, [20], absent]", values(store));
        }
    }

    @Test
    void valuesOfZonesStay() throws IOException {
        Path join = file("a", Tables.ids(2, 1), Tables.ints("m", 20, 10));
        ColumnVector ids = Tables.ids(1, 2);
        JoinPlan plan = JoinPlanner.toZones(
                "zones",
                Optional.of(ids.column()),
                List.of(ids.column()),
                "id",
                List.of(JoinSpec.parse(join + "")),
                new Problems());
        try (AttributeStore store = store(2, plan)) {
            AttributeWriter writer = store.writer();
            for (int row = 0; row < 2; row++) {
                writer.putKey(row, ids, row);
                writer.put(row, 0, ids, row);
                writer.putFacts(row, row, 9, 1.5, 0);
            }
            JoinRun.run(plan, store, MemoryBudget.ofBytes(PLENTY));
            assertEquals("[[1, 10], [2, 20]]", values(store));
            AttributeCursor cursor = store.cursor();
            cursor.at(1);
            assertEquals(1, cursor.x());
            assertEquals(9, cursor.y());
            assertEquals(1.5, cursor.area());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"})
    void keysOfAnyWidthMatch(ColumnType type) throws IOException {
        Path join = file("a", Tables.vector("id", type, 100, 5), Tables.ints("m", 1, 2));
        for (ColumnType zones : List.of(ColumnType.INT32, ColumnType.INT64, ColumnType.UINT64)) {
            assertEquals("[[2], [1]]", join(Tables.vector("id", zones, 5, 100), PLENTY, join + "").values);
            assertTrue(join(Tables.vector("id", zones, 100, 5), PLENTY, join + "")
                    .summary()
                    .inOrder());
        }
    }

    @Test
    void unsignedKeyBeyondALongMatchesNoNegativeOne() throws IOException {
        Path unsigned = file("u", Tables.vector("id", ColumnType.UINT64, -1L, 7L), Tables.ints("m", 1, 2));
        assertEquals("[[null], [2]]", join(Tables.ids(-1, 7), PLENTY, unsigned + "").values);
        assertEquals("[[1]]", join(Tables.vector("id", ColumnType.UINT64, -1L), PLENTY, unsigned + "").values);
        Path signed = file("s", Tables.ids(-1, 7), Tables.ints("m", 1, 2));
        assertEquals(
                "[[null], [2]]", join(Tables.vector("id", ColumnType.UINT64, -1L, 7L), PLENTY, signed + "").values);
    }

    /** Numbers written as text with leading zeros in one file, for example. */
    @Test
    void joinWithoutAnyCommonKeyIsRefusedUnlessThereIsNone() throws IOException {
        Path join = file("a", Tables.texts("id", null, "0001", "0002"), Tables.ints("m", 0, 1, 2));
        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> join(Tables.texts("id", null, "1", "2"), PLENTY, join + ""));
        assertTrue(e.getMessage().contains(join + " with zones: they have no key in common"), e.getMessage());
        assertTrue(
                e.getMessage().contains("holds \"0001\", for example, the key of the other is \"1\""), e.getMessage());
        Path empty = file("b", Tables.texts("id"), Tables.ints("m"));
        assertEquals("[[null]]", join(Tables.texts("id", "1"), PLENTY, empty + "").values);
    }

    @Test
    void textKeysMatchByTheirLetters() throws IOException {
        Path join =
                file("a", Tables.texts("id", "Ähre", "", "feld-000001", "x"), Tables.texts("crop", "a", "b", "c", "d"));
        Joined joined = join(Tables.texts("id", "feld-000001", "feld-000002", "Ähre", ""), PLENTY, join + "");
        assertEquals("[[c], [null], [a], [b]]", joined.values);
        assertEquals(new JoinSummary(join, false, 4, 0, 1, 3, 1), joined.summary());
        ColumnVector same = Tables.texts("id", "Ähre", "", "feld-000001", "x");
        assertTrue(join(same, PLENTY, join + "").summary().inOrder());
    }

    @ParameterizedTest(name = "{0} bytes of memory")
    @ValueSource(longs = {64, PLENTY})
    void keyThatComesTwiceIsRefused(long memory) throws IOException {
        Path join = file("a", Tables.ids(4, -8, 9, 5, -8), Tables.ints("m", 1, 2, 3, 4, 5));
        InputDataException refused =
                assertThrows(InputDataException.class, () -> join(Tables.ids(4, -8, 9, 5, -8), memory, join + ""));
        assertEquals("DUPLICATE_KEY", refused.code());
        assertEquals(join.toString(), refused.file());
        assertEquals(
                "Cannot join " + join + ": key -8 of column \"id\" is in rows 1 and 4 (the first row is 0), and a key"
                        + " may come once. Leave one row out.",
                refused.getMessage());
    }

    @Test
    void textKeyThatComesTwiceIsRefusedThoughNoZoneHasIt() throws IOException {
        Path join = file("a", Tables.texts("id", "b", "a", null, "a", null), Tables.ints("m", 1, 2, 3, 4, 5));
        InputDataException refused =
                assertThrows(InputDataException.class, () -> join(Tables.texts("id", "b"), PLENTY, join + ""));
        assertTrue(refused.getMessage().contains("key a of column \"id\" is in rows 1 and 3"), refused.getMessage());
    }

    @Test
    void seventeenYearsOfOneColumnAreJoined() throws IOException {
        List<String> joins = new ArrayList<>();
        for (int year = 2008; year < 2025; year++) {
            // Every third year in another order, every fifth without the last field.
            int last = year % 5 == 0 ? 2 : 3;
            long[] ids = year % 3 == 0 ? new long[] {last, 1} : new long[] {1, last};
            int of = year;
            Integer[] values = Arrays.stream(ids)
                    .mapToObj(id -> Math.toIntExact(of * 10L + id))
                    .toArray(Integer[]::new);
            Path join = file("y" + year, Tables.ids(ids), Tables.ints("majority", values), Tables.ints("other", 1, 2));
            joins.add(join + ":majority=majority_" + year);
        }
        Joined joined = join(Tables.ids(1, 3), PLENTY, joins.toArray(String[]::new));
        assertEquals(17, joined.summaries.size());
        List<String> ones = new ArrayList<>();
        List<String> threes = new ArrayList<>();
        for (int year = 2008; year < 2025; year++) {
            ones.add(year + "1");
            threes.add(year % 5 == 0 ? "null" : year + "3");
        }
        assertEquals(List.of(ones, threes).toString(), joined.values);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void anyMemoryGivesWhatAPlainMapGives(long seed) throws IOException {
        Random random = new Random(seed);
        boolean text = seed % 2 == 0;
        List<String> zoneKeys = keys(random, 3000, seed > 2);
        List<String> joinKeys = keys(random, 2500, false);
        Integer[] values = random.ints(joinKeys.size()).boxed().toArray(Integer[]::new);
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            expected.put(joinKeys.get(i), values[i]);
        }
        Path join = file("a", column(joinKeys, text), Tables.ints("m", values));
        String wanted = zoneKeys.stream()
                        .map(key -> Collections.singletonList(expected.get(key)))
                        .toList() + "";

        Joined plenty = join(column(zoneKeys, text), PLENTY, join + "");
        assertEquals(wanted, plenty.values, "seed " + seed);
        for (long memory : List.of(30_000L, 6_000L, 2_000L)) {
            Joined little = join(column(zoneKeys, text), memory, join + "");
            assertEquals(wanted, little.values, "seed " + seed + ", memory " + memory);
            assertEquals(plenty.summaries, little.summaries, "seed " + seed + ", memory " + memory);
        }
    }

    @Test
    void memoryTooSmallForAnyPassIsAnError() throws IOException {
        List<String> keys = keys(new Random(1), 3000, false);
        Path join = file("a", column(keys, false), Tables.ints("m", new Integer[keys.size()]));
        assertThrows(ResourceException.class, () -> join(Tables.ids(1, 2), 10, join + ""));
    }

    @Test
    void memoryIsGivenBack() throws IOException {
        Path join = file("a", Tables.ids(5, 7), Tables.ints("m", 50, 70));
        JoinPlan plan = plan(Tables.ids(1), join + "");
        MemoryBudget budget = MemoryBudget.ofBytes(PLENTY);
        try (AttributeStore store = store(2, plan)) {
            store.writer().putKey(0, 7);
            JoinRun.run(plan, store, budget);
        }
        assertEquals(PLENTY, budget.remainingBytes());
    }

    @Test
    void filesWithoutRowsAreJoined() throws IOException {
        Path join = file("a", Tables.ids(), Tables.ints("m"));
        Joined joined = join(Tables.ids(1), PLENTY, join + "");
        assertFalse(joined.summary().inOrder());
        assertEquals("[[null]]", joined.values);
        assertEquals("[]", join(Tables.ids(), PLENTY, join + "").values);
    }

    private static List<String> keys(Random random, int count, boolean repeated) {
        List<String> keys = new ArrayList<>(random.ints(0, 4000)
                .distinct()
                .limit(count)
                .mapToObj(key -> Integer.toString(key - 2000))
                .toList());
        for (int i = 0; repeated && i < count / 3; i++) {
            keys.set(random.nextInt(count), keys.get(random.nextInt(count)));
        }
        return keys;
    }

    private static ColumnVector column(List<String> keys, boolean text) {
        return text
                ? Tables.texts("id", keys.stream().map(key -> "field " + key).toArray(String[]::new))
                : Tables.ids(keys.stream().mapToLong(Long::parseLong).toArray());
    }

    private record Joined(List<JoinSummary> summaries, String values) {
        JoinSummary summary() {
            return summaries.get(0);
        }
    }

    private Joined join(ColumnVector zoneKeys, long memory, String... joins) throws IOException {
        JoinPlan plan = plan(zoneKeys, joins);
        try (AttributeStore store = store(zoneKeys.size(), plan)) {
            AttributeWriter writer = store.writer();
            for (int row = 0; row < zoneKeys.size(); row++) {
                writer.putKey(row, zoneKeys, row);
            }
            List<JoinSummary> summaries = JoinRun.run(plan, store, MemoryBudget.ofBytes(memory));
            return new Joined(summaries, values(store));
        }
    }

    private static JoinPlan plan(ColumnVector zoneKeys, String... joins) throws IOException {
        Problems problems = new Problems();
        List<JoinSpec> specs = Stream.of(joins).map(JoinSpec::parse).toList();
        JoinPlan plan = JoinPlanner.toZones("zones", Optional.of(zoneKeys.column()), List.of(), "id", specs, problems);
        problems.throwIfAny();
        return plan;
    }

    private AttributeStore store(long rowCount, JoinPlan plan) throws IOException {
        Path own = Files.createDirectory(folder.resolve("store" + storeCount++));
        return AttributeStore.create(own, rowCount, plan.keyType(), plan.attributes(), 4096, 256);
    }

    private static String values(AttributeStore store) {
        AttributeCursor cursor = store.cursor();
        List<String> rows = new ArrayList<>();
        for (long row = 0; row < store.rowCount(); row++) {
            rows.add(cursor.at(row) ? row(store, cursor) : "absent");
        }
        return rows.toString();
    }

    private static String row(AttributeStore store, AttributeCursor cursor) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < store.attributes().size(); i++) {
            values.add(cursor.isNull(i) ? "null" : value(store.attributes().get(i), cursor, i));
        }
        return values.toString();
    }

    private static String value(Attribute attribute, AttributeCursor cursor, int number) {
        if (attribute.type() != AttributeType.STRING) {
            return Long.toString(cursor.bits(number));
        }
        int length = cursor.loadText(number);
        return new String(cursor.textBytes(), 0, length, StandardCharsets.UTF_8);
    }

    private Path file(String name, ColumnVector... vectors) throws IOException {
        return Tables.file(folder.resolve(name + ".parquet"), vectors);
    }
}
