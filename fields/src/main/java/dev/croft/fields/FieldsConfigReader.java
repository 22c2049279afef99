package dev.croft.fields;

import dev.croft.core.config.YamlSection;
import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.Problems;
import dev.croft.core.raster.NoData;
import dev.croft.store.ObjectStores;
import dev.croft.store.StoreOptions;
import dev.croft.tiling.ArchiveTitle;
import dev.croft.tiling.LayerSpec;
import dev.croft.tiling.TilingOptions;
import dev.croft.tiling.TilingOptions.Profile;
import dev.croft.tiling.attribute.JoinSpec;
import dev.croft.view.Legend;
import dev.croft.view.LegendFile;
import dev.croft.zonal.ZonalOptions;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import dev.croft.zonal.statistics.TieRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@link FieldsConfig}, and gathers what is wrong with it. */
final class FieldsConfigReader {
    private static final int DEFAULT_TOGETHER = 4;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");
    private static final Pattern USER_INFO = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/+[^/?#]*@");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Path file;
    private final Path folder;
    private final Problems problems = new Problems();

    FieldsConfigReader(Path file) {
        this.file = file;
        this.folder = file.toAbsolutePath().normalize().getParent();
    }

    FieldsConfig read() throws IOException {
        if (Files.isDirectory(file)) {
            throw new ConfigurationException("Cannot read " + file + ": it is a folder. Name the file in it, such as "
                    + file.resolve("fields.yml") + ".");
        }
        YamlSection top = YamlSection.read(file, problems);
        top.requireKnown(List.of(
                "name",
                "folder",
                "polygons",
                "attributes",
                "expected_rows",
                "years",
                "raster",
                "zonal",
                "tiles",
                "publish",
                "clean"));
        String name = top.parsed("name", FieldsConfigReader::name).orElse("us");
        Path root = top.parsed("folder", FieldsConfigReader::present)
                .map(folder::resolve)
                .orElse(folder)
                .normalize();
        Optional<String> polygons = top.text("polygons")
                .map(text -> folder.resolve(text).normalize().toString());
        if (polygons.isEmpty()) {
            top.refuseAbsent("polygons");
        }
        List<Integer> years = years(top);
        Optional<YamlSection> raster = top.section("raster");
        if (raster.isEmpty()) {
            top.refuseAbsent("raster");
        }
        Map<Integer, RasterLocation> rasters =
                raster.map(section -> rasters(section, years)).orElse(Map.of());
        Optional<Legend> classes = raster.isEmpty() ? Optional.empty() : classes(raster.get());
        List<JoinSpec> attributes = top.oneOrMore("attributes").orElse(List.of()).stream()
                .map(this::join)
                .toList();
        OptionalLong rows = count(top, "expected_rows");
        Optional<YamlSection> zonal = top.section("zonal");
        Optional<YamlSection> tiles = top.section("tiles");
        ZonalOptions zonalOptions = zonal.map(this::zonal).orElse(ZonalOptions.defaults());
        List<String> columns =
                zonal.flatMap(section -> listed(section, "tile_columns")).orElse(List.of());
        int together = (int) zonal.map(section -> count(section, "together"))
                .orElse(OptionalLong.empty())
                .orElse(DEFAULT_TOGETHER);
        TilingOptions tilingOptions = tiles.map(section -> tiles(section, zonalOptions))
                .orElseGet(() ->
                        withId(TilingOptions.of(Profile.WEB), zonalOptions).build());
        ArchiveTitle title = tiles.map(FieldsConfigReader::title).orElse(new ArchiveTitle("", "", ""));
        Optional<FieldsConfig.Publication> publication = top.section("publish").flatMap(this::publication);
        boolean cleans = flag(top, "clean").orElse(true);
        problems.throwIfAny();
        return new FieldsConfig(
                new FieldsLayout(root, name),
                polygons.orElseThrow(),
                attributes,
                rows,
                years,
                rasters,
                classes,
                zonalOptions,
                columns,
                together,
                tilingOptions,
                title,
                publication,
                cleans);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new ConfigurationException(
                    "\"" + text + "\" goes into the names of files, expected letters, digits, _ and -");
        }
        return text;
    }

