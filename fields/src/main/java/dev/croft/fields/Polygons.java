package dev.croft.fields;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.table.Column;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What steps know of the polygons without reading one; looked at once in a run, because all its years have the same. Thread-safe.
 */
final class Polygons {
    private final FieldsConfig config;
    private Optional<Facts> facts = Optional.empty();

    Polygons(FieldsConfig config) {
        this.config = config;
    }

    private record Facts(List<InputIdentity> identities, long rowCount, List<String> columns) {}

    /** What tells whether they are still the same. */
    List<InputIdentity> identities() throws IOException {
        return facts().identities();
    }

    /** Rows that they have, as files say. */
    long foundRowCount() throws IOException {
        return facts().rowCount();
    }

    /** Rows that a table of them must have. */
    long rowCount() throws IOException {
        return config.expectedRows().isPresent() ? config.expectedRows().getAsLong() : facts().rowCount();
    }

    /** Names of the columns that can be read, without the geometry. */
    List<String> columns() throws IOException {
        return facts().columns();
    }

    /** @throws ConfigurationException when there is no polygon */
    void requireSome() throws IOException {
        if (facts().rowCount() == 0) {
            throw new ConfigurationException("Cannot run with " + config.polygons()
                    + ": it holds no field. Correct polygons in the configuration, or make them again.");
        }
    }

    private synchronized Facts facts() throws IOException {
        if (facts.isEmpty()) {
            try (ZoneSource polygons = ZoneSources.open(config.polygons(), Optional.empty())) {
                List<InputIdentity> identities = new ArrayList<>();
                for (String file : polygons.files()) {
                    identities.add(InputIdentity.of("polygons", Path.of(file)));
                }
                List<String> columns =
                        polygons.columns().stream().map(Column::name).toList();
                facts = Optional.of(new Facts(List.copyOf(identities), polygons.rowCount(), columns));
            }
        }
        return facts.get();
    }
}
