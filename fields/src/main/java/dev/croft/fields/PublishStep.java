package dev.croft.fields;

import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.StoredObject;
import dev.croft.view.PageSettings;
import dev.croft.view.PlaceIndex;
import dev.croft.view.YearArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the tiles where the map reads them, and beside them where each field lies. */
final class PublishStep implements YearStep {
    static final String VERSION_NOTE = "version";
    private static final String PLACES_VERSION_NOTE = "placesVersion";
    private static final int VERSION = 2;

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
        Optional<String> fault = fault(publisher.key(year.tiles()), done.notes().get(VERSION_NOTE));
        return fault.isPresent()
                ? fault
                : fault(publisher.placesKey(year.tiles()), done.notes().get(PLACES_VERSION_NOTE));
    }

    private Optional<String> fault(String key, String version) throws IOException {
        Optional<StoredObject> found = publisher.store().find(key);
        if (found.isEmpty()) {
            return Optional.of("there is no " + key + " in " + publisher.location());
        }
        return found.get().version().equals(version)
                ? Optional.empty()
                : Optional.of(key + " in " + publisher.location() + " is another object than was put there");
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        PlaceIndex index = PlaceIndex.of(
                new YearArchive(year.year(), year.tiles()),
                PageSettings.ID_ATTRIBUTE,
                year.year() + PlaceIndex.SUFFIX,
                context);
        log.detail("the map finds " + index.idCount() + " fields by id");
        try {
            return Map.of(
                    PLACES_VERSION_NOTE, put(index.file(), publisher.placesKey(year.tiles()), context, log),
                    VERSION_NOTE, put(year.tiles(), publisher.key(year.tiles()), context, log));
        } finally {
            Files.deleteIfExists(index.file());
        }
    }

    /** Returns the version that the store gives the object. */
    private String put(Path file, String key, RunContext context, YearLog log) throws IOException {
        StoredObject put = publisher.store().put(file, key, ObjectHeaders.of(key), context);
        log.detail("put " + key + " in " + publisher.location() + ": " + put.byteCount() + " bytes");
        return put.version();
    }
}
