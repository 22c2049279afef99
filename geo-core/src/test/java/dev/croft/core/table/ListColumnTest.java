package dev.croft.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListColumnTest {
    private static final Column CATEGORIES = Column.list(
            "categories",
            List.of(
                    new Column("value", ColumnType.INT32),
                    new Column("name", ColumnType.STRING),
                    new Column("fraction", ColumnType.FLOAT64)));

    @Test
    void listsReadAsJson() throws IOException {
        ColumnVector lists = new ColumnVector(CATEGORIES);
        append(lists, 1, "say \"maize\"\n", 0.1);
        append(lists, 5, "Åker", Double.NaN);
        lists.appendList();
        lists.appendList();
        lists.appendNull();
        lists.elements().forEach(ColumnVector::appendNull);
        lists.appendList();

        assertEquals(
                "[{\"value\":1,\"name\":\"say \\\"maize\\\"\\n\",\"fraction\":0.1},"
                        + "{\"value\":5,\"name\":\"Åker\",\"fraction\":\"NaN\"}]",
                lists.text(0));
        assertEquals("[]", lists.text(1));
        assertEquals("", lists.text(2));
        assertEquals("[{\"value\":null,\"name\":null,\"fraction\":null}]", lists.text(3));
        assertEquals(
                "say \"maize\"\n",
                new ObjectMapper().readTree(lists.text(0)).get(0).get("name").asText());
    }

    @Test
    void bitsAreWordedAsTheNumbersTheyStandFor() {
        ColumnVector lists = new ColumnVector(Column.list(
                "lists",
                List.of(
                        new Column("u", ColumnType.UINT32),
                        new Column("ul", ColumnType.UINT64),
                        new Column("f", ColumnType.FLOAT32),
                        new Column("b", ColumnType.BOOLEAN),
                        new Column("d", ColumnType.DATE))));
        lists.elements().get(0).appendInt(-1);
        lists.elements().get(1).appendLong(-1);
        lists.elements().get(2).appendFloat(0.1f);
        lists.elements().get(3).appendBoolean(true);
        lists.elements().get(4).appendInt(10957);
        lists.appendList();

        assertEquals(
                "[{\"u\":4294967295,\"ul\":18446744073709551615,\"f\":0.1,\"b\":true,\"d\":\"2000-01-01\"}]",
                lists.text(0));
    }

    @Test
    void listsInsideOfListsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Column.list("nested", List.of(CATEGORIES)));
    }

    private static void append(ColumnVector lists, int value, String name, double fraction) {
        lists.elements().get(0).appendInt(value);
        lists.elements().get(1).appendString(name);
        lists.elements().get(2).appendDouble(fraction);
    }
}
