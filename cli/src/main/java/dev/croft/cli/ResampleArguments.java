package dev.croft.cli;

import dev.croft.core.config.Configuration;
import dev.croft.core.config.DataType;
import dev.croft.core.config.Dataset;
import dev.croft.core.config.Setting;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.geotiff.GeoTiffOptions;
import dev.croft.core.run.Overwrite;
import dev.croft.resample.CellWeights;
import dev.croft.resample.DecisionRules;
import dev.croft.resample.Method;
import dev.croft.resample.OutputFormat;
import dev.croft.resample.ResampleRequest;
import dev.croft.resample.TargetGrid;
import dev.croft.resample.TieRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that plan and run of {@code croft resample} share: which rasters, which grid, and when a raster is on it. */
final class ResampleArguments {
    private static final String AUTO = "auto";

    @Option(
            names = TargetGrid.OPTION,
            paramLabel = "GRID",
            description = {
                "The grid: a raster file; EPSG:4326@0.008333, a resolution, with @x,y as origin or @w,s,e,n as bounds behind"
                        + " it; or a grid.yml with crs, resolution or transform, origin, bounds, size.",
                "A resolution alone takes the exact grid of the first raster with cells of that size. By default"
                        + " resampling.target_resolution of --config."
            })
    private String target;

    @Option(
            names = "--in",
            arity = "1..*",
            paramLabel = "RASTER",
            description = "Rasters, or NAME.reference.json, to bring to the grid; by default the datasets of --config.")
    private List<Path> inputs;

    @Mixin
    private ConfigurationOptions configuration;

    @Option(
            names = "--tolerance",
            paramLabel = "CELLS",
            defaultValue = "0.01",
            description = "Accepted distance between corners of cells, in cells; by default 0.01.")
    private String tolerance;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = AUTO,
            description = {
                "near, bilinear, cubic, average, mode, sum, min, max, med, q1 or q3; by default auto: by data type,",
                "richness sum; continuous average going coarser, else bilinear; categorical mode. Bilinear and cubic are",
                "gdalwarp's within one CRS, where the target lies in the raster; elsewhere GDAL widens kernels otherwise."
            })
    private String method;

    @Option(
            names = "--data-type",
            paramLabel = "richness|continuous|categorical",
            description = "What the values of all rasters are, whatever --config says; a palette tells categories.")
    private String dataType;

    @Option(
            names = "--cell-weights",
            paramLabel = "area|equal",
            defaultValue = "area",
            description = "What a source cell counts that a target cell covers in part; by default its covered area.")
    private CellWeights cellWeights;

    @Option(
            names = "--ties",
            paramLabel = "first|smallest|largest",
            defaultValue = "smallest",
            description = "Which of the values that are equally frequent is the mode; by default the smallest.")
    private TieRule ties;

    @Option(
            names = "--nodata",
            paramLabel = "V",
            description = {
                "What marks cells without data in outputs; by default what marks them in each raster.",
                "A raster with cells whose kept value it is gets no output; computed values that are it move beside it."
            })
    private String noData;

    @Mixin
    private BackendOption backend;

    /** What only run knows. */
    record Outputs(
            Path folder,
            ResampleRequest.Passing passing,
            OutputFormat format,
            Overwrite overwrite,
            ResampleRequest.IfValid ifValid) {}

    /** The options with what the configuration adds. */
    record Resolved(
            ResampleArguments arguments,
            Configuration configuration,
            List<ResampleRequest.Input> inputs,
            String target) {
        Path[] files() {
            Stream<Path> rasters = inputs.stream().map(ResampleRequest.Input::file);
            return Stream.concat(rasters, otherFiles().stream()).toArray(Path[]::new);
        }

        private List<Path> otherFiles() {
            return Stream.concat(TargetGrid.file(target).stream(), arguments.configuration.file().stream())
                    .toList();
        }

        ResampleRequest request(Optional<Outputs> outputs) {
            OutputFormat format = outputs.map(Outputs::format)
                    .orElse(OutputFormat.of(OutputFormat.Kind.GTIFF, GeoTiffOptions.DEFAULT));
            return new ResampleRequest(
                    inputs,
                    target,
                    arguments.rules(configuration),
                    outputs.map(Outputs::folder),
                    outputs.map(Outputs::passing).orElse(ResampleRequest.Passing.LINK),
                    arguments.chosenMethod(),
                    arguments.cellWeights,
                    arguments.ties,
                    arguments.chosenNoData(),
                    format,
                    outputs.map(Outputs::overwrite).orElse(Overwrite.OWN_OUTPUTS),
                    outputs.map(Outputs::ifValid).orElse(ResampleRequest.IfValid.SKIP),
                    arguments.backend.backend(),
                    otherFiles());
        }
    }

    Resolved resolve() throws IOException {
        Configuration settings = configuration.load();
        return new Resolved(this, settings, rasters(settings), grid(settings));
    }

    private List<ResampleRequest.Input> rasters(Configuration settings) {
        Optional<DataType> forAll = Optional.ofNullable(dataType).map(word -> DataType.parse(word)
                .orElseThrow(() -> new ConfigurationException(
                        "Cannot use --data-type " + word + ": expected richness, continuous or categorical.")));
        if (inputs != null) {
            return inputs.stream()
                    .map(file -> ResampleRequest.Input.of(file, forAll))
                    .toList();
        }
        return settings.datasets().stream()
                .filter(Dataset::enabled)
                .map(dataset -> new ResampleRequest.Input(
                        dataset.name(), dataset.path(), forAll.or(dataset::dataType), dataset.bandName()))
                .toList();
    }

    private String grid(Configuration settings) {
        if (target != null) {
            return target;
        }
        String resolution = settings.text(Setting.TARGET_RESOLUTION)
                .orElseThrow(
                        () -> new ConfigurationException("Cannot resample without a grid: give " + TargetGrid.OPTION
                                + ", or resampling.target_resolution in --config. It is " + TargetGrid.SYNTAX + "."));
        return settings.text(Setting.TARGET_CRS).map(crs -> crs + "@").orElse("") + resolution;
    }

    private DecisionRules rules(Configuration settings) {
        return new DecisionRules(
                Measure.parse("--tolerance", tolerance, " cells"),
                settings.number(Setting.RESOLUTION_TOLERANCE).orElseThrow(),
                settings.isOn(Setting.ALLOW_SKIP_RESAMPLING)
                        ? DecisionRules.Skipping.ALLOWED
                        : DecisionRules.Skipping.NEVER);
    }

    private Optional<Method> chosenMethod() {
        String name = method.toUpperCase(Locale.ROOT);
        if (name.equals(AUTO.toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(Method.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("Cannot resample by --method " + method
                        + ": expected auto, near, bilinear, cubic, average, mode, sum, min, max, med, q1 or q3.")));
    }

    private Optional<NoData> chosenNoData() {
        try {
            return Optional.ofNullable(noData).map(NoData::new);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("Cannot use --nodata " + noData + ": expected a number or nan.", e);
        }
    }
}
