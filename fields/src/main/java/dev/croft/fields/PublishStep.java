package dev.croft.fields;

import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the tiles where the map reads them. */
final class PublishStep implements YearStep {
    static final String VERSION_NOTE = "version";
    private static final int VERSION = 1;

    private final YearFiles year;
    private final Publisher publisher;

    PublishStep(YearFiles year, Publisher publisher) {
        this.year = year;
        this.publisher = publisher;
    }

    @Override
    public Step step() {
        return Step.PUBLISH;
    }

    @Override
    public Optional<Recipe> recipe() throws IOException {
        if (!Files.exists(year.tiles())) {
            return Optional.empty();
        }
        return Optional.of(Recipe.of("publish", VERSION)
                .with(InputIdentity.of("tiles", year.tiles()))
                .with("to", publisher.location()));
    }

    @Override
    public List<Path> outputs() {
        return List.of();
    }

    @Override
    public Optional<String> needless() {
        return publisher.isElsewhere() ? Optional.empty() : Optional.of("nothing says where to publish");
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) throws IOException {
        String key = publisher.key(year.tiles());
        Optional<StoredObject> found = publisher.store().find(key);
        if (found.isEmpty()) {
            return Optional.of("there is no " + key + " in " + publisher.location());
        }
        return found.get().version().equals(done.notes().get(VERSION_NOTE))
                ? Optional.empty()
                : Optional.of(key + " in " + publisher.location() + " is another object than was put there");
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        String key = publisher.key(year.tiles());
        StoredObject put = publisher.store().put(year.tiles(), key, ObjectHeaders.of(key), context);
        log.detail("put " + key + " in " + publisher.location() + ": " + put.byteCount() + " bytes");
        return Map.of(VERSION_NOTE, put.version());
    }
}
