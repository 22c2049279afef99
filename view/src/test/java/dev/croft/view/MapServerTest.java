package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapServerTest {
    private static final String TILES = "/tiles/fields_us_2024_full.pmtiles";

    @TempDir
    private static Path folder;

    private static RunContext context;
    private static SampleYears sample;
    private static MapServer server;
    private static String content;

    @BeforeAll
    static void serve() throws IOException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to serve");
        context = RunContext.named("test").build();
        sample = SampleYears.in(folder, 60);
        content = Files.readString(sample.archive(SampleYears.LAST), StandardCharsets.ISO_8859_1);
        server = MapServer.start(
                MapSite.ofArchive(sample.archive(SampleYears.LAST), PageChoices.USUAL), OptionalInt.of(0), context);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            context.close();
        }
    }

    @Test
    void wholeFilesComeWithLengthTypeAndValidator() throws IOException {
        RawHttp answer = get(TILES);
        assertEquals(200, answer.status());
        assertEquals(content, answer.body());
        assertEquals("application/vnd.pmtiles", answer.header("content-type"));
        assertEquals(Integer.toString(content.length()), answer.header("content-length"));
        assertEquals("bytes", answer.header("accept-ranges"));
        assertTrue(answer.header("etag").matches("\"[^\"]+\""), answer.header("etag"));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-126, 0, 127", "bytes=100-, 100, -1", "bytes=-50, -50, -1", "bytes=5-999999999, 5, -1"})
    void rangesComeFromTheFile(String range, int first, int end) throws IOException {
        RawHttp answer = get(TILES, "Range: " + range);
        int from = first < 0 ? content.length() + first : first;
        int to = end < 0 ? content.length() : end;
        assertEquals(206, answer.status());
        assertEquals(content.substring(from, to), answer.body());
        assertEquals("bytes " + from + "-" + (to - 1) + "/" + content.length(), answer.header("content-range"));
        assertEquals(Integer.toString(to - from), answer.header("content-length"));
    }

    @Test
    void indexOfPlacesIsMadeWhenItIsAskedFor() throws IOException {
        RawHttp header = get(TILES + ".places", "Range: bytes=0-7");
        assertEquals(206, header.status());
        assertEquals("croftpl1", header.body());
        assertTrue(header.header("content-range").endsWith("/" + (8 + 4 * 4096 + 14 * 60)));
        assertTrue(get("/web/manifest.json").body().contains("\".." + TILES + ".places\""));
        assertEquals(404, get("/tiles/other.pmtiles.places").status());
    }

    @Test
    void indexOfPlacesIsMadeAnewForArchivesThatChanged(@TempDir Path other) throws IOException {
        Path copy = Files.copy(sample.archive(SampleYears.LAST), other.resolve("a.pmtiles"));
        try (MapServer own = MapServer.start(MapSite.ofArchive(copy, PageChoices.USUAL), OptionalInt.of(0), context)) {
            String path = "/tiles/a.pmtiles.places";
            RawHttp whole = RawHttp.request(own.address(), "GET", path);
            assertEquals(200, whole.status());
            assertEquals(
                    whole.header("etag"),
                    RawHttp.request(own.address(), "HEAD", path).header("etag"));
            Files.write(copy, new byte[200]);
            RawHttp damaged = RawHttp.request(own.address(), "GET", path);
            assertEquals(500, damaged.status());
            assertTrue(damaged.body().startsWith("Cannot"), damaged.body());
            Files.delete(copy);
            assertEquals(404, RawHttp.request(own.address(), "GET", path).status());
        }
    }

    @Test
    void rangesBehindTheEndAreRefused() throws IOException {
        RawHttp answer = get(TILES, "Range: bytes=" + content.length() + "-");
        assertEquals(416, answer.status());
        assertEquals("bytes */" + content.length(), answer.header("content-range"));
    }

    @Test
    void severalRangesAreAnsweredWithTheWhole() throws IOException {
        assertEquals(200, get(TILES, "Range: bytes=0-1,5-6").status());
    }

    @Test
    void headSaysWhatGetWouldSendAndIgnoresRanges() throws IOException {
        RawHttp answer = RawHttp.request(server.address(), "HEAD", TILES, "Range: bytes=0-1");
        assertEquals(200, answer.status());
        assertEquals(Integer.toString(content.length()), answer.header("content-length"));
        assertEquals("", answer.body());
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() throws IOException {
        String etag = get(TILES).header("etag");
        for (String known : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
            RawHttp answer = get(TILES, "If-None-Match: " + known);
            assertEquals(304, answer.status(), known);
            assertEquals("", answer.body());
            assertEquals(etag, answer.header("etag"));
        }
        assertEquals(200, get(TILES, "If-None-Match: \"other\"").status());
    }

    @Test
    void rangeOfAnotherVersionIsAnsweredWithTheWhole() throws IOException {
        String etag = get(TILES).header("etag");
        assertEquals(206, get(TILES, "Range: bytes=0-1", "If-Range: " + etag).status());
        assertEquals(200, get(TILES, "Range: bytes=0-1", "If-Range: \"other\"").status());
        assertEquals(
                200, get(TILES, "Range: bytes=0-1", "If-Range: W/" + etag).status(), "weak validators do not count");
    }

    @Test
    void changedFilesHaveAnotherValidatorAndMissingOnesAreNotFound(@TempDir Path other) throws IOException {
        Path copy = Files.copy(sample.archive(SampleYears.LAST), other.resolve("a b.pmtiles"));
        try (MapServer own = MapServer.start(MapSite.ofArchive(copy, PageChoices.USUAL), OptionalInt.of(0), context)) {
            String path = "/tiles/a%20b.pmtiles";
            String before = RawHttp.request(own.address(), "GET", path).header("etag");
            Files.setLastModifiedTime(copy, FileTime.fromMillis(1));
            String later = RawHttp.request(own.address(), "GET", path).header("etag");
            Files.write(copy, new byte[1], StandardOpenOption.APPEND);
            String longer = RawHttp.request(own.address(), "GET", path).header("etag");
            assertNotEquals(before, later);
            assertNotEquals(later, longer);
            Files.delete(copy);
            assertEquals(404, RawHttp.request(own.address(), "GET", path).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tiles/../web/index.html",
                "/tiles/../../fields.parquet",
                "/tiles/%2e%2e/%2e%2e/fields.parquet",
                "/tiles//fields_us_2024_full.pmtiles",
                "/tiles/fields_us_2023_full.pmtiles",
                "/tiles/",
                "/web/../tiles",
                "/etc/passwd",
                "//etc/passwd",
                "/web/view.json%00",
                "/nothing"
            })
    void nothingElseCanBeAskedFor(String path) throws IOException {
        assertEquals(404, get(path).status());
    }

    @Test
    void thePageHasAllItsParts() throws IOException {
        assertEquals("/web/", get("/").header("location"));
        RawHttp index = get("/web/");
        assertEquals(200, index.status());
        assertEquals("no-cache", index.header("cache-control"));
        assertTrue(index.header("content-security-policy").startsWith("default-src 'self'"));
        for (ViewPage.PageFile file : ViewPage.files()) {
            RawHttp answer = get("/web/" + file.name());
            assertEquals(200, answer.status(), file.name());
            assertEquals(file.isImmutable(), answer.header("cache-control").contains("immutable"), file.name());
        }
        assertTrue(get("/web/legend.json").body().contains("\"Winter Wheat\""));
        assertTrue(get("/web/manifest.json").body().contains("\"../tiles/fields_us_2024_full.pmtiles\""));
        assertTrue(get("/web/view.json").body().contains("\"majority\""));
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        RawHttp answer = RawHttp.request(server.address(), "POST", TILES, "Content-Length: 0");
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD", answer.header("allow"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9, 200",
        "127.0.0.1, 200",
        "[::1]:8420, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421"
    })
    void onlyLoopbackNamesAreAnswered(String host, int status) throws IOException {
        assertEquals(status, get("/web/", "Host: " + host).status());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', 400",
        "HTTP/1.1, 'Host: 127.0.0.1\r\nHost: evil.example\r\n', 400",
        "HTTP/1.1, 'Host: localhost\r\n', 200",
        "HTTP/1.0, '', 421"
    })
    void requestsNameOneHost(String version, String hosts, int status) throws IOException {
        String lines = hosts.replace("\\r\\n", "\r\n");
        String request = "GET /web/ " + version + "\r\n" + lines + "Connection: close\r\n\r\n";
        assertEquals(status, RawHttp.send(server.address(), request).status());
    }

    @ParameterizedTest
    @CsvSource({"http://localhost/web/, 200", "http://evil.example/web/, 421", "*, 404"})
    void theHostInTheRequestLineCounts(String target, int status) throws IOException {
        assertEquals(status, get(target).status());
    }

    @Test
    void addressesThatMeanTheSameAreTheSame() throws IOException {
        assertEquals(200, get("/tiles/f%69elds_us_2024_full.pmtile%73").status());
        assertEquals(200, get("/%77eb/").status());
        assertEquals(404, get("/web%2f").status(), "an escaped slash is part of a name");
        assertEquals("/web/", get("/web").header("location"));
        assertEquals(302, get("/web").status());
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match, ETAG, 200",
        "If-Match, *, 200",
        "If-Match, '\"a\", ETAG', 200",
        "If-Match, '\"a\"', 412",
        "If-Match, W/ETAG, 412",
        "If-None-Match, W/ETAG, 304",
        "If-None-Match, '\"a\", ETAG', 304",
        "If-None-Match, '\"a\"', 200",
        "If-Modified-Since, DATE, 304",
        "If-Modified-Since, 'Thu, 01 Jan 1970 00:00:00 GMT', 200",
        "If-Modified-Since, yesterday, 200",
        "If-Unmodified-Since, DATE, 200",
        "If-Unmodified-Since, 'Thu, 01 Jan 1970 00:00:00 GMT', 412"
    })
    void conditionsDecide(String header, String value, int status) throws IOException {
        RawHttp whole = get(TILES);
        String known = value.replace("ETAG", whole.header("etag")).replace("DATE", whole.header("last-modified"));
        assertEquals(status, get(TILES, header + ": " + known).status());
    }

    @Test
    void validatorsCountMoreThanDates() throws IOException {
        String date = get(TILES).header("last-modified");
        assertTrue(date.matches("\\w{3}, \\d{2} \\w{3} \\d{4} [\\d:]{8} GMT"), date);
        assertEquals(
                200,
                get(TILES, "If-None-Match: \"a\"", "If-Modified-Since: " + date).status());
        assertEquals(
                412,
                get(TILES, "If-Match: \"a\"", "If-Unmodified-Since: " + date).status());
    }

    @Test
    void portInUseIsARequestThatCannotBeMet() throws IOException {
        MapSite site = MapSite.ofArchive(sample.archive(SampleYears.LAST), PageChoices.USUAL);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConfigurationException failure = assertThrows(
                    ConfigurationException.class,
                    () -> MapServer.start(site, OptionalInt.of(other.getLocalPort()), context));
            assertTrue(failure.getMessage().contains("port " + other.getLocalPort()), failure.getMessage());
            assertTrue(failure.getMessage().contains("--port"), failure.getMessage());
        }
    }

    @Test
    void usualPortInUseIsReplacedByAFreeOne() throws IOException {
        MapSite site = MapSite.ofArchive(sample.archive(SampleYears.LAST), PageChoices.USUAL);
        try (MapServer one = MapServer.start(site, OptionalInt.empty(), context);
                MapServer other = MapServer.start(site, OptionalInt.empty(), context)) {
            assertNotEquals(one.address(), other.address());
            assertEquals(200, RawHttp.request(other.address(), "GET", "/web/").status());
        }
    }

    private static RawHttp get(String path, String... headers) throws IOException {
        return RawHttp.request(server.address(), "GET", path, headers);
    }
}
