package dev.croft.zonal;

import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBackend;
import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import dev.croft.core.table.Column;
import dev.croft.core.table.TableFormat;
import dev.croft.zonal.statistics.ClassNames;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How outputs are made: for their receipts, and for the metadata of the tables. */
final class ZonalRecipes {
    private final ZonalRequest request;
    private final ZonalInputs inputs;

    /** The recipe of one output, and what its table says: nothing that differs between two runs of the same request. */
    record Made(Recipe recipe, Map<String, String> metadata) {}

    ZonalRecipes(ZonalRequest request, ZonalInputs inputs) {
        this.request = request;
        this.inputs = inputs;
    }

    Made of(List<RasterInput> rasters, List<LabelledBand> bands, List<Column> columns, Path output) throws IOException {
        Recipe recipe = options(Recipe.of("zonal", ZonalJob.ALGORITHM_VERSION));
        for (String file : inputs.zones().files()) {
            recipe = recipe.with(InputIdentity.of("zones", Path.of(file)));
        }
        for (RasterInput raster : rasters) {
            recipe = recipe.with(InputIdentity.of("raster", raster.file()));
        }
        if (request.weights().isPresent()) {
            recipe = recipe.with(InputIdentity.of("weights", request.weights().get()));
        }
        recipe = recipe.with("columns", columns.stream().map(Column::name).toList())
                .with("bands", bands.stream().map(LabelledBand::band).toList())
                .with(
                        "nodata",
                        bands.stream()
                                .map(band -> noData(band, request.options()))
                                .toList())
                .with("classNames", classNames(bands))
                .with("format", TableFormat.of(output));
        return new Made(recipe, metadata(recipe, rasters));
    }

    /** Names that can get into the table: those of the categories. */
    private List<ClassNames> classNames(List<LabelledBand> bands) {
        boolean areShown = request.options().statistics().contains(Statistic.of(Statistic.Kind.CATEGORIES));
        return bands.stream()
                .map(band -> areShown ? ResultColumns.classNames(band, request.options()) : ClassNames.NONE)
                .toList();
    }

    private Recipe options(Recipe recipe) {
        ZonalOptions options = request.options();
        Recipe made = recipe.with("geometryColumn", inputs.zones().geometryColumn())
                .with("zonesCrs", inputs.zonesCrs())
                .with(
                        "statistics",
                        options.statistics().stream().map(Statistic::columnName).toList())
                .with("categories", options.categories())
                .with("pixels", options.pixels())
                .with("minCoverage", options.minCoverage())
                .with("ties", options.ties())
                .with("keepGeometry", options.keepGeometry())
                .with("toleranceCells", options.toleranceCells())
                .with("badZones", options.badZones());
        if (request.backend() != RasterBackend.AUTO) {
            made = made.with("backend", request.backend());
        }
        if (options.box().isPresent()) {
            made = made.with("box", options.box().get());
        }
        return options.limit().isPresent() ? made.with("limit", options.limit().getAsLong()) : made;
    }

    private Map<String, String> metadata(Recipe recipe, List<RasterInput> rasters) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("croft.kernel", recipe.kernel() + " " + recipe.algorithmVersion());
        recipe.parameters().forEach((name, value) -> metadata.put("croft." + name, value));
        metadata.put("croft.zones", Path.of(inputs.zones().name()).getFileName().toString());
        metadata.put(
                "croft.raster",
                String.join(
                        ",",
                        rasters.stream()
                                .map(raster -> raster.file().getFileName().toString())
                                .toList()));
        return metadata;
    }

    /** Values of a band that are left out. */
    static List<NoData> noData(LabelledBand band, ZonalOptions options) {
        return options.noData().isEmpty() ? band.info().noData().stream().toList() : options.noData();
    }
}
