package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.view.ViewPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code croft view}, and the pictures of {@code croft inspect}. */
class ViewCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

    @TempDir
    private static Path inputs;

    private static Path tiles;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeTiles() {
        CroftRun demo = CroftRun.of("demo", "--count", 50, "--out", inputs, "--progress", "off");
        assertEquals(0, demo.exitCode(), demo::err);
        tiles = inputs.resolve("fields.pmtiles");
        assertTrue(demo.out().stripTrailing().endsWith("./croft view " + tiles), demo.out());
    }

    @ParameterizedTest(name = "SIG{0}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void servesTheMapUntilItIsTold(String signal, int exitCode) throws IOException, InterruptedException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to serve");
        Path log = folder.resolve("log.txt");
        CroftProcess croft = new CroftProcess.Launch(List.of(), List.of("-Xmx256m"), log)
                .start(List.of("view", tiles.toString(), "--port", "0"));
        try {
            URI address = URI.create(awaitAddress(croft));
            assertEquals(200, status(address.resolve("/web/")));
            assertEquals(200, status(address.resolve("/tiles/fields.pmtiles")));
            assertEquals(exitCode, croft.stop(signal), croft::printed);
        } finally {
            croft.process().destroyForcibly();
        }
    }

    @Test
    void portInUseIsARequestThatCannotBeMet() throws IOException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to serve");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requireFailure(2, "--port", CroftRun.of("view", tiles, "--port", other.getLocalPort()));
        }
    }

    @Test
    void whatCannotBeShownIsRefusedInTheTerminal() throws IOException {
        Path cut = Files.copy(tiles, folder.resolve("cut.pmtiles"));
        try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        requireFailure(3, "cut.pmtiles", CroftRun.of("view", cut));
        requireFailure(2, "--class-attribute", CroftRun.of("view", tiles, "--class-attribute", "soil"));
        requireFailure(2, "no such file", CroftRun.of("view", folder.resolve("none.pmtiles")));
        requireFailure(2, "croft tile", CroftRun.of("view", inputs.resolve("fields.parquet")));
        requireFailure(2, "none.csv", CroftRun.of("view", tiles, "--classes", folder.resolve("none.csv")));
        Path list = Files.writeString(
                folder.resolve("years.json"), "{\"archives\":[{\"year\":2024,\"tiles\":\"../gone.pmtiles\"}]}");
        requireFailure(2, "gone.pmtiles", CroftRun.of("view", list));
    }

    @Test
    void inspectDrawsTilesAndRasters() throws IOException {
        Path png = folder.resolve("picture.png");
        requireSize(1024, png, CroftRun.of("inspect", tiles, "--png", png));
        requireSize(1024, png, CroftRun.of("inspect", tiles, "--bbox=-98.7,38.6,-98.6,38.65", "--png", png));
        requireSize(1024, png, CroftRun.of("inspect", tiles, "4/3/6", "--png", png));
        Path raster = folder.resolve("raster.png");
        CroftRun run = CroftRun.of("inspect", inputs.resolve("cdl.tif"), "--png", raster);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(ImageIO.read(raster.toFile()).getWidth() > 10);
        assertTrue(run.out().contains("the only band by its palette"), run.out());
        requireSize(1024, png, CroftRun.of("inspect", tiles, "--png", png, "--classes", "cdl"));
    }

    @Test
    void inspectDrawsColoursAsTheyAre() throws IOException {
        Path colours = Path.of(System.getProperty("croft.sharedData"), "resample/RGB.byte.tif");
        assumeTrue(Files.exists(colours), "there is no " + colours);
        Path png = folder.resolve("colours.png");
        CroftRun run = CroftRun.of("inspect", colours, "--png", png);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("bands 1, 2 and 3 as red, green and blue"), run.out());
        int middle = ImageIO.read(png.toFile()).getRGB(395, 359);
        assertTrue(((middle >> 16) & 0xff) != (middle & 0xff), Integer.toHexString(middle));
    }

    @Test
    void picturesThatCannotBeDrawnAreRefused() throws IOException {
        Path png = folder.resolve("picture.png");
        requireFailure(2, "no such tile", CroftRun.of("inspect", tiles, "14/0/0", "--png", png));
        requireFailure(2, "--bbox", CroftRun.of("inspect", tiles, "--png", png, "--bbox=1,2,3"));
        requireFailure(2, "--bbox", CroftRun.of("inspect", tiles, "4/3/6", "--png", png, "--bbox=1,2,3,4"));
        requireFailure(2, "--png", CroftRun.of("inspect", tiles, "--bbox=1,2,3,4"));
        requireFailure(
                2, "--class-attribute", CroftRun.of("inspect", tiles, "--png", png, "--class-attribute", "soil"));
        requireFailure(2, "is a table", CroftRun.of("inspect", inputs.resolve("fields.parquet"), "--png", png));
        Path somebodys = Files.writeString(folder.resolve("mine.png"), "mine");
        requireFailure(2, "mine.png", CroftRun.of("inspect", tiles, "--png", somebodys));
        assertEquals("mine", Files.readString(somebodys));
    }

    private static void requireSize(int width, Path png, CroftRun run) throws IOException {
        assertEquals(0, run.exitCode(), run::err);
        var picture = ImageIO.read(png.toFile());
        assertEquals(width, Math.max(picture.getWidth(), picture.getHeight()));
    }

    private static void requireFailure(int exitCode, String remedy, CroftRun run) {
        assertEquals(exitCode, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("Cannot"), run::err);
        assertTrue(run.err().contains(remedy), run::err);
    }

    /** The address, when the program has printed it. */
    private static String awaitAddress(CroftProcess croft) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            Matcher address = ADDRESS.matcher(croft.printed());
            if (address.find() && croft.printed().contains("Ctrl-C")) {
                return address.group();
            }
            // Waits for the end of the process, which does not come, for a moment.
            assertTrue(!croft.process().waitFor(50, TimeUnit.MILLISECONDS), croft::printed);
        }
        throw new AssertionError("no address: " + croft.printed());
    }

    private static int status(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
