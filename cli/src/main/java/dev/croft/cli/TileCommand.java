package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.JobReport;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.tiling.ArchiveTitle;
import dev.croft.tiling.DropRule;
import dev.croft.tiling.LayerSpec;
import dev.croft.tiling.TilingFileJob;
import dev.croft.tiling.TilingOptions;
import dev.croft.tiling.TilingOptions.BadZonePolicy;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.TilingRequest;
import dev.croft.tiling.TilingRequest.IfValid;
import dev.croft.tiling.TilingSummary;
import dev.croft.tiling.TinyRule;
import dev.croft.tiling.attribute.JoinSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code croft tile}: polygons and their attributes to one PMTiles archive. */
@Command(
        footer = {
            "",
            "Result: a clustered PMTiles 3 archive of vector tiles, with the polygons and one point inside each. 1px is",
            "1/256 of a tile's side, 1px2 its square. Vertices are rounded to a lattice of --simplify, so that borders",
            "that neighbours share stay shared; at the last zoom nothing is simplified. A tile is too large when the",
            "bytes of its geometry plus 24 per feature exceed --tile-bytes. The same input and options give the same",
            "bytes, however many threads there are and in whatever order the zones come.",
            "",
            "Why zones are left out, as the report says:",
            "  NULL_GEOMETRY, EMPTY_GEOMETRY   none, or no points in it",
            "  NOT_A_POLYGON                   points or lines",
            "  INVALID_GEOMETRY                no WKB, or coordinates not on the earth",
            "  NO_AREA                         all vertices on a line",
            "  OUTSIDE_MAP                     beyond 85.05 degrees north or south",
            "  TOO_MANY_TILES                  over 16,777,216 at a zoom; its last is too deep"
        })
final class TileCommand implements Callable<Integer> {
    private static final String NONE = "none";

    @Option(
            names = "--zones",
            required = true,
            paramLabel = "F.parquet",
            description =
                    "GeoParquet, or Parquet with a WKB column: a file, a folder of part files, or a glob in quotes.")
    private String zones;

    @Option(
            names = "--join",
            paramLabel = "A.parquet[:COL,...]",
            description = "Parquet with more attributes, joined by key; may be given several times. COL=NAME renames.")
    private List<String> joins = List.of();

    @Option(
            names = "--join-key",
            paramLabel = "COL",
            description = "Column that zones and joined files share; by default that of --feature-id.")
    private String joinKey;

    @Option(names = "--out", required = true, paramLabel = "T.pmtiles", description = "The archive.")
    private Path out;

    @Option(
            names = "--layer",
            paramLabel = "NAME[:4-14]",
            defaultValue = "fields",
            description = "Layer of the polygons and its zooms; by default ${DEFAULT-VALUE}:4-14.")
    private String layer;

    @Option(
            names = "--centroids",
            paramLabel = "none|NAME[:4-14]",
            description = "Layer of the points; by default centroids, with the zooms of the polygons.")
    private String centroids;

    @Option(
            names = "--attributes",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "all|COL,...",
            defaultValue = "all",
            description = "Attributes to keep; by default all.")
    private List<String> attributes;

    @Option(
            names = "--feature-id",
            paramLabel = "COL",
            description = "Column that orders features, and becomes their id when it holds integers; by default id.")
    private String featureId;

    @Option(
            names = "--profile",
            paramLabel = "web|keep-all",
            defaultValue = "web",
            description =
                    "Defaults of the options below; web: what a map needs; keep-all: every feature at every zoom.")
    private String profile;

    @Option(
            names = "--simplify",
            paramLabel = "1px",
            description = "Step of the lattice to which vertices are rounded; by default 1px.")
    private String simplify;

    @Option(
            names = "--min-area",
            paramLabel = "1px2",
            description = "Polygons of less area are tiny at that zoom; by default 1px2, with keep-all 0.")
    private String minArea;

    @Option(
            names = "--tiny",
            paramLabel = "accumulate|drop|keep",
            description = "What tiny polygons become: squares that stand for several, nothing, or a square each.")
    private TinyRule tiny;

    @Option(
            names = "--tile-bytes",
            paramLabel = "N|none",
            description = "Limit for a tile; by default 500000, with keep-all none.")
    private String tileBytes;

    @Option(
            names = "--drop",
            paramLabel = "densest|smallest|none",
            description = "What a tile beyond the limit loses; by default densest, with keep-all none.")
    private DropRule drop;

    @Option(names = "--buffer", paramLabel = "8px", description = "Margin around a tile; by default 8px.")
    private String buffer;

    @Option(
            names = "--extent",
            paramLabel = "4096",
            description = "Units along a tile's side, a power of two; by default 4096.")
    private Integer extent;

