package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.core.problem.InputDataException;
import dev.croft.tiling.pmtiles.PmtilesHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapSiteTest {
    private static final int TILE_TYPE_OFFSET = 99;

    @TempDir
    private static Path made;

    private static SampleYears sample;

    @TempDir
    private Path folder;

    private Path archive;

    @BeforeAll
    static void make() throws IOException {
        assumeTrue(ViewPage.isBuilt(), "croft was built without npm: there is no page to serve");
        sample = SampleYears.in(made, 60);
    }

    @BeforeEach
    void copy() throws IOException {
        archive = Files.copy(sample.archive(SampleYears.FIRST), folder.resolve("fields.pmtiles"));
    }

    @Test
    void listOfYearsNamesItsArchives() throws IOException {
        MapSite site = MapSite.ofManifest(sample.manifest(), PageChoices.USUAL);
        assertEquals(
                List.of(OptionalInt.of(2023), OptionalInt.of(2024)),
                site.archives().stream().map(YearArchive::year).toList());
    }

    @Test
    void attributesThatEndInYearsAreYears() throws IOException {
        Path together = sample.together();
        assertEquals(
                List.of(
                        new YearArchive(OptionalInt.of(2023), together, "majority_2023"),
                        new YearArchive(OptionalInt.of(2024), together, "majority_2024")),
                MapSite.ofArchive(together, PageChoices.USUAL).archives());
    }

    @Test
    void missingArchivesAreAllNamed() throws IOException {
        Path manifest =
                manifest("[{\"year\":2001,\"tiles\":\"../a.pmtiles\"},{\"year\":2002,\"tiles\":\"../b.pmtiles\"}]");
        String message = refusal(() -> MapSite.ofManifest(manifest, PageChoices.USUAL));
        assertTrue(message.contains("2001") && message.contains("a.pmtiles"), message);
        assertTrue(message.contains("2002") && message.contains("b.pmtiles"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"year":2020},{"year":2020}   | archives[1] | 2020 is that of archives[0]
            {"year":2020},{"year":"2021"} | archives[1] | "2021" is no integer
            {"year":2020.5}               | archives[0] | 2020.5 is no integer
            {"year":null}                 | archives[0] | null is no integer
            {"year":2020},{}              | archives[1] | has none
            """)
    void yearsAreIntegersAndDiffer(String archives, String place, String fault) throws IOException {
        Path manifest = manifest(
                "[" + archives.replace("{", "{\"tiles\":\"fields.pmtiles\",").replace(",}", "}") + "]");
        InputDataException failure =
                assertThrows(InputDataException.class, () -> MapSite.ofManifest(manifest, PageChoices.USUAL));
        assertEquals("MANIFEST_YEAR", failure.code());
        assertTrue(failure.getMessage().contains(place), failure.getMessage());
        assertTrue(failure.getMessage().contains(fault), failure.getMessage());
    }

    @Test
    void anArchiveAloneNeedsNoYear() throws IOException {
        Path manifest = manifest("[{\"tiles\":\"fields.pmtiles\"}]");
        assertEquals(
                1, MapSite.ofManifest(manifest, PageChoices.USUAL).archives().size());
    }

    @Test
    void namesOfListsLeadNowhere() throws IOException {
        Path list = folder.resolve("list.json");
        String archives = ",\"archives\":[{\"tiles\":\"fields.pmtiles\"}]}";
        Files.writeString(list, "{\"name\":\"a\\u0000b\"" + archives);
        InputDataException failure =
                assertThrows(InputDataException.class, () -> MapSite.ofManifest(list, PageChoices.USUAL));
        assertTrue(failure.getMessage().contains("list.json"), failure.getMessage());
        Files.createDirectories(folder.resolve("legend_x"));
        Files.writeString(folder.resolve("secret.json"), "{\"secret\":1}");
        Files.writeString(list, "{\"name\":\"x/../secret\"" + archives);
        MapSite site = MapSite.ofManifest(list, PageChoices.USUAL);
        byte[] legend =
                site.find("/web/legend.json").orElseThrow().content().from(0).readAllBytes();
        assertFalse(new String(legend, StandardCharsets.UTF_8).contains("secret"));
    }

    @Test
    void cutListsAreToldByTheirPlace() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), "{\"archives\":\n  [{\"year\":2020,");
        String message = assertThrows(InputDataException.class, () -> MapSite.ofManifest(list, PageChoices.USUAL))
                .getMessage();
        assertTrue(message.contains("line 2, column"), message);
        assertFalse(message.contains("Source"), message);
    }

    @Test
    void archiveOfAnotherSizeThanListedIsDamaged() throws IOException {
        Path manifest = manifest("[{\"year\":2001,\"tiles\":\"fields.pmtiles\",\"bytes\":5}]");
        InputDataException failure =
                assertThrows(InputDataException.class, () -> MapSite.ofManifest(manifest, PageChoices.USUAL));
        assertEquals("MANIFEST_SIZE", failure.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"archives\":[]}", "\"text\""})
    void whatIsNoListOfYearsIsDamaged(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("list.json"), text);
        InputDataException failure =
                assertThrows(InputDataException.class, () -> MapSite.ofManifest(file, PageChoices.USUAL));
        assertTrue(failure.getMessage().contains("list.json"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 200, 5000})
    void cutArchivesAreDamaged(int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
        assertThrows(InputDataException.class, () -> MapSite.ofArchive(archive, PageChoices.USUAL));
    }

    @Test
    void imagesAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        assertTrue(bytes.length > PmtilesHeader.LENGTH);
        bytes[TILE_TYPE_OFFSET] = 2;
        Files.write(archive, bytes);
        String message = refusal(() -> MapSite.ofArchive(archive, PageChoices.USUAL));
        assertTrue(message.contains("not vector tiles") && message.contains("croft tile"), message);
    }

    @Test
    void missingAttributeIsToldWithThoseThereAre() {
        PageChoices choices = new PageChoices("crop", Optional.empty(), Optional.empty());
        String message = refusal(() -> MapSite.ofArchive(archive, choices));
        assertTrue(message.contains("\"crop\"") && message.contains("majority"), message);
        assertTrue(message.contains("--class-attribute"), message);
        message = refusal(() -> MapSite.ofManifest(sample.manifest(), choices));
        assertTrue(message.contains("\"crop\""), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiles.example",
                "ftp://tiles.example/{z}/{x}/{y}.png",
                "https://tiles.example/{z}/{x}.png",
                "https:// x/{z}/{x}/{y}"
            })
    void basemapsAreTemplates(String basemap) {
        PageChoices choices = new PageChoices("majority", Optional.empty(), Optional.of(basemap));
        assertTrue(refusal(() -> MapSite.ofArchive(archive, choices)).contains("--basemap"));
    }

    @Test
    void onlyTheBasemapIsAllowedBesidesTheServer() throws IOException {
        PageChoices choices = new PageChoices(
                "majority", Optional.empty(), Optional.of("https://tiles.example:8443/a/{z}/{x}/{y}.png?key=1"));
        String policy = MapSite.ofArchive(archive, choices).contentPolicy();
        assertTrue(policy.contains("connect-src 'self' https://tiles.example:8443;"), policy);
        assertTrue(
                !MapSite.ofArchive(archive, PageChoices.USUAL).contentPolicy().contains("http"));
    }

    private Path manifest(String archives) throws IOException {
        return Files.writeString(folder.resolve("years.json"), "{\"name\":\"us\",\"archives\":" + archives + "}");
    }

    private static String refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ConfigurationException.class, call).getMessage();
    }
}
