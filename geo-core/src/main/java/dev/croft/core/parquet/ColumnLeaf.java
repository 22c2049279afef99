package dev.croft.core.parquet;

import dev.croft.core.table.Column;
import dev.croft.core.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where values stand in the schema that is written: a column of plain values, or one field of a column's records.
 *
 * @param top index of the column
 * @param field index of the field within the column's records; 0 for a plain column
 * @param values name and type of the values
 * @param path names from the top of the schema down
 */
record ColumnLeaf(int top, int field, Column values, List<String> path, Nesting nesting) {
    /** Names of the groups in a list; <em>LogicalTypes</em> of the format, section "Lists". */
    static final String REPEATED = "list";

    static final String ELEMENT = "element";

    /** How a column is kept, and so how many levels lie above a value; all that is not repeated is optional. */
    enum Nesting {
        PLAIN(1),
        /** One record or none, in a group. */
        STRUCT(2),
        /** Levels: no list, empty list, no element (which is never written), no value, value. */
        LIST(4);

        private final int definition;

        Nesting(int definition) {
            this.definition = definition;
        }

        /** Definition level of a value that is there; one less is a null. */
        int definition() {
            return definition;
        }

        static Nesting of(Column column, Set<String> structs) {
            if (column.type() != ColumnType.LIST) {
                return PLAIN;
            }
            return structs.contains(column.name()) ? STRUCT : LIST;
        }
    }

    /** The leaves of a table in the order of the schema. */
    static List<ColumnLeaf> of(List<Column> columns, Set<String> structs) {
        List<ColumnLeaf> leaves = new ArrayList<>();
        for (int top = 0; top < columns.size(); top++) {
            Column column = columns.get(top);
            Nesting nesting = Nesting.of(column, structs);
            if (nesting == Nesting.PLAIN) {
                leaves.add(new ColumnLeaf(top, 0, column, List.of(column.name()), nesting));
            }
            for (int field = 0; field < column.elements().size(); field++) {
                Column values = column.elements().get(field);
                List<String> path = nesting == Nesting.LIST
                        ? List.of(column.name(), REPEATED, ELEMENT, values.name())
                        : List.of(column.name(), values.name());
                leaves.add(new ColumnLeaf(top, field, values, path, nesting));
            }
        }
        return leaves;
    }
}
