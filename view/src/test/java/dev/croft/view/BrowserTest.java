package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.croft.core.run.RunContext;
import dev.croft.view.Legend.LegendClass;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Chromium: {@code browser.mjs} drives it, this test knows what must be seen. */
class BrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path WEB = Path.of("target", "web");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIELD_COUNT = 400;

    /** So few that the largest of all fields is not among them. */
    private static final int FEWER = 5;

    /** The table has the area of the outline before its corners moved to the lattice of the tiles, and the legend rounds to 3 digits. */
    private static final double AREA_TOLERANCE = 0.02;

    private static final int COLOUR_TOLERANCE = 2;

    private static final int BASEMAP_RGB = 0x3366cc;

    @TempDir
    private Path folder;

    /** A point inside a field. */
    private record Place(long id, double longitude, double latitude) {}

    @Test
    void pageShowsWhatTheTableSays() throws IOException, InterruptedException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to look at");
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM + "; apt-get install chromium");
        assumeTrue(Files.isDirectory(WEB.resolve("node_modules/playwright-core")), "there is no playwright-core");
        SampleYears sample = SampleYears.in(folder, FIELD_COUNT);
        Path cut = Files.copy(sample.archive(SampleYears.LAST), folder.resolve("cut.pmtiles"));
        Path gone = Files.copy(sample.archive(SampleYears.LAST), folder.resolve("gone.pmtiles"));
        OptionalInt anyPort = OptionalInt.of(0);
        HttpServer tiles = oneColour(BASEMAP_RGB);
        PageChoices overTiles = new PageChoices(
                PageChoices.USUAL.classAttribute(),
                Optional.empty(),
                Optional.of("http://127.0.0.1:" + tiles.getAddress().getPort() + "/{z}/{x}/{y}.png"));
        try (RunContext context = RunContext.named("test").build();
                MapServer server =
                        MapServer.start(MapSite.ofManifest(sample.manifest(), PageChoices.USUAL), anyPort, context);
                MapServer ofCut = MapServer.start(MapSite.ofArchive(cut, PageChoices.USUAL), anyPort, context);
                MapServer overBasemap = MapServer.start(
                        MapSite.ofArchive(sample.archive(SampleYears.LAST), overTiles), anyPort, context);
                MapServer ofGone = MapServer.start(MapSite.ofArchive(gone, PageChoices.USUAL), anyPort, context);
                MapServer ofTextIds = MapServer.start(together("id"), anyPort, context);
                MapServer ofTextIdsByYear = MapServer.start(textIdsByYear(), anyPort, context);
                MapServer ofLargeIds = MapServer.start(together(TextIdFields.LARGE_NUMBER), anyPort, context)) {
            try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 1000);
            }
            Files.delete(gone);
            ObjectNode job = job(sample).put("address", server.address());
            job.put("archive", path(sample.archive(SampleYears.LAST)));
            job.put(
                    "fewer",
                    path(SampleYears.in(Files.createDirectory(folder.resolve("fewer")), FEWER)
                            .archive(SampleYears.FIRST)));
            job.put("truncated", ofCut.address()).put("missing", ofGone.address());
            job.putObject("basemap")
                    .put("address", overBasemap.address())
                    .put("color", String.format("#%06x", BASEMAP_RGB));
            ObjectNode marks = job.putObject("marks").put("textIds", ofTextIds.address());
            marks.put("textIdsByYear", ofTextIdsByYear.address());
            marks.put("largeIds", ofLargeIds.address()).put("color", "#0b1f3a");
            marks.put("lon", TextIdFields.LONGITUDE).put("lat", TextIdFields.LATITUDE);
            marks.put("id", TextIdFields.IDS.get(0)).put("number", TextIdFields.FIRST_NUMBER);
            for (JsonNode pixel : drive(job)) {
                requireColour(pixel);
            }
        } finally {
            tiles.stop(0);
        }
    }

    /** An archive for each of two years. */
    private MapSite textIdsByYear() throws IOException {
        List<YearArchive> years = List.of(
                new YearArchive(SampleYears.FIRST, TextIdFields.tile(folder, "text-first", "id")),
                new YearArchive(SampleYears.LAST, TextIdFields.tile(folder, "text-last", "id")));
        PageChoices choices = new PageChoices(TextIdFields.CLASSES.get(1), Optional.empty(), Optional.empty());
        return MapSite.ofYears("marks", years, Optional.empty(), choices);
    }

    /** One archive with an attribute for each of two years. */
    private MapSite together(String featureId) throws IOException {
        return MapSite.ofArchive(TextIdFields.tile(folder, "by-" + featureId, featureId), PageChoices.USUAL);
    }

    /** Somebody else's map tiles, as far as a page is concerned: all alike. */
    private static HttpServer oneColour(int rgb) throws IOException {
        BufferedImage tile = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256 * 256; i++) {
            tile.setRGB(i % 256, i / 256, rgb);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(tile, "png", png);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(200, png.size());
            exchange.getResponseBody().write(png.toByteArray());
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String path(Path file) {
        return file.toAbsolutePath().toString();
    }

    private ObjectNode job(SampleYears sample) throws IOException {
        Path screenshots = Files.createDirectories(Path.of("target", "screenshots"));
        ObjectNode job = JSON.createObjectNode()
                .put("chromium", CHROMIUM.toString())
                .put("profile", folder.resolve("profile").toString())
                .put("screenshots", screenshots.toAbsolutePath().toString())
                .put("fieldCount", FIELD_COUNT)
                .put("areaTolerance", AREA_TOLERANCE);
        areas(sample).forEach(job.putObject("areas")::put);
        Place place = largest(sample);
        ObjectNode field = job.putObject("field").put("id", place.id());
        field.put("lon", place.longitude()).put("lat", place.latitude());
        describe(field.putObject("first"), SampleYears.crop(place.id(), SampleYears.FIRST));
        describe(field.putObject("last"), SampleYears.crop(place.id(), SampleYears.LAST));
        job.putObject("outside").put("lon", place.longitude()).put("lat", place.latitude() + 1);
        job.putObject("ground").put("light", "#f3f1ec").put("dark", "#14171b");
        return job;
    }

    private static void describe(ObjectNode target, int crop) {
        LegendClass known = Legend.cdl().find(Integer.toString(crop)).orElseThrow();
        target.put("name", known.name()).put("color", known.color());
    }

    private static Map<String, Double> areas(SampleYears sample) {
        Map<String, Double> areas = new TreeMap<>();
        sample.hectares().forEach((id, hectares) -> {
            String crop = Integer.toString(SampleYears.crop(id, SampleYears.LAST));
            areas.merge(Legend.cdl().find(crop).orElseThrow().name(), hectares, Double::sum);
        });
        return areas;
    }

    /** The point inside the largest field that has a crop in both years. */
    private static Place largest(SampleYears sample) throws IOException {
        long id = sample.hectares().entrySet().stream()
                .filter(field -> SampleYears.crop(field.getKey(), SampleYears.FIRST) != 0)
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        SampleYears.Place centroid =
                SampleYears.centroids(sample.archive(SampleYears.LAST)).get(id);
        return new Place(id, centroid.longitude(), centroid.latitude());
    }

    private JsonNode drive(ObjectNode job) throws IOException, InterruptedException {
        Path told = Files.writeString(folder.resolve("job.json"), job.toString());
        Path out = folder.resolve("out.json");
        Path err = folder.resolve("err.txt");
        Process node = new ProcessBuilder(
                        "node", WEB.resolve("test/browser.mjs").toString(), told.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(node.waitFor(300, TimeUnit.SECONDS), () -> "the browser is still busy: " + text(err));
        } finally {
            node.destroyForcibly();
        }
        assertEquals(0, node.exitValue(), () -> text(err));
        return JSON.readTree(Files.readString(out));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void requireColour(JsonNode pixel) throws IOException {
        Path file = Path.of(pixel.path("file").asText());
        BufferedImage image = ImageIO.read(file.toFile());
        int found = image.getRGB(pixel.path("x").asInt(), pixel.path("y").asInt()) & 0xffffff;
        int expected = Integer.parseInt(pixel.path("color").asText().substring(1), 16);
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = Math.abs((found >> shift & 0xff) - (expected >> shift & 0xff));
            assertTrue(
                    difference <= COLOUR_TOLERANCE,
                    () -> String.format("%s has #%06x in the middle, expected #%06x", file, found, expected));
        }
    }
}
