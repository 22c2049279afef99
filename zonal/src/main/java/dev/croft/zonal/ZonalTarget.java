package dev.croft.zonal;

import dev.croft.core.run.Receipt;
import dev.croft.core.run.Recipe;
import dev.croft.core.table.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file that a job makes.
 *
 * @param columns all of its columns
 * @param metadata what it says of itself
 * @param freshness whether it need not be made again
 */
record ZonalTarget(
        Path file, List<Column> columns, Recipe recipe, Map<String, String> metadata, Receipt.Freshness freshness) {
    boolean isCurrent() {
        return freshness.isCurrent();
    }
}