    private List<Integer> years(YamlSection top) {
        Optional<List<String>> years = listed(top, "years");
        if (years.isEmpty()) {
            if (!top.has("years")) {
                top.refuseAbsent("years");
            }
            return List.of();
        }
        if (years.get().isEmpty()) {
            top.note("years", "it names no year");
        }
        try {
            return YearList.parse(years.get());
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> top.note("years", problem));
            return List.of();
        }
    }

    private Map<Integer, RasterLocation> rasters(YamlSection section, List<Integer> years) {
        section.requireKnown(List.of("source", "years", "sha256", "classes"));
        Optional<String> pattern = section.parsed("source", FieldsConfigReader::source);
        Map<Integer, String> special = byYear(section, "years");
        Map<Integer, String> digests = byYear(section, "sha256");
        digests.forEach((year, digest) -> {
            if (!SHA256.matcher(digest).matches()) {
                section.note("sha256", "that of " + year + " is no SHA-256 of 64 hexadecimal digits");
            }
        });
        special.forEach((year, text) -> requireAddress(section, year, text));
        Map<Integer, RasterLocation> rasters = new TreeMap<>();
        List<Integer> without = new ArrayList<>();
        for (int year : years) {
            Optional<String> text = Optional.ofNullable(special.get(year)).or(() -> pattern);
            Optional<String> digest = Optional.ofNullable(digests.get(year)).map(hex -> hex.toLowerCase(Locale.ROOT));
            text.ifPresentOrElse(
                    found -> rasters.put(year, RasterLocation.of(found, year, folder, digest)),
                    () -> without.add(year));
        }
        if (!without.isEmpty() && !section.has("source")) {
            section.refuseAbsent("source: a path or URL with " + RasterLocation.YEAR
                    + " in it, or years: { 2019: path } for " + without);
        }
        return rasters;
    }

    private Optional<Legend> classes(YamlSection raster) throws IOException {
        Optional<String> named = raster.text("classes");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LegendFile.named(named.get(), folder));
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> raster.note("classes", problem));
            return Optional.empty();
        }
    }

    private static void requireAddress(YamlSection section, int year, String text) {
        try {
            requireAddress(text);
        } catch (ConfigurationException | IllegalArgumentException e) {
            section.note("years", "that of " + year + " is no address: " + e.getMessage());
        }
    }

    /** Accepts paths, too. Repeats no text that may hold a password. */
    private static void requireAddress(String text) {
        if (USER_INFO.matcher(text).lookingAt()) {
            throw new ConfigurationException("put no passwords in URLs: it names a user before the @");
        }
        if (!RasterLocation.isUrl(text)) {
            if (SCHEME.matcher(text).lookingAt()) {
                throw new ConfigurationException(
                        "\"" + text + "\" is neither a path nor an address that begins with http:// or https://");
            }
        } else if (URI.create(text).getHost() == null) {
            throw new ConfigurationException("\"" + text + "\" names no server");
        }
    }

    private static String source(String text) {
        if (!text.contains(RasterLocation.YEAR)) {
            throw new ConfigurationException(
                    "\"" + text + "\" is the same for all years, expected " + RasterLocation.YEAR + " in it");
        }
        requireAddress(text.replace(RasterLocation.YEAR, "2000"));
        return text;
    }

    private Map<Integer, String> byYear(YamlSection section, String key) {
        Map<Integer, String> values = new TreeMap<>();
        section.section(key).ifPresent(entries -> {
            for (String year : entries.keys()) {
                if (year.matches("\\d{4}")) {
                    entries.text(year).ifPresent(value -> values.put(Integer.valueOf(year), value));
                } else {
                    entries.note(year, "a year of four digits is expected");
                }
            }
        });
        return values;
    }

    private JoinSpec join(String text) {
        JoinSpec join = JoinSpec.parse(text);
        return new JoinSpec(folder.resolve(join.file()).normalize(), join.columns());
    }

    private ZonalOptions zonal(YamlSection section) {
        section.requireKnown(List.of("id", "statistics", "nodata", "ties", "pixels", "tile_columns", "together"));
        ZonalOptions options = ZonalOptions.defaults();
        Optional<List<String>> statistics = listed(section, "statistics");
        if (statistics.isPresent()) {
            options = options.withStatistics(statistics(section, statistics.get()));
        }
        Optional<List<String>> noData = listed(section, "nodata");
        if (noData.isPresent()) {
            options = options.withNoData(noData.get().stream()
                    .flatMap(text -> noData(section, text).stream())
                    .toList());
        }
        options = section.text("id").map(options::withId).orElse(options);
        options = section.parsed("ties", text -> choice(TieRule.class, text))
                .map(options::withTies)
                .orElse(options);
        return section.parsed("pixels", text -> choice(PixelRule.class, text))
                .map(options::withPixels)
                .orElse(options);
    }

    private static List<Statistic> statistics(YamlSection section, List<String> names) {
        Problems found = new Problems();
        List<Statistic> parsed = Statistic.parse(names, found);
        try {
            found.throwIfAny();
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> section.note("statistics", problem));
        }
        return parsed;
    }

    private static Optional<NoData> noData(YamlSection section, String text) {
        try {
            return Optional.of(new NoData(text));
        } catch (IllegalArgumentException e) {
            section.note("nodata", e.getMessage());
            return Optional.empty();
        }
    }

    /** Names as the command line takes them. */
    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return value;
            }
        }
        List<String> names = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            names.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        throw new ConfigurationException("\"" + text + "\" is none of " + String.join(", ", names));
    }

    private TilingOptions tiles(YamlSection section, ZonalOptions zonal) {
        section.requireKnown(List.of(
                "profile",
                "layer",
                "centroids",
                "attributes",
                "simplify_px",
                "min_area_px2",
                "tile_bytes",
                "title",
                "attribution",
                "description"));
        Profile profile =
                section.parsed("profile", text -> choice(Profile.class, text)).orElse(Profile.WEB);
        TilingOptions.Builder options = withId(TilingOptions.of(profile), zonal);
        section.parsed("layer", LayerSpec::parse).ifPresent(layer -> options.polygons(layer)
                .centroids(new LayerSpec("centroids", layer.minZoom(), layer.maxZoom())));
        Optional<String> centroids = section.text("centroids");
        if (centroids.filter("none"::equals).isPresent()) {
            options.withoutCentroids();
        } else {
            section.parsed("centroids", LayerSpec::parse).ifPresent(options::centroids);
        }
        listed(section, "attributes").ifPresent(options::attributes);
        section.parsed("simplify_px", FieldsConfigReader::size).ifPresent(options::simplifyPixels);
        section.parsed("min_area_px2", FieldsConfigReader::size).ifPresent(options::minAreaPixels2);
        count(section, "tile_bytes").ifPresent(options::tileBytes);
        try {
            return options.build();
        } catch (ConfigurationException e) {
            e.problems().forEach(section::note);
            return withId(TilingOptions.of(profile), zonal).build();
        }
    }

    /** The zones' id identifies the features, too. */
    private static TilingOptions.Builder withId(TilingOptions.Builder options, ZonalOptions zonal) {
        zonal.idColumn().ifPresent(options::featureId);
        return options;
    }

    private static ArchiveTitle title(YamlSection section) {
        return new ArchiveTitle(
                section.text("title").orElse(""),
                section.text("attribution").orElse(""),
                section.text("description").orElse(""));
    }

    private Optional<FieldsConfig.Publication> publication(YamlSection section) {
        section.requireKnown(List.of("to", "endpoint_url", "region", "profile"));
        Optional<String> location = section.parsed("to", this::location);
        if (!section.has("to")) {
            section.refuseAbsent("to: s3://bucket/prefix, or a folder");
        }
        StoreOptions defaults = StoreOptions.defaults();
        StoreOptions options =
                section.parsed("endpoint_url", defaults::withEndpointUrl).orElse(defaults);
        options = section.parsed("region", FieldsConfigReader::present)
                .map(options::withRegion)
                .orElse(options);
        options = section.parsed("profile", FieldsConfigReader::present)
                .map(options::withProfile)
                .orElse(options);
        return publication(location, options);
    }

    private static Optional<FieldsConfig.Publication> publication(Optional<String> location, StoreOptions options) {
        return location.map(found -> new FieldsConfig.Publication(found, options));
    }

    /** A bucket as it is written, or a folder as seen from that of the file. */
    private String location(String text) {
        return ObjectStores.folderOf(text)
                .map(path -> folder.resolve(path).normalize().toString())
                .orElse(text);
    }

    private static String present(String text) {
        if (text.isBlank()) {
            throw new ConfigurationException("it is empty, expected a name; leave the key out for the default");
        }
        return text;
    }

    private static double size(String text) {
        double size = Double.parseDouble(text);
        if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
            throw new ConfigurationException("\"" + text + "\" is no number from 0");
        }
        return size;
    }

    /** A list, or one text that is split at commas like an option of the command line. */
    private static Optional<List<String>> listed(YamlSection section, String key) {
        Optional<List<String>> written = section.oneOrMore(key);
        if (written.isEmpty() || written.get().size() != 1) {
            return written;
        }
        List<String> values = Arrays.stream(written.get().get(0).split(",", -1))
                .map(String::strip)
                .toList();
        if (values.contains("")) {
            section.note(key, "a value in it is empty");
        }
        return Optional.of(values);
    }

    private static OptionalLong count(YamlSection section, String key) {
        Optional<Long> count = section.parsed(key, text -> {
            if (!text.replace("_", "").matches("[1-9]\\d{0,17}")) {
                throw new ConfigurationException("\"" + text + "\" is no whole number from 1");
            }
            return Long.valueOf(text.replace("_", ""));
        });
        return count.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Optional<Boolean> flag(YamlSection section, String key) {
        return section.parsed(key, text -> {
            if (!text.matches("(?i)true|false")) {
                throw new ConfigurationException("\"" + text + "\" is neither true nor false");
            }
            return Boolean.valueOf(text);
        });
    }
}
