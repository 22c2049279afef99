package dev.croft.fields;

import dev.croft.core.run.Digests;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the year on the list of published years. */
final class ManifestStep implements YearStep {
    private static final int VERSION = 2;
    private static final String KEY = "key";

    private final YearFiles year;
    private final Publisher publisher;

    ManifestStep(YearFiles year, Publisher publisher) {
        this.year = year;
        this.publisher = publisher;
    }

    @Override
    public Step step() {
        return Step.MANIFEST;
    }

    @Override
    public Optional<Recipe> recipe() throws IOException {
        if (!Files.exists(year.tiles())) {
            return Optional.empty();
        }
        return Optional.of(Recipe.of("manifest", VERSION)
                .with(InputIdentity.of("tiles", year.tiles()))
                .with("to", publisher.location())
                .with("published", version()));
    }

    /** The object that is listed: put anew, it may have been missing when the list was written. */
    private String version() {
        return year.record()
                .step(Step.PUBLISH)
                .map(done -> done.notes().getOrDefault(PublishStep.VERSION_NOTE, ""))
                .orElse("");
    }

    @Override
    public List<Path> outputs() {
        return List.of();
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) throws IOException {
        String key = done.notes().get(KEY);
        return key == null ? Optional.of("nothing says what it was listed as") : publisher.listFault(year.year(), key);
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        Path tiles = year.tiles();
        String key = publisher.list(new Manifest.Entry(
                year.year(), publisher.key(tiles), places(tiles), Files.size(tiles), Digests.crc32c(tiles)));
        log.detail("listed as " + key + " in " + publisher.location());
        return Map.of(KEY, key);
    }

    /** What stays in {@code outputs/} is shown by {@code croft view}, which makes an index when it needs one. */
    private Optional<String> places(Path tiles) {
        return publisher.isElsewhere() ? Optional.of(publisher.placesKey(tiles)) : Optional.empty();
    }
}
