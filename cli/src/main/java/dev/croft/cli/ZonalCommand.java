package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
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
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft zonal}: the majority class of every zone. */
@Command(
        footer = {
            "",
            "Result: id, columns kept, majority (int32 for rasters up to 16 bits and int32, int64 for uint32 and",
            "int64, uint64, float32, float64 as the raster), majority_count (int64), pixel_count (int64, cells with",
            "data), majority_fraction (float64), reason (text; null when there is a majority). One row per zone, in",
            "input order. A cell belongs to a zone when its centre does, by the rule of GDAL's polygon fill."
        })
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
            required = true,
            paramLabel = "R.tif",
            description = "GeoTIFF, or a zip that holds one.")
    private Path raster;

    @Option(names = "--out", required = true, paramLabel = "Z.parquet", description = "Result, .parquet or .csv.")
    private Path out;

    @Option(
            names = "--id",
            paramLabel = "COL",
            description = "Column that identifies a zone; by default one named id, else the row number from 0.")
    private String id;

    @Option(names = "--keep", split = ",", paramLabel = "COL,...|all", description = "Other columns to carry through.")
    private List<String> keep = List.of();

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
            paramLabel = "N",
            defaultValue = "1",
            description = "Band of the raster, from 1, which is the default.")
    private int band;

    @Option(
            names = "--nodata",
            split = ",",
            paramLabel = "V,V",
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

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N of those rows.")
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

    @Option(names = "--dry-run", description = "Check everything, say what would be done, and write nothing.")
    private boolean dryRun;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ZonalRequest request = request();
        try (RunContext context = runOptions.context("zonal", Path.of(zones), raster, out);
                ZonalFileJob job = ZonalFileJob.plan(request, context)) {
            PrintWriter print = spec.commandLine().getOut();
            job.description().forEach(print::println);
            if (!dryRun) {
                run(job, context);
                runOptions.publish(context.report(), print);
            }
        }
        return ExitCode.DONE.code();
    }

    private void run(ZonalFileJob job, RunContext context) throws IOException {
        JobReport report = context.report();
        Optional<ZonalSummary> summary = job.run(context);
        if (summary.isEmpty()) {
            report.fact("skipped", "the output is up to date");
            return;
        }
        tell(summary.get(), report);
        report.output(out);
    }

    private static void tell(ZonalSummary summary, JobReport report) {
        report.count("zones", summary.rowCount());
        summary.reasons()
                .forEach((reason, rows) -> report.reason(reason.name(), rows.rowCount(), "row " + rows.firstRow()));
        report.fact(
                "raster blocks",
                summary.decodedBlockCount() + " decoded, the raster has " + summary.rasterBlockCount());
        report.fact(
                "time of all threads",
                String.format(
                        Locale.ROOT,
                        "reading zones %.1f s, computing %.1f s, writing %.1f s",
                        summary.readSeconds(),
                        summary.mapSeconds(),
                        summary.writeSeconds()));
    }

    private ZonalRequest request() {
        return new ZonalRequest(
                zones,
                raster,
                out,
                options(),
                Optional.ofNullable(geometryColumn),
                Optional.ofNullable(zonesCrs),
                overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS,
                ifValid,
                expectedRows == null ? OptionalLong.empty() : OptionalLong.of(expectedRows));
    }

    private ZonalOptions options() {
        ZonalOptions options = ZonalOptions.defaults()
                .withKept(keep.equals(List.of("all")) ? KeptColumns.ALL : KeptColumns.named(keep))
                .withBand(band)
                .withNoData(noData.stream().map(ZonalCommand::noData).toList())
                .withTies(ties)
                .withBadZones(badZones);
        options = id == null ? options : options.withId(id);
        options = box == null ? options : options.withBox(Box.parse(box));
        return limit == null ? options : options.withLimit(limit);
    }

    private static NoData noData(String text) {
        try {
            return new NoData(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage() + ". Correct --nodata.", e);
        }
    }
}
