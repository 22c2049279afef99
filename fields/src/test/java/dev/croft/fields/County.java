package dev.croft.fields;

import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.store.StoreOptions;
import dev.croft.store.StoreOptions.Patience;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import dev.croft.view.ViewPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small county whose rasters a server delivers as zips, years 2020 to 2022, and its pipeline in a folder. */
final class County {
    static final FieldsOptions FIELDS = FieldsOptions.of(600);
    static final String PATTERN = "/{year}_30m_cdls.zip";

    private static final int FIRST_YEAR = 2020;
    private static final Map<Integer, byte[]> RASTERS = new ConcurrentHashMap<>();

    private final Path root;
    private final RasterServer server;
    private String configuration;
    private Optional<Patience> patience = Optional.empty();

    County(Path root, RasterServer server) throws IOException {
        this.root = root;
        this.server = server;
        try (RunContext context = context()) {
            Path made = Files.createTempDirectory(root, "made");
            FieldsDataset.generate(made, FIELDS, Overwrite.ANYTHING, context);
            Files.move(made.resolve(FieldsDataset.ZONES_FILE), root.resolve("fields.parquet"));
            delete(made);
        }
        for (int year = FIRST_YEAR; year <= 2022; year++) {
            server.put(path(year), zip(year));
        }
        configuration = String.join(
                "\n",
                "name: us",
                "polygons: fields.parquet",
                "years: [2020-2021]",
                "raster:",
                "  source: " + server.uri("/") + PATTERN.substring(1),
                "zonal:",
                "  tile_columns: [majority]",
                "tiles:",
                "  layer: fields:8-9",
                "  attribution: those who drew them",
                "publish:",
                "  to: bucket",
                "");
    }

    static String path(int year) {
        return PATTERN.replace("{year}", Integer.toString(year));
    }

    /** The raster of a year as it is delivered. */
    static byte[] zip(int year) {
        return RASTERS.computeIfAbsent(year, County::makeZip);
    }

    private static byte[] makeZip(int year) {
        try (RunContext context = context()) {
            Path folder = Files.createTempDirectory("county");
            Path raster = folder.resolve("r.tif");
            FieldsDataset.generateYear(raster, FIELDS, year - FIRST_YEAR, Overwrite.ANYTHING, context);
            byte[] zip = Zips.of(year + "_30m_cdls.tif", Files.readAllBytes(raster));
            delete(folder);
            return zip;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    static RunContext context() throws IOException {
        return RunContext.named("test").threads(2).build();
    }

    Path root() {
        return root;
    }

    RasterServer server() {
        return server;
    }

    FieldsLayout layout() {
        return new FieldsLayout(root, "us");
    }

    /** Changes {@code fields.yml}. */
    void change(String from, String to) {
        if (!configuration.contains(from)) {
            throw new IllegalArgumentException("no " + from + " in " + configuration);
        }
        configuration = configuration.replace(from, to);
    }

    void append(String lines) {
        configuration += lines + "\n";
    }

    Path configurationFile() throws IOException {
        return Files.writeString(root.resolve("fields.yml"), configuration);
    }

    /** Bears with a store for another time than users do. */
    void setPatience(Patience newPatience) {
        patience = Optional.of(newPatience);
    }

    FieldsConfig config() throws IOException {
        FieldsConfig read = FieldsConfig.load(configurationFile());
        return new FieldsConfig(
                read.layout(),
                read.polygons(),
                read.attributes(),
                read.expectedRows(),
                read.years(),
                read.rasters(),
                read.classes(),
                read.zonal(),
                read.zonalColumns(),
                read.together(),
                read.tiles(),
                read.title(),
                read.publication().map(this::patient),
                read.removesDownloads());
    }

    private FieldsConfig.Publication patient(FieldsConfig.Publication publication) {
        StoreOptions options = publication.options();
        return new FieldsConfig.Publication(
                publication.location(), patience.map(options::withPatience).orElse(options));
    }

    /** Runs years, all if none is given, one after the other. */
    List<YearOutcome> run(Integer... years) throws IOException {
        return runSideBySide(1, years);
    }

    List<YearOutcome> runSideBySide(int parallel, Integer... years) throws IOException {
        try (RunContext context = context();
                FieldsJob job = FieldsJob.of(config(), List.of(years))) {
            return job.run(context, Step.CLEAN, parallel, line -> {});
        }
    }

    /** The steps that a run does, by year; fails when one fails. */
    Map<Integer, Set<Step>> steps(Integer... years) throws IOException {
        Map<Integer, Set<Step>> steps = new TreeMap<>();
        for (YearOutcome outcome : run(years)) {
            outcome.failure().ifPresent(failure -> {
                throw new AssertionError(outcome.year() + " failed", failure);
            });
            steps.put(outcome.year(), new TreeSet<>(outcome.seconds().keySet()));
        }
        return steps;
    }

    /** The steps that a plan names, by year. */
    Map<Integer, Set<Step>> planned(Integer... years) throws IOException {
        Map<Integer, Set<Step>> steps = new TreeMap<>();
        for (YearPlan plan : plans(years)) {
            steps.put(
                    plan.year(),
                    plan.steps().stream()
                            .filter(StepPlan::runs)
                            .map(StepPlan::step)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return steps;
    }

    List<YearPlan> plans(Integer... years) throws IOException {
        try (RunContext context = context();
                FieldsJob job = FieldsJob.of(config(), List.of(years))) {
            return job.plan(context);
        }
    }

    String log(int year) throws IOException {
        return Files.readString(layout().log(year));
    }

    /** Tables and archives of all years, here and as published, by path. */
    Map<String, byte[]> results() throws IOException {
        Map<String, byte[]> results = new TreeMap<>();
        for (String path : files()) {
            if (path.endsWith(".parquet") || path.endsWith(".pmtiles")) {
                results.put(path, Files.readAllBytes(root.resolve(path)));
            }
        }
        return results;
    }

    /** Paths of all files, hidden ones too, but logs. */
    List<String> files() throws IOException {
        List<String> paths = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(path -> !path.startsWith("logs/year_") && !path.startsWith("logs/events_"))
                    .filter(path -> !path.endsWith(".lock"))
                    .sorted()
                    .forEach(paths::add);
        }
        return paths;
    }

    /** These files of the bucket and those of the page with the map, in order; a build without npm has no page. */
    static List<String> withPage(String... files) throws IOException {
        List<String> all = new ArrayList<>(List.of(files));
        if (ViewPage.isBuilt()) {
            ViewPage.files().forEach(file -> all.add("bucket/web/" + file.name()));
            all.addAll(List.of("bucket/web/view.json", "bucket/web/legend_us.json"));
        }
        return all.stream().sorted().toList();
    }
}
