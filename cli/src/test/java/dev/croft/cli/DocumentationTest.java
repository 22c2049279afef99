package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.cli.MarkdownPage.Link;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Keeps the repository's pages true: what they link to exists, and so does what they tell people to type. */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("croft.root")).toAbsolutePath();

    @ParameterizedTest
    @MethodSource("pages")
    void linksResolve(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Link link : MarkdownPage.read(ROOT.resolve(page)).links()) {
            if (!resolves(ROOT.resolve(page), link)) {
                broken.add(link.toString());
            }
        }
        assertEquals(List.of(), broken, page + " links to what is not there");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsExist(Path page) throws IOException {
        CommandLine croft = CroftCommand.completeParser(CroftCommand.COMMANDS);
        assertAll(MarkdownPage.read(ROOT.resolve(page)).commands("croft").stream()
                .filter(words -> !words.get(0).equals("test")) // the launcher's own
                .map(words -> () -> assertExists(words, croft)));
    }

    @Test
    void readmeShowsTheTwoCommandsToBeginWith() throws IOException {
        List<List<String>> commands =
                MarkdownPage.read(ROOT.resolve("README.md")).commands("croft");
        assertTrue(commands.contains(List.of("demo")) && commands.contains(List.of("test")), commands.toString());
    }

    @Test
    void readmeShowsAPlanAsItIsPrinted(@TempDir Path folder) throws IOException {
        MarkdownPage readme = MarkdownPage.read(ROOT.resolve("README.md"));
        List<String> words = readme.commands("croft").stream()
                .filter(command -> command.contains("resample") && command.contains("plan"))
                .findFirst()
                .orElseThrow();
        List<String> shown = readme.code().stream()
                .filter(line -> line.matches("(target|raster) {2}.*"))
                .toList();
        Map<String, Double> wests = Map.of("land.tif", 0.0, "height.tif", 0.31, "trees.tif", 8.0);
        for (Map.Entry<String, Double> raster : wests.entrySet()) {
            GeoTransform place = GeoTransform.northUp(raster.getValue(), SmallInputs.SIZE, 1, 1);
            SmallInputs.write(SmallInputs.halves().withGrid(Crs.ofEpsg(5070), place), folder.resolve(raster.getKey()));
        }
        Object[] arguments = words.stream()
                .map(word -> wests.containsKey(word) ? folder.resolve(word).toString() : word)
                .toArray();
        CroftRun plan = CroftRun.of(arguments);
        assertEquals(String.join("\n", shown), plan.out().strip(), plan::err);
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(ROOT::relativize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(DocumentationTest::isOurs)
                    .sorted()
                    .toList();
        }
    }

    /** Not something built, and not below a hidden folder. */
    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (part.toString().equals("target") || part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static boolean resolves(Path page, Link link) throws IOException {
        Path target =
                link.file().isEmpty() ? page : page.resolveSibling(link.file()).normalize();
        return Files.exists(target)
                && (link.anchor().isEmpty()
                        || MarkdownPage.read(target).anchors().contains(link.anchor()));
    }

    private static void assertExists(List<String> words, CommandLine croft) {
        CommandLine command = croft;
        for (String word : words) {
            if (word.startsWith("-")) {
                String option = word.replaceFirst("=.*", "");
                assertTrue(
                        command.getCommandSpec().optionsMap().containsKey(option),
                        command.getCommandSpec().qualifiedName() + " has no option " + option);
            } else if (!command.getSubcommands().isEmpty()) {
                assertTrue(
                        command.getSubcommands().containsKey(word),
                        command.getCommandSpec().qualifiedName() + " has no command " + word);
                command = command.getSubcommands().get(word);
            }
        }
    }
}
