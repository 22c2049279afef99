package dev.croft.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.view.Legend.LegendClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegendFileTest {
    @TempDir
    private Path folder;

    @Test
    void classesHaveNamesAndColours() throws IOException {
        Legend legend = read("value,name,color\n1,\"Oak, \"\"red\"\"\",#00ff7f\n\n2.0,Beech,\nnorth,North,AABBCC\n");
        assertEquals(
                List.of(
                        new LegendClass("1", "Oak, \"red\"", 0x00ff7f),
                        new LegendClass("2", "Beech", Palette.color(1)),
                        new LegendClass("north", "North", 0xaabbcc)),
                List.copyOf(legend.classes()));
    }

    @Test
    void colourMayBeLeftOutAndColumnsComeInAnyOrder() throws IOException {
        assertEquals(
                "Oak",
                read("\ufeffName, Value\nOak,7\n").find("7").orElseThrow().name());
    }

    @Test
    void jsonIsWhatThePipelinePublishes() throws IOException {
        String json = new String(read("value,name,color\n1,Oak,#00ff7f\n").json(), StandardCharsets.UTF_8);
        assertEquals(
                "{\"classes\":[{\"value\":1,\"name\":\"Oak\",\"color\":\"#00ff7f\"}]}", json.replaceAll("\\s", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | columns value and name
            id,label;1,Oak                           | columns value and name
            value,name;1                             | line 2
            value,name;1,Oak;1,Elm                   | line 3
            value,name,color;1,Oak,green             | line 2: its colour is "green"
            """)
    void whatIsWrongIsToldByLine(String text, String expected) {
        String message = assertThrows(ConfigurationException.class, () -> read(text.replace(';', '\n')))
                .getMessage();
        assertTrue(message.contains(expected) && message.contains("classes.csv"), message);
    }

    @Test
    void cropsOfTheCroplandDataLayerHaveTheirOwnColours() {
        LegendClass corn = Legend.cdl().find("1").orElseThrow();
        assertEquals(new LegendClass("1", "Corn", 0xffd300), corn);
    }

    private Legend read(String text) throws IOException {
        return LegendFile.read(Files.writeString(folder.resolve("classes.csv"), text));
    }
}