    @Mixin
    private TileEncodingOptions encodingOptions;

    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the archive; by default that of the file.")
    private String name;

    @Option(names = "--attribution", paramLabel = "TEXT", defaultValue = "", description = "Whom a map credits.")
    private String attribution;

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What the tiles show.")
    private String description;

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
            names = "--bbox",
            paramLabel = "W,S,E,N",
            description = "Only zones whose bounding box touches this one, in the zones' CRS.")
    private String box;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Only the first N zones, with --bbox of those that it takes.")
    private Long limit;

    @Option(
            names = "--on-bad-zone",
            paramLabel = "skip|fail",
            defaultValue = "skip",
            description =
                    "What a zone does whose geometry is invalid or too large; by default it is counted and left out.")
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
        TilingRequest request = request();
        List<Path> files = new ArrayList<>(List.of(Path.of(zones), out));
        request.joins().forEach(join -> files.add(join.file()));
        try (RunContext context = runOptions.context("tile", files.toArray(Path[]::new));
                TilingFileJob job = TilingFileJob.plan(request, context)) {
            PrintWriter print = spec.commandLine().getOut();
            job.description().forEach(print::println);
            if (!dryRun) {
                run(job, context);
                runOptions.publish(context.report(), print);
            }
        }
        return ExitCode.DONE.code();
    }

    private void run(TilingFileJob job, RunContext context) throws IOException {
        JobReport report = context.report();
        Optional<TilingSummary> summary = job.run(context);
        if (summary.isEmpty()) {
            report.fact("skipped", "the output is up to date");
            return;
        }
        TileReport.tell(summary.get(), report);
        report.output(out);
    }

    private TilingRequest request() {
        return new TilingRequest(
                zones,
                joins.stream().map(JoinSpec::parse).toList(),
                Optional.ofNullable(joinKey),
                out,
                options(),
                new ArchiveTitle(name == null ? out.getFileName().toString() : name, attribution, description),
                Optional.ofNullable(geometryColumn),
                Optional.ofNullable(zonesCrs),
                overwrite ? Overwrite.ANYTHING : Overwrite.OWN_OUTPUTS,
                ifValid);
    }

    private TilingOptions options() {
        LayerSpec polygons = LayerSpec.parse(layer);
        TilingOptions.Builder options = TilingOptions.of(profile())
                .polygons(polygons)
                .badZones(badZones)
                .compression(encodingOptions.encoder(), encodingOptions.level());
        chooseCentroids(options, polygons);
        if (!attributes.equals(List.of("all"))) {
            options.attributes(attributes);
        }
        Optional.ofNullable(featureId).ifPresent(options::featureId);
        Optional.ofNullable(simplify).ifPresent(text -> options.simplifyPixels(pixels("--simplify", text)));
        Optional.ofNullable(minArea)
                .ifPresent(text -> options.minAreaPixels2(Measure.parse("--min-area", text, "px2")));
        Optional.ofNullable(tiny).ifPresent(options::tiny);
        Optional.ofNullable(tileBytes).ifPresent(text -> limitTiles(options, text));
        Optional.ofNullable(drop).ifPresent(options::drop);
        Optional.ofNullable(buffer).ifPresent(text -> options.bufferPixels(pixels("--buffer", text)));
        Optional.ofNullable(extent).ifPresent(options::extent);
        Optional.ofNullable(box).ifPresent(text -> options.box(Box.parse(text)));
        Optional.ofNullable(limit).ifPresent(options::limit);
        return options.build();
    }

    private Profile profile() {
        return switch (profile) {
            case "web" -> Profile.WEB;
            case "keep-all" -> Profile.KEEP_ALL;
            default ->
                throw new ConfigurationException(
                        "Cannot use profile \"" + profile + "\": --profile is web or keep-all.");
        };
    }

    private void chooseCentroids(TilingOptions.Builder options, LayerSpec polygons) {
        if (NONE.equals(centroids)) {
            options.withoutCentroids();
        } else if (centroids == null || !centroids.contains(":")) {
            options.centroids(
                    new LayerSpec(centroids == null ? "centroids" : centroids, polygons.minZoom(), polygons.maxZoom()));
        } else {
            options.centroids(LayerSpec.parse(centroids));
        }
    }

    private static void limitTiles(TilingOptions.Builder options, String text) {
        if (text.equals(NONE)) {
            options.withoutTileLimit();
            return;
        }
        try {
            options.tileBytes(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Cannot read \"" + text + "\": --tile-bytes takes a number of bytes, or none.", e);
        }
    }

    private static double pixels(String option, String text) {
        return Measure.parse(option, text, "px");
    }
}
