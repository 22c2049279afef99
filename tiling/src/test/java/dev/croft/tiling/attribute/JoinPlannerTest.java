package dev.croft.tiling.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinPlannerTest {
    private static final Column ID = new Column("id", ColumnType.INT64);
    private static final Column CROP = new Column("crop", ColumnType.STRING);

    @TempDir
    Path folder;

    private final Problems problems = new Problems();
    private Path majority;

    @BeforeEach
    void writeFile() throws IOException {
        majority = file(
                "majority.parquet",
                Tables.ids(1),
                Tables.ints("majority", 5),
                Tables.vector("share", ColumnType.FLOAT64, 0.5),
                Tables.vector("wkb", ColumnType.BINARY, new Object[] {new byte[1]}));
    }

    @Test
    void attributesAreThoseOfZonesThenOfJoins() throws IOException {
        JoinPlan plan = plan(Optional.of(ID), List.of(ID, CROP), majority + "");
        problems.throwIfAny();
        assertEquals(
                List.of(
                        new Attribute("id", AttributeType.INT),
                        new Attribute("crop", AttributeType.STRING),
                        new Attribute("majority", AttributeType.INT),
                        new Attribute("share", AttributeType.DOUBLE)),
                plan.attributes());
        assertEquals(List.of(majority), plan.files());
        assertEquals(majority + ":majority,share by id", plan.text());
        assertEquals(
                List.of("Column \"wkb\" of " + majority + " is left out: no attribute can be of type binary."),
                plan.leftOut());
    }

    @Test
    void columnsAreChosenAndRenamed() throws IOException {
        JoinPlan plan = plan(Optional.of(ID), List.of(), majority + ":share=share_2008,majority,id=again");
        problems.throwIfAny();
        assertEquals(
                List.of("share_2008", "majority", "again"),
                plan.attributes().stream().map(Attribute::name).toList());
        assertEquals(majority + ":share=share_2008,majority,id=again by id", plan.text());
    }

    @Test
    void bytesOfZonesAreLeftOut() throws IOException {
        JoinPlan plan = plan(Optional.of(ID), List.of(ID, new Column("wkb", ColumnType.BINARY)));
        assertEquals(List.of(ID), plan.zoneColumns());
        assertEquals(
                List.of("Column \"wkb\" of fields.parquet is left out: no attribute can be of type binary."),
                plan.leftOut());
    }

    @Test
    void unknownColumnIsAnsweredWithTheNearest() throws IOException {
        plan(Optional.of(ID), List.of(), majority + ":majorty");
        assertProblem("Cannot find column \"majorty\" in " + majority
                + "; did you mean \"majority\"? Its columns are id, majority, share, wkb.");
    }

    @Test
    void bytesAskedForAreRefused() throws IOException {
        plan(Optional.of(ID), List.of(), majority + ":wkb");
        assertProblem("Cannot make an attribute of column \"wkb\" of " + majority + ": its type is binary");
    }

    @Test
    void attributeOfTwoSourcesIsRefused() throws IOException {
        Path other = file("other.parquet", Tables.ids(1), Tables.ints("majority", 5));
        plan(Optional.of(ID), List.of(), majority + "", other + "");
        assertProblem("Cannot have two attributes \"majority\": one is of " + majority
                + ", column \"majority\", one of " + other + ", column \"majority\". Rename one, as in --join " + other
                + ":majority=OTHER");
    }

    @Test
    void attributeOfZonesAndJoinIsRefused() throws IOException {
        plan(Optional.of(ID), List.of(ID, CROP), majority + ":share=crop");
        assertProblem("Cannot have two attributes \"crop\": one is of fields.parquet, one of " + majority
                + ", column \"share\". Rename one, as in --join " + majority + ":share=OTHER");
    }

    @Test
    void fileWithoutKeyIsRefused() throws IOException {
        Path keyless = file("keyless.parquet", Tables.ints("ids", 1), Tables.ints("b", 1));
        plan(Optional.of(ID), List.of(), keyless + ":b");
        assertProblem("Cannot join " + keyless
                + ": it has no key column \"id\"; did you mean \"ids\"? Name the key with --join-key.");
    }

    @Test
    void keysOfOtherKindAreRefused() throws IOException {
        Path text = file("text.parquet", Tables.texts("id", "1"), Tables.ints("b", 1));
        plan(Optional.of(ID), List.of(), text + "");
        assertProblem("Cannot join " + text
                + " with fields.parquet: column \"id\" holds text (string), the other's key is whole numbers.");
    }

    @Test
    void fractionsAreNoKey() throws IOException {
        Path fractions = file("f.parquet", Tables.vector("id", ColumnType.FLOAT64, 1.0), Tables.ints("b", 1));
        plan(Optional.of(new Column("id", ColumnType.DATE)), List.of(), fractions + "");
        assertProblem("Cannot join by column \"id\" of fields.parquet: its type is date");
        assertProblem("Cannot join " + fractions + " by column \"id\": its type is float64");
    }

    @Test
    void zonesWithoutKeyAreRefusedOnlyIfSomethingIsJoined() throws IOException {
        plan(Optional.empty(), List.of(CROP));
        problems.throwIfAny();
        plan(Optional.empty(), List.of(CROP), majority + "");
        assertProblem("Cannot join anything to fields.parquet: it has no key column \"id\". Name the zones' key with"
                + " --feature-id");
    }

    @Test
    void allProblemsAreFoundAtOnce() throws IOException {
        Files.createDirectory(folder.resolve("years"));
        plan(
                Optional.of(ID),
                List.of(),
                folder.resolve("none.parquet") + "",
                folder.resolve("years") + "",
                majority + ":a,b");
        List<String> found = found();
        assertEquals(4, found.size(), found.toString());
        assertTrue(found.get(0).contains("none.parquet"), found.get(0));
        assertTrue(found.get(1).contains("it is a folder"), found.get(1));
        assertTrue(found.get(2).contains("\"a\""), found.get(2));
        assertTrue(found.get(3).contains("\"b\""), found.get(3));
    }

    @Test
    void integersOfAnyWidthAreComparable() throws IOException {
        List<String> joins = new ArrayList<>();
        for (ColumnType type : List.of(ColumnType.INT8, ColumnType.UINT32, ColumnType.UINT64, ColumnType.INT64)) {
            ColumnVector key = Tables.vector("id", type, 1);
            joins.add(file(type + ".parquet", key, Tables.ints("m", 1)) + ":m=m_" + type);
        }
        plan(Optional.of(ID), List.of(), joins.toArray(String[]::new));
        problems.throwIfAny();
    }

    @Test
    void joinsToFeaturesHaveTheirKindOfKeyAndOtherNamesThanTheirAttributes() throws IOException {
        Path unsigned = file("u.parquet", Tables.vector("id", ColumnType.UINT64, 1), Tables.ints("m", 1));
        Path text = file("t.parquet", Tables.texts("id", "a"), Tables.ints("n", 1), Tables.ints("area", 1));
        JoinPlanner.toFeatures(
                "fields.pmtiles", KeyType.NUMBER, List.of("area"), "id", specs(unsigned + "", text + ""), problems);
        assertProblem("Cannot join " + text + " with fields.pmtiles");
        assertProblem("Cannot have two attributes \"area\": one is of fields.pmtiles");
        assertEquals(2, found().size());
    }

    private JoinPlan plan(Optional<Column> key, List<Column> zoneColumns, String... joins) throws IOException {
        return JoinPlanner.toZones("fields.parquet", key, zoneColumns, "id", specs(joins), problems);
    }

    private static List<JoinSpec> specs(String... joins) {
        return Stream.of(joins).map(JoinSpec::parse).toList();
    }

    private void assertProblem(String start) {
        assertTrue(found().stream().anyMatch(problem -> problem.startsWith(start)), () -> found().toString());
    }

    private List<String> found() {
        return assertThrows(ConfigurationException.class, problems::throwIfAny).problems();
    }

    private Path file(String name, ColumnVector... vectors) throws IOException {
        return Tables.file(folder.resolve(name), vectors);
    }
}
