package dev.croft.fields;

import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.Recipe;
import dev.croft.core.run.RunContext;
import dev.croft.core.validation.FileValidation;
import dev.croft.zonal.RasterInput;
import dev.croft.zonal.ZonalFileJob;
import dev.croft.zonal.ZonalJob;
import dev.croft.zonal.ZonalOptions;
import dev.croft.zonal.ZonalRequest;
import dev.croft.zonal.ZonalSummary;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the majority of every field. */
final class ZonalStep implements YearStep {
    private final YearFiles year;

    /** The table as it was when it was found valid. */
    private Optional<InputIdentity> valid = Optional.empty();

    ZonalStep(YearFiles year) {
        this.year = year;
    }

    @Override
    public Step step() {
        return Step.ZONAL;
    }

    @Override
    public Optional<Recipe> recipe() throws IOException {
        Optional<InputIdentity> raster = year.rasterIdentity();
        if (raster.isEmpty()) {
            return Optional.empty();
        }
        Recipe recipe = Recipe.of("zonal", ZonalJob.ALGORITHM_VERSION).with(raster.get());
        for (InputIdentity polygons : year.polygons().identities()) {
            recipe = recipe.with(polygons);
        }
        ZonalOptions options = year.config().zonal();
        return Optional.of(recipe.with("source", year.location().essence())
                .with(
                        "statistics",
                        options.statistics().stream().map(Statistic::columnName).toList())
                .with("nodata", options.noData())
                .with("ties", options.ties())
                .with("pixels", options.pixels())
                .with("id", options.idColumn().orElse("")));
    }

    @Override
    public List<Path> outputs() {
        return List.of(year.zonal());
    }

    @Override
    public Optional<String> fault(StepRecord done, RunContext context) throws IOException {
        InputIdentity table = InputIdentity.of("zonal", year.zonal());
        if (valid.equals(Optional.of(table))) {
            return Optional.empty();
        }
        OptionalLong rows = OptionalLong.of(year.polygons().foundRowCount());
        FileValidation.Finding finding = FileValidation.of(year.zonal(), rows, context.scratch(), RasterBackend.AUTO);
        if (!finding.isValid()) {
            return Optional.of(finding.detail());
        }
        valid = Optional.of(table);
        return Optional.empty();
    }

    @Override
    public Map<String, String> run(RunContext context, YearLog log) throws IOException {
        RasterInput raster = RasterInput.of(year.raster());
        try (ZonalFileJob job = ZonalFileJob.plan(
                request(year.config(), List.of(raster), year.zonal(), year.replacing(Step.ZONAL, year.zonal())),
                context)) {
            job.description().forEach(log::detail);
            Optional<ZonalSummary> summary = job.run(context);
            summary.ifPresent(found -> log.detail(
                    found.rowCount() + " rows, " + found.bands().get(0).reasons()));
        }
        return Map.of();
    }

    /** One pass over the polygons for the rasters of several years, whose tables are those that each alone would give. */
    static void runTogether(FieldsConfig config, List<YearFiles> years, RunContext context) throws IOException {
        List<RasterInput> rasters = years.stream()
                .map(year -> RasterInput.labelled(Integer.toString(year.year()), year.raster()))
                .toList();
        try (ZonalFileJob job =
                ZonalFileJob.plan(request(config, rasters, config.layout().zonalOfEach(), replacing(years)), context)) {
            job.run(context);
        }
    }

    private static Overwrite replacing(List<YearFiles> years) throws IOException {
        for (YearFiles year : years) {
            if (year.replacing(Step.ZONAL, year.zonal()) != Overwrite.ANYTHING) {
                return Overwrite.OWN_OUTPUTS;
            }
        }
        return Overwrite.ANYTHING;
    }

    private static ZonalRequest request(
            FieldsConfig config, List<RasterInput> rasters, Path output, Overwrite overwrite) {
        ZonalRequest defaults =
                ZonalRequest.of(config.polygons(), rasters.get(0).file(), output);
        return new ZonalRequest(
                config.polygons(),
                rasters,
                Optional.empty(),
                output,
                config.zonal(),
                Optional.empty(),
                Optional.empty(),
                overwrite,
                ZonalRequest.IfValid.SKIP,
                config.expectedRows(),
                defaults.backend());
    }
}
