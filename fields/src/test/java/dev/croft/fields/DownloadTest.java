package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.Overwrite;
import dev.croft.core.run.RunContext;
import dev.croft.fields.RasterServer.Fault;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.FieldsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloadTest {
    private static final String PATH = "/2021_30m_cdls.zip";
    private static final Duration STALL = Duration.ofMillis(150);

    private static byte[] raster;
    private static byte[] zip;

    @TempDir
    private Path folder;

    private RasterServer server;
    private RunContext context;
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void makeRaster(@TempDir Path made) throws IOException {
        try (RunContext run = RunContext.named("test").threads(1).build()) {
            Path file = made.resolve("r.tif");
            FieldsDataset.generateYear(file, FieldsOptions.of(200), 0, Overwrite.ANYTHING, run);
            raster = Files.readAllBytes(file);
            zip = Zips.of("2021_30m_cdls.tif", raster);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new RasterServer();
        server.put(PATH, zip);
        server.put("/2021.tif", raster);
        context = RunContext.named("test").threads(1).build();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        server.close();
    }

    @Test
    void fileArrivesAndItsSizeAndChecksumAreNoted() throws IOException {
        Map<String, String> notes = download(PATH, "us_2021.zip");
        assertEquals(Map.of("bytes", Integer.toString(zip.length), "sha256", sha256(zip)), notes);
        assertOnly("us_2021.zip", zip);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "STALL"})
    void brokenOffItGoesOnWhereItStopped(Fault fault) throws IOException {
        server.next(fault);
        download(PATH, "us_2021.zip");
        assertEquals(List.of(PATH, PATH + " bytes=" + zip.length / 2 + "-"), server.requests());
        assertOnly("us_2021.zip", zip);
        assertEquals(1, said.size(), said::toString);
    }

    @Test
    void anotherRunGoesOnWhereTheFirstStopped() throws IOException {
        server.next(Fault.CUT);
        server.next(Collections.nCopies(5, Fault.BUSY).toArray(Fault[]::new));
        ResourceException failure = assertThrows(ResourceException.class, () -> download(PATH, "us_2021.zip"));
        assertTrue(
                failure.getMessage().contains("the server answered 503")
                        && failure.getMessage().contains("is kept"),
                failure.getMessage());
        assertFalse(Files.exists(folder.resolve("us_2021.zip")));
        server.requests().clear();
        download(PATH, "us_2021.zip");
        assertEquals(List.of(PATH + " bytes=" + zip.length / 2 + "-"), server.requests());
        assertOnly("us_2021.zip", zip);
    }

    @Test
    void attemptsCountAnewWhenMoreArrives() throws IOException {
        server.next(Collections.nCopies(9, Fault.CUT).toArray(Fault[]::new));
        download(PATH, "us_2021.zip");
        assertEquals(10, server.requests().size());
        assertOnly("us_2021.zip", zip);
    }

    @Test
    void fileThatChangedBetweenAttemptsIsTakenAnew() throws IOException {
        byte[] other = Zips.of("other.tif", raster);
        server.next(Fault.CUT);
        List<String> lines = new ArrayList<>();
        new Download(server.uri(PATH), folder.resolve("us_2021.zip"), Optional.empty(), STALL, 1).run(context, line -> {
            lines.add(line);
            server.put(PATH, other);
        });
        assertEquals(1, lines.size());
        assertOnly("us_2021.zip", other);
    }

    @Test
    void withoutStrongTagNothingIsResumed() throws IOException {
        server.useWeakTags();
        server.next(Fault.CUT);
        download(PATH, "us_2021.zip");
        assertEquals(List.of(PATH, PATH), server.requests());
        assertOnly("us_2021.zip", zip);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_RANGES", "OTHER_RANGE"})
    void serverThatDoesNotSendTheRestDoesNoHarm(Fault fault) throws IOException {
        server.next(Fault.CUT, fault);
        download(PATH, "us_2021.zip");
        assertOnly("us_2021.zip", zip);
    }

    /** A download that is given up when a part of the file is there. */
    private void leavePart(String path) {
        server.next(Fault.CUT);
        server.next(Collections.nCopies(5, Fault.BUSY).toArray(Fault[]::new));
        assertThrows(ResourceException.class, () -> download(path, "us_2021.zip"));
    }

    @Test
    void partThatIsWholeIsNotFetchedAgain() throws IOException {
        leavePart(PATH);
        Files.write(folder.resolve(".us_2021.zip.part"), zip);
        server.requests().clear();
        download(PATH, "us_2021.zip");
        assertEquals(List.of(PATH + " bytes=" + zip.length + "-"), server.requests());
        assertOnly("us_2021.zip", zip);
    }

    @Test
    void partThatIsLongerThanTheFileIsForgotten() throws IOException {
        leavePart(PATH);
        Files.write(folder.resolve(".us_2021.zip.part"), new byte[zip.length + 5]);
        download(PATH, "us_2021.zip");
        assertOnly("us_2021.zip", zip);
    }

    @Test
    void partOfAnotherAddressIsForgotten() throws IOException {
        server.put("/old.zip", zip);
        leavePart("/old.zip");
        Download.forgetUnless(Optional.of(server.uri("/old.zip")), folder.resolve("us_2021.zip"));
        assertTrue(Files.exists(folder.resolve(".us_2021.zip.part")));
        Download.forgetUnless(Optional.of(server.uri(PATH)), folder.resolve("us_2021.zip"));
        assertEquals(List.of(), names());
    }

    @Test
    void redirectsAreFollowed() throws IOException {
        server.redirect("/latest", PATH);
        download("/latest", "us_2021.zip");
        assertOnly("us_2021.zip", zip);
    }

    @Test
    void redirectsWithoutEndAreRefused() {
        server.redirect("/a", "/b");
        server.redirect("/b", "/a");
        assertMessage(assertThrows(ConfigurationException.class, () -> download("/a", "us_2021.zip")), "without end");
    }

    @Test
    void redirectToAFileIsRefused() {
        server.redirect("/a", "file:///etc/passwd");
        assertMessage(assertThrows(ConfigurationException.class, () -> download("/a", "x.zip")), "it leads to file:");
    }

    @Test
    void secretsOfAddressesAreNotTold() {
        server.redirect("/a", "file://me:geheim@host/x?token=geheim");
        ConfigurationException failure =
                assertThrows(ConfigurationException.class, () -> download("/a?token=geheim", "x.zip"));
        assertMessage(failure, "/a: it leads to file://host/x.");
        assertFalse(failure.getMessage().contains("geheim"), failure.getMessage());
    }

    @Test
    void absentFileIsAFaultOfTheRequest() throws IOException {
        assertMessage(assertThrows(ConfigurationException.class, () -> download("/none.zip", "x.zip")), "404");
        assertEquals(1, server.requests().size());
        assertEquals(List.of(), names());
    }

    @Test
    void nobodyAnswers() throws IOException {
        URI gone = server.uri(PATH);
        server.close();
        ResourceException failure = assertThrows(
                ResourceException.class,
                () -> new Download(gone, folder.resolve("x.zip"), Optional.empty(), STALL, 1).run(context, said::add));
        assertMessage(failure, "no connection to 127.0.0.1");
        assertEquals(5, said.size());
    }

    @Test
    void serverThatFallsSilentEachTimeIsGivenUp() {
        server.useWeakTags();
        server.next(Collections.nCopies(7, Fault.STALL).toArray(Fault[]::new));
        assertMessage(assertThrows(ResourceException.class, () -> download(PATH, "x.zip")), "sent nothing for");
    }

    @Test
    void pageInsteadOfARasterIsRefused() throws IOException {
        server.next(Fault.PAGE);
        assertRefused("WEB_PAGE", PATH, "us_2021.zip");
    }

    @Test
    void zipWithADamagedEntryIsRefused() throws IOException {
        byte[] damaged = zip.clone();
        damaged[damaged.length / 2] ^= 8;
        server.put(PATH, damaged);
        assertRefused("ZIP", PATH, "us_2021.zip");
    }

    @Test
    void zipWithoutRasterIsRefused() throws IOException {
        server.put(PATH, Zips.of("readme.txt", new byte[10]));
        assertRefused("ZIP", PATH, "us_2021.zip");
    }

    @Test
    void cutZipOfUnknownLengthIsRefused() throws IOException {
        server.next(Fault.CUT_WITHOUT_LENGTH);
        assertRefused("ZIP", PATH, "us_2021.zip");
    }

    @Test
    void cutRasterOfUnknownLengthIsRefused() throws IOException {
        server.next(Fault.CUT_WITHOUT_LENGTH);
        assertRefused("RASTER", "/2021.tif", "us_2021.tif");
    }

    @Test
    void rasterIsTakenAsItIs() throws IOException {
        download("/2021.tif", "us_2021.tif");
        assertOnly("us_2021.tif", raster);
    }

    @Test
    void checksumIsCompared() throws IOException {
        Path target = folder.resolve("us_2021.zip");
        new Download(server.uri(PATH), target, Optional.of(sha256(zip)), STALL, 1).run(context, said::add);
        Files.delete(target);
        InputDataException failure = assertThrows(InputDataException.class, () -> new Download(
                        server.uri(PATH), target, Optional.of("0".repeat(64)), STALL, 1)
                .run(context, said::add));
        assertEquals("CHECKSUM", failure.code());
        assertMessage(failure, sha256(zip), "raster.sha256");
        assertEquals(List.of(), names());
    }

    private Map<String, String> download(String path, String name) throws IOException {
        return new Download(server.uri(path), folder.resolve(name), Optional.empty(), STALL, 1).run(context, said::add);
    }

    private void assertRefused(String code, String path, String name) throws IOException {
        InputDataException failure = assertThrows(InputDataException.class, () -> download(path, name));
        assertEquals(code, failure.code());
        assertMessage(failure, "Cannot accept what http://", "It was removed");
        assertEquals(List.of(), names(), "nothing stays");
    }

    private static void assertMessage(Exception failure, String... parts) {
        Arrays.stream(parts).forEach(part -> assertTrue(failure.getMessage().contains(part), failure.getMessage()));
    }

    private void assertOnly(String name, byte[] content) throws IOException {
        assertEquals(List.of(name), names());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
