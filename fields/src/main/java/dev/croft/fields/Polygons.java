package dev.croft.fields;

import dev.croft.core.run.InputIdentity;
import dev.croft.core.vector.ZoneSource;
import dev.croft.core.vector.ZoneSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What steps know of the polygons without reading one. */
final class Polygons {
    private Polygons() {}

    /** What tells whether they are still the same. */
    static List<InputIdentity> identities(FieldsConfig config) throws IOException {
        try (ZoneSource polygons = open(config)) {
            List<InputIdentity> identities = new ArrayList<>();
            for (String file : polygons.files()) {
                identities.add(InputIdentity.of("polygons", Path.of(file)));
            }
            return identities;
        }
    }

    static long rowCount(FieldsConfig config) throws IOException {
        if (config.expectedRows().isPresent()) {
            return config.expectedRows().getAsLong();
        }
        try (ZoneSource polygons = open(config)) {
            return polygons.rowCount();
        }
    }

    private static ZoneSource open(FieldsConfig config) throws IOException {
        return ZoneSources.open(config.polygons(), Optional.empty());
    }
}
