package dev.croft.fields;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.ArchiveTitle;
import dev.croft.tiling.RetagFileJob;
import dev.croft.tiling.RetagRequest;
import dev.croft.tiling.TilingFileJob;
import dev.croft.tiling.TilingJob;
import dev.croft.tiling.TilingRequest;
import dev.croft.tiling.VectorTileCheck;
import dev.croft.tiling.attribute.JoinColumn;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.tiling.pmtiles.PmtilesValidation;
import dev.croft.tiling.pmtiles.TileSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the map tiles: out of the polygons, or out of the tiles of a year that differ in the majority only. */
final class TileStep implements YearStep {
    private static final String ZONAL = "zonal";

    private final YearFiles year;

    TileStep(YearFiles year) {
        this.year = year;
    }

    @Override
    public Step step() {
        return Step.TILE;
    }

    @Override
    public Optional<Recipe> recipe() throws IOException {
        if (!Files.exists(year.zonal())) {
            return Optional.empty();
        }
        FieldsConfig config = year.config();
        Recipe recipe = Recipe.of("tiling", TilingJob.ALGORITHM_VERSION).with(InputIdentity.of(ZONAL, year.zonal()));
        for (InputIdentity polygons : year.polygons().identities()) {
            recipe = recipe.with(polygons);
        }
        for (JoinSpec join : config.attributes()) {
            recipe = recipe.with(InputIdentity.of("attributes", join.file()));
        }
        for (var parameter : config.tiles().parameters().entrySet()) {
            recipe = recipe.with(parameter.getKey(), parameter.getValue());
        }
        return Optional.of(recipe.with("title", config.title())
                .with(
                        "attributeColumns",
                        config.attributes().stream().map(JoinSpec::columns).toList())
                .with("zonalColumns", config.zonalColumns()));
    }

    @Override
    public List<Path> outputs() {
        return List.of(year.tiles());
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) throws IOException {
        return fault(year.tiles());
    }

    /** What is wrong with an archive. */
    static Optional<String> fault(Path tiles) throws IOException {
        PmtilesValidation.Finding finding = PmtilesValidation.of(tiles, TileSample.SOME, new VectorTileCheck());
        return finding.isValid()
                ? Optional.empty()
                : Optional.of(finding.details().get(0));
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        Optional<YearFiles> model = model();
        if (model.isEmpty() || !retag(model.get(), context, log)) {
            tile(context, log);
        }
        return Map.of();
    }

    private void tile(RunContext context, YearLog log) throws IOException {
        FieldsConfig config = year.config();
        TilingRequest request = new TilingRequest(
                config.polygons(),
                joins(),
                Optional.empty(),
                year.tiles(),
                config.tiles(),
                title(),
                Optional.empty(),
                Optional.empty(),
                year.replacing(Step.TILE, year.tiles()),
                TilingRequest.IfValid.SKIP);
        try (TilingFileJob job = TilingFileJob.plan(request, context)) {
            job.description().forEach(log::detail);
            job.run(context)
                    .ifPresent(summary -> log.detail(summary.zoneCount() + " fields in " + summary.tileCount()
                            + " tiles, " + summary.reasons()));
        }
    }

    /** False when the other archive will not do after all. */
    private boolean retag(YearFiles model, RunContext context, YearLog log) throws IOException {
        log.detail("polygons and options are those of " + model.year() + ": its tiles get new attributes");
        RetagRequest request = new RetagRequest(
                model.tiles(),
                joins(),
                Optional.empty(),
                year.tiles(),
                RetagRequest.Choices.NONE,
                year.replacing(Step.TILE, year.tiles()),
                TilingRequest.IfValid.SKIP);
        try (RetagFileJob job = RetagFileJob.plan(request, context)) {
            job.description().forEach(log::detail);
            job.run(context);
            return true;
        } catch (ConfigurationException | InputDataException e) {
            log.line("tile cannot use the tiles of " + model.year() + ", makes new ones: " + e.getMessage());
            return false;
        }
    }

    private List<JoinSpec> joins() {
        List<JoinSpec> joins = new ArrayList<>(year.config().attributes());
        List<JoinColumn> columns = year.config().zonalColumns().stream()
                .map(name -> new JoinColumn(name, name))
                .toList();
        joins.add(new JoinSpec(year.zonal(), columns));
        return joins;
    }

    private ArchiveTitle title() {
        ArchiveTitle title = year.config().title();
        return title.name().isEmpty()
                ? new ArchiveTitle(year.tiles().getFileName().toString(), title.attribution(), title.description())
                : title;
    }

    /** A finished year whose tiles show the same polygons in the same way. */
    private Optional<YearFiles> model() throws IOException {
        Recipe wanted = withoutZonal(recipe().orElseThrow());
        for (int other : year.config().years()) {
            YearFiles candidate = year.other(other);
            Optional<StepRecord> done = candidate.record().step(Step.TILE);
            if (other != year.year()
                    && done.isPresent()
                    && withoutZonal(done.get().recipe()).equals(wanted)
                    && done.get().changedOutput().isEmpty()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Recipe withoutZonal(Recipe recipe) {
        List<InputIdentity> inputs = recipe.inputs().stream()
                .filter(input -> !input.role().equals(ZONAL))
                .toList();
        return new Recipe(recipe.kernel(), recipe.algorithmVersion(), inputs, recipe.parameters());
    }
}
