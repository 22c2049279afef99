package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that begin and do not go on; the others must not notice. */
@Timeout(120)
class StalledClientsTest {
    private static final String TILES = "/tiles/fields_us_2024_full.pmtiles";
    private static final String HALF_A_LINE = "GET /web/ HTT";
    private static final String HALF_THE_HEADERS = "GET /web/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAcc";
    private static final String NO_BODY = "POST /web/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nabc";
    private static final String NOT_READ = "GET " + TILES + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private static final int LARGE_BYTES = 64 << 20;

    @TempDir
    private static Path folder;

    private static RunContext context;
    private static MapSite site;

    private final List<Socket> clients = new ArrayList<>();

    @BeforeAll
    static void make() throws IOException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to serve");
        context = RunContext.named("test").build();
        Path archive = SampleYears.in(folder, 20).archive(SampleYears.LAST);
        site = MapSite.ofArchive(archive, PageChoices.USUAL);
        // More than the buffers of a connection take, so that whoever does not read makes the server wait.
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(LARGE_BYTES);
        }
    }

    @AfterAll
    static void end() throws IOException {
        if (context != null) {
            context.close();
        }
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HALF_A_LINE, HALF_THE_HEADERS, NO_BODY, NOT_READ})
    void othersAreAnsweredMeanwhile(String begun) throws IOException {
        try (MapServer server = MapServer.start(site, OptionalInt.of(0), context, Duration.ofHours(1))) {
            stall(server, begun, MapServer.MOST_EXCHANGES - 1);
            assertEquals(200, RawHttp.request(server.address(), "GET", "/web/").status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HALF_A_LINE, HALF_THE_HEADERS, NO_BODY, NOT_READ})
    void thoseWhoHoldAllThreadsLoseThem(String begun) throws IOException {
        try (MapServer server = MapServer.start(site, OptionalInt.of(0), context, Duration.ofSeconds(1))) {
            stall(server, begun, MapServer.MOST_EXCHANGES);
            assertEquals(200, RawHttp.request(server.address(), "GET", "/web/").status());
        }
    }

    private void stall(MapServer server, String begun, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket client = connect(server);
            clients.add(client);
            client.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Socket connect(MapServer server) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(1 << 12);
        client.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort()));
        return client;
    }
}
