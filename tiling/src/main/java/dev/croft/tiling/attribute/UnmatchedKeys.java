package dev.croft.tiling.attribute;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.table.ColumnVector;
import java.io.IOException;

/**
 * The case that a joined file and what it is joined to have no key in common: hardly ever what somebody wants.
 *
 * @param keyedBy what is joined to, for the message
 * @param exampleKey one of its keys, as text
 */
record UnmatchedKeys(String keyedBy, String exampleKey) {
    /** What to throw, when no key of {@code join} is any of the keys. */
    ConfigurationException with(PlannedJoin join) throws IOException {
        return new ConfigurationException("Cannot join " + join.file().path() + " with " + keyedBy
                + ": they have no key in common; column \"" + join.keyColumn() + "\" holds " + firstKey(join)
                + ", for example, the key of the other is " + exampleKey
                + ". Name the column with the same keys with " + JoinPlanner.KEY_OPTION
                + ", or write the keys of both in the same way.");
    }

    private static String firstKey(PlannedJoin join) throws IOException {
        try (JoinTable table = JoinTable.ofKeys(join)) {
            while (table.next()) {
                ColumnVector keys = table.key();
                for (int i = 0; i < table.rowCount(); i++) {
                    if (!keys.isNull(i)) {
                        return join.keyType() == KeyType.TEXT ? "\"" + keys.text(i) + "\"" : keys.text(i);
                    }
                }
            }
        }
        return "nothing";
    }
}
