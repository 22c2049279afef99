package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.cli.MarkdownPage.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownPageTest {
    @TempDir
    private Path folder;

    @Test
    void linksAreThoseIntoTheRepository() throws IOException {
        MarkdownPage page = page("""
                [a](A.md), [b](b/B.java#L3) and [out](https://example.org/) and ![image](i.png)
                [here](#exit-codes) `[no](code)`
                [reference]: C.md
                ```
                [no](block)
                ```
                """);
        assertEquals(
                List.of(
                        new Link("A.md", ""),
                        new Link("b/B.java", "L3"),
                        new Link("i.png", ""),
                        new Link("", "exit-codes"),
                        new Link("C.md", "")),
                page.links());
    }

    @Test
    void anchorsAreMadeOfHeadings() throws IOException {
        MarkdownPage page = page("# Croft\n## To add X, touch `these` files\n### Croft\n```\n# no\n```\n");
        assertEquals(Set.of("croft", "to-add-x-touch-these-files", "croft-1"), page.anchors());
    }

    @Test
    void commandsAreLinesOfCodeThatBeginWithTheProgram() throws IOException {
        MarkdownPage page = page("""
                ./croft not --code
                ```bash
                ./croft demo    # shows it
                $ croft zonal --out=a.csv
                cd croft
                ```
                """);
        assertEquals(List.of(List.of("demo"), List.of("zonal", "--out=a.csv")), page.commands("croft"));
    }

    private MarkdownPage page(String text) throws IOException {
        return MarkdownPage.read(Files.writeString(folder.resolve("page.md"), text));
    }
}
