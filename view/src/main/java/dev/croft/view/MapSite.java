package dev.croft.view;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is served, by its address: the page in {@code /web/}, with settings, list of years and legend beside it, and the archives
 * in {@code /tiles/} with their indexes of places, as in a bucket. Nothing else can be asked for. Thread-safe.
 */
public final class MapSite {
    static final String PAGE = "/web/";
    private static final String TILES = "/tiles/";
    private static final String MANIFEST = "manifest.json";
    private static final String LEGEND = "legend.json";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String REVALIDATED = "no-cache";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8",
            "pmtiles", "application/vnd.pmtiles");
    private static final String BYTES = "application/octet-stream";

    private final Map<String, SiteFile> files = new LinkedHashMap<>();
    private final Map<String, ServedIndex> indexes = new LinkedHashMap<>();
    private final YearManifest manifest;
    private final Optional<String> basemapOrigin;

    /** What is served under an address. */
    record SiteFile(Content content, String contentType, String cacheControl) {}

    private MapSite(YearManifest manifest, Content legend, PageChoices choices) throws IOException {
        this.manifest = manifest;
        basemapOrigin = choices.basemap().map(MapSite::origin);
        for (ViewPage.PageFile file : ViewPage.files()) {
            put(PAGE + file.name(), new Content.InMemory(file.content()), file.isImmutable() ? IMMUTABLE : REVALIDATED);
        }
        files.put(PAGE, files.get(PAGE + "index.html"));
        Map<Path, YearManifest.Addresses> addresses = new LinkedHashMap<>();
        for (YearArchive archive : manifest.archives()) {
            addresses.computeIfAbsent(archive.file(), file -> putArchive(archive));
        }
        PageSettings settings = new PageSettings(
                MANIFEST,
                Optional.of(LEGEND),
                choices.classAttribute(),
                Optional.of(PageSettings.ID_ATTRIBUTE),
                choices.basemap());
        put(PAGE + PageSettings.FILE_NAME, new Content.InMemory(settings.json()), REVALIDATED);
        put(PAGE + MANIFEST, new Content.InMemory(manifest.json(addresses)), REVALIDATED);
        put(PAGE + LEGEND, legend, REVALIDATED);
    }

    /**
     * The map of one archive; several years when its fields have an attribute for each.
     *
     * @throws ConfigurationException when it cannot be shown: images, no such attribute
     * @throws InputDataException when it is damaged or cut
     */
    public static MapSite ofArchive(Path archive, PageChoices choices) throws IOException {
        List<YearArchive> years = ArchiveCheck.years(archive, choices.classAttribute());
        String name = archive.getFileName().toString().replaceFirst("\\.pmtiles$", "");
        return new MapSite(new YearManifest(name, years), legend(choices, Optional.empty(), years), choices);
    }

    /**
     * The map of archives of several years.
     *
     * @param legendFile their legend, where there is such a file
     */
    public static MapSite ofYears(String name, List<YearArchive> years, Optional<Path> legendFile, PageChoices choices)
            throws IOException {
        List<YearArchive> coloured = years.stream()
                .map(year -> year.withClassAttribute(choices.classAttribute()))
                .toList();
        return of(new YearManifest(name, coloured), legendFile, choices);
    }

    /**
     * The map of a list of years as the pipeline writes it, with the legend {@code legend_NAME.json} when it lies beside the list. A name
     * that leads elsewhere, such as {@code a/b}, has none.
     *
     * @throws ConfigurationException when archives are missing or cannot be shown
     * @throws InputDataException when the list or an archive is damaged
     */
    public static MapSite ofManifest(Path manifest, PageChoices choices) throws IOException {
        YearManifest years = YearManifest.read(manifest, choices.classAttribute());
        Path list = manifest.toAbsolutePath();
        Path legend = list.resolveSibling("legend_" + years.name() + ".json");
        boolean isBeside = list.getParent().equals(legend.getParent());
        return of(years, isBeside ? Optional.of(legend) : Optional.empty(), choices);
    }

    private static MapSite of(YearManifest years, Optional<Path> legendFile, PageChoices choices) throws IOException {
        for (YearArchive archive : years.archives()) {
            ArchiveCheck.requireAttribute(archive.file(), archive.classAttribute());
        }
        Content legend = legend(choices, legendFile.filter(Files::isRegularFile), years.archives());
        return new MapSite(years, legend, choices);
    }

    /** The legend that was chosen, or else the one beside the list of years, or else what the values tell. */
    private static Content legend(PageChoices choices, Optional<Path> file, List<YearArchive> archives)
            throws IOException {
        if (choices.legend().isPresent()) {
            return new Content.InMemory(choices.legend().get().json());
        }
        return file.isPresent()
                ? new Content.OnDisk(file.get())
                : new Content.InMemory(ArchiveCheck.legend(archives).json());
    }

    /** Archives in the order of their years. */
    public List<YearArchive> archives() {
        return manifest.archives();
    }

    /** @param path in the form of {@link SitePath} */
    Optional<SiteFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The index of places that an address stands for. */
    Optional<ServedIndex> findIndex(String path) {
        return Optional.ofNullable(indexes.get(path));
    }

    /** As an index of places is served. */
    static SiteFile fileOf(Content index) {
        return new SiteFile(index, BYTES, REVALIDATED);
    }

    /** Keeps a browser to this server, and the basemap's if there is one (W3C Content Security Policy 3). */
    String contentPolicy() {
        String others = basemapOrigin.map(origin -> " " + origin).orElse("");
        return "default-src 'self'; connect-src 'self'" + others + "; img-src 'self' data: blob:" + others
                + "; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; frame-ancestors 'self'";
    }

    private void put(String path, Content content, String cacheControl) {
        String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        files.put(path, new SiteFile(content, TYPES.getOrDefault(suffix, BYTES), cacheControl));
    }

    /** The archive's addresses as seen from the page. Archives of one name in several folders are told apart by a number. */
    private YearManifest.Addresses putArchive(YearArchive archive) {
        Path file = archive.file();
        String name = SitePath.segment(file.getFileName().toString());
        String place = name;
        for (int number = 2; files.containsKey(TILES + place); number++) {
            place = number + "/" + name;
        }
        files.put(TILES + place, new SiteFile(new Content.OnDisk(file), TYPES.get("pmtiles"), REVALIDATED));
        String index = TILES + place + PlaceIndex.SUFFIX;
        indexes.put(index, new ServedIndex(archive, PageSettings.ID_ATTRIBUTE, indexes.size() + PlaceIndex.SUFFIX));
        return new YearManifest.Addresses(".." + TILES + place, ".." + index);
    }

    private static String origin(String basemap) {
        try {
            URI address = new URI(basemap.replaceAll("[{}]", ""));
            boolean isTemplate = List.of("{z}", "{x}", "{y}").stream().allMatch(basemap::contains);
            if (isTemplate
                    && address.getHost() != null
                    && String.valueOf(address.getScheme()).matches("https?")) {
                return address.getScheme() + "://" + address.getAuthority();
            }
        } catch (URISyntaxException e) {
            throw new ConfigurationException(notTemplate(basemap), e);
        }
        throw new ConfigurationException(notTemplate(basemap));
    }

    private static String notTemplate(String basemap) {
        return "Cannot use the basemap " + basemap
                + ": --basemap takes the address of raster tiles with {z}, {x} and {y}, "
                + "such as https://tiles.example.org/{z}/{x}/{y}.png.";
    }
}
