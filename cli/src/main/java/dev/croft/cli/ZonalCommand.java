package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.core.run.JobReport;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.zonal.ZonalFileJob;
import dev.croft.zonal.ZonalOptions;
import dev.croft.zonal.ZonalOptions.BadZonePolicy;
import dev.croft.zonal.ZonalOptions.KeptColumns;
import dev.croft.zonal.ZonalRequest;
import dev.croft.zonal.ZonalRequest.IfValid;
import dev.croft.zonal.ZonalSummary;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.CategoryForm;
import dev.croft.zonal.statistics.ClassNames;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code croft zonal}: statistics of rasters over every zone. */
@Command
final class ZonalCommand implements Callable<Integer> {
    @Option(
            names = "--zones",
            required = true,
            paramLabel = "F.parquet",
            description =
                    "GeoParquet, or Parquet with a WKB column: a file, a folder of part files, or a glob in quotes.")
    private String zones;

    @Option(
            names = "--raster",
            paramLabel = "[LABEL=]R.tif",
            description =
                    "GeoTIFF, a zip that holds one, or what GDAL reads; several with a label each, such as 2021=cdl_2021.tif.")
    private List<String> rasters = List.of();

    @Option(
            names = "--raster-dir",
            paramLabel = "D/cdl_{label}.tif",
            description = "All rasters of a folder that have such a name, labelled by what stands for {label}.")
    private String rasterPattern;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "Z.parquet",
            description = "Result, .parquet, .csv or .arrow; with {label} in its name one file per raster, such as"
                    + " 'z_{label}.parquet'.")
    private Path out;

    @Option(
            names = "--stats",
            split = ",",
            paramLabel = "NAME,...",
            hideParamSyntax = true,
            description = "What to compute; by default majority,majority_count,count,majority_fraction. See below.")
    private List<String> statistics;

    @Option(
            names = "--pixels",
            paramLabel = "center|all-touched|fraction",
            defaultValue = "center",
            converter = PixelRuleConverter.class,
            description =
                    "Which cells belong to a zone: those whose centre does (the default, as GDAL fills polygons), all it"
                            + " touches (as GDAL), or each by the part of it that is covered.")
    private PixelRule pixels;

    @Option(
            names = "--min-coverage",
            paramLabel = "P",
            defaultValue = "0",
            description = "With --pixels fraction: leave out cells covered less than this, from 0 to 1.")
    private double minCoverage;

    @Option(
            names = "--weights",
            paramLabel = "W.tif",
            description = "Raster on the same grid whose first band says what a cell counts.")
    private Path weights;

    @Option(
            names = "--categories",
            paramLabel = "list|columns",
            defaultValue = "list",
            description =
                    "What the statistic categories becomes: a list (the default), or a column per class of --classes.")
    private CategoryForm categories;

    @Option(
            names = "--classes",
            paramLabel = "C.csv",
            description = "Names of classes: a CSV file with the columns value and name.")
    private Path classes;

    @Option(
            names = "--id",
            paramLabel = "COL",
            description = "Column that identifies a zone; by default one named id, else the row number from 0.")
    private String id;

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "COL,...|all",
            hideParamSyntax = true,
            description = "Other columns to carry through.")
    private List<String> keep = List.of();

    @Option(
            names = "--keep-geometry",
            description = "Keep the zones' geometry; a .parquet result is then GeoParquet with bounding boxes.")
    private boolean keepGeometry;

    @Option(
            names = "--geometry-column",
            paramLabel = "C",
            description = "By default the one the file's metadata names, else one with a usual name.")
    private String geometryColumn;

    @Option(
            names = "--zones-crs",
            paramLabel = "CRS",
            description = "CRS of the zones (EPSG:n, WKT, PROJJSON), instead of the one their file states.")
    private String zonesCrs;

    @Option(
            names = "--band",
            split = ",",
            paramLabel = "N,...|all",
            hideParamSyntax = true,
            defaultValue = "1",
            description = "Bands of each raster, from 1, which is the default; several get _band_N into their names.")
    private List<String> band;

    @Option(
            names = "--nodata",
            split = ",",
            paramLabel = "V,V",
            hideParamSyntax = true,
            description = "Values to leave out, instead of the band's own nodata value.")
    private List<String> noData = List.of();

    @Option(
            names = "--ties",
            paramLabel = "smallest|largest|first",
            defaultValue = "smallest",
            description =
                    "Which class wins when several cover the same number of cells; by default the smallest. first: met"
                            + " first, row by row.")
    private TieRule ties;

    @Option(
            names = "--bbox",
            paramLabel = "W,S,E,N",
            description = "Only zones whose bounding box touches this one, in the zones' CRS.")
    private String box;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows, or of those in --bbox.")
    private Long limit;

    @Option(
            names = "--expect-rows",
            paramLabel = "N",
            description = "Fail with exit code 5, and write nothing, when the result has another number of rows.")
    private Long expectedRows;

    @Option(
            names = "--on-bad-zone",
            paramLabel = "null|fail",
            defaultValue = "null",
            description = "What a zone with an invalid geometry does; by default its row has no majority.")
    private BadZonePolicy badZones;

    @Option(
            names = "--if-valid",
            paramLabel = "skip|redo",
            defaultValue = "skip",
            description =
                    "What to do when the output is there, made from the same inputs and options; by default nothing.")
    private IfValid ifValid;

    @Option(names = "--overwrite", description = "Replace an output that Croft did not make.")
    private boolean overwrite;

    @Option(
            names = "--summary",
            description = "Print fields and area per majority class; needs the statistics majority and count.")
    private boolean summary;

    @Option(names = "--dry-run", description = "Check everything, say what would be done, and write nothing.")
    private boolean dryRun;

    @Mixin
    private BackendOption backend;

    @Mixin
    private RunOptions runOptions;

    private CommandSpec spec;

    /** Takes the command's description and ends its help with the statistics there are. */
    @Spec
    void describe(CommandSpec described) {
        spec = described;
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Result: id, columns kept, then for every raster its statistics and reason (text; null when there are",
                "values), their names ending in _LABEL when it has one. One row per zone, in input order.",
                "",
                "Statistics, types of their columns (value: as the raster's cells), meaning:"));
        Statistic.helpLines().forEach(line -> lines.add("  " + line.replace("%", "%%")));
        described.usageMessage().footer(lines.toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        ZonalRequest request = request();
        if (summary && !request.options().statistics().containsAll(ClassTable.NEEDED)) {
            throw new ConfigurationException(
                    "Cannot sum up classes without the statistics majority and count. Add them "
                            + "to --stats, or leave --summary out.");
        }
        List<Path> paths = new ArrayList<>(List.of(Path.of(zones), out));
        request.rasters().forEach(raster -> paths.add(raster.file()));
        Stream.of(weights, classes).filter(Objects::nonNull).forEach(paths::add);
        try (RunContext context = runOptions.context("zonal", paths.toArray(Path[]::new));
                ZonalFileJob job = ZonalFileJob.plan(request, context)) {
            PrintWriter print = spec.commandLine().getOut();
            job.description().forEach(print::println);
            if (!dryRun) {
                run(job, context, print);
                runOptions.publish(context.report(), print);
            }
        }
        return ExitCode.DONE.code();
    }

    private void run(ZonalFileJob job, RunContext context, PrintWriter print) throws IOException {
        JobReport report = context.report();
        List<Path> made = job.outputs();
        Optional<ZonalSummary> done = job.run(context);
        if (done.isEmpty()) {
            report.fact(
                    "skipped", "the output is up to date" + (summary ? "; --if-valid redo prints the summary" : ""));
            return;
        }
        ZonalReport.tell(done.get(), report);
        for (Path file : made) {
            report.output(file);
        }
        if (summary) {
            done.get().bands().forEach(found -> ClassTable.print(found, print));
        }
    }

    private ZonalRequest request() throws IOException {
        return new ZonalRequest(
                zones,
                RasterArguments.of(rasters, Optional.ofNullable(rasterPattern), bands()),
                Optional.ofNullable(weights),
                out,
                options(),
                Optional.ofNullable(geometryColumn),
                Optional.ofNullable(zonesCrs),
                overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS,
                ifValid,
                expectedRows == null ? OptionalLong.empty() : OptionalLong.of(expectedRows),
                backend.backend());
    }

    private ZonalOptions options() throws IOException {
        ZonalOptions options = ZonalOptions.defaults()
                .withStatistics(parsedStatistics())
                .withPixels(pixels)
                .withMinCoverage(minCoverage)
                .withCategories(categories)
                .withKept(keep.equals(List.of("all")) ? KeptColumns.ALL : KeptColumns.named(keep))
                .withNoData(noData.stream().map(ZonalCommand::noData).toList())
                .withTies(ties)
                .withBadZones(badZones);
        options = classes == null ? options : options.withClassNames(ClassNames.read(classes));
        options = keepGeometry ? options.withGeometry() : options;
        options = id == null ? options : options.withId(id);
        options = box == null ? options : options.withBox(Box.parse(box));
        return limit == null ? options : options.withLimit(limit);
    }

    /** Options are written with hyphens. */
    private static final class PixelRuleConverter implements ITypeConverter<PixelRule> {
        @Override
        public PixelRule convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "center", "centre" -> PixelRule.CENTER;
                case "all-touched" -> PixelRule.ALL_TOUCHED;
                case "fraction" -> PixelRule.FRACTION;
                default ->
                    throw new TypeConversionException(
                            "expected center, all-touched or fraction, but was '" + text + "'");
            };
        }
    }

    private List<Statistic> parsedStatistics() {
        if (statistics == null) {
            return Statistic.DEFAULTS;
        }
        Problems problems = new Problems();
        List<Statistic> parsed = Statistic.parse(statistics, problems);
        problems.throwIfAny();
        return parsed;
    }

    /** Numbers of the bands; none for all. */
    private List<Integer> bands() {
        if (band.equals(List.of("all"))) {
            return List.of();
        }
        try {
            return band.stream().map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Cannot read bands " + String.join(",", band) + ": --band takes numbers from 1, or all.", e);
        }
    }

    private static NoData noData(String text) {
        try {
            return new NoData(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage() + ". Correct --nodata.", e);
        }
    }
}
