package dev.croft.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.run.InputIdentity;
import dev.croft.core.run.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YearRecordTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasNotedIsReadAgain() throws IOException {
        Path output = Files.writeString(folder.resolve("out"), "12345");
        Recipe recipe =
                Recipe.of("zonal", 3).with(InputIdentity.of("raster", output)).with("rows", 7);
        StepRecord done =
                StepRecord.of(recipe, List.of(output), Map.of("version", "\"abc\""), "2024-05-01T10:00:00Z", 1.25);
        YearRecord record = YearRecord.read(folder.resolve("us_2020.json"));
        record.put(Step.ZONAL, done);
        record.put(Step.CLEAN, StepRecord.of(recipe, List.of(), Map.of(), "", 0));

        YearRecord again = YearRecord.read(folder.resolve("us_2020.json"));
        assertEquals(Optional.of(done), again.step(Step.ZONAL));
        assertEquals(
                Optional.empty(),
                recipe.differenceFrom(again.step(Step.ZONAL).orElseThrow().recipe()));
        assertTrue(again.step(Step.CLEAN).isPresent());
        assertEquals(Optional.empty(), again.step(Step.TILE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"ZONAL\": 5}", "{\"NAP\": {}}", "{\"ZONAL\": {\"recipe\": null}}", "null"})
    void damagedRecordKnowsOfNoStep(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("us_2020.json"), text);
        YearRecord record = YearRecord.read(file);
        for (Step step : Step.values()) {
            assertEquals(Optional.empty(), record.step(step), step.title());
        }
    }

    @Test
    void outputThatIsGoneOrOtherIsTold() throws IOException {
        Path output = Files.writeString(folder.resolve("out"), "12345");
        StepRecord done = StepRecord.of(Recipe.of("x", 1), List.of(output), Map.of(), "", 0);
        assertEquals(Optional.empty(), done.changedOutput());
        Files.writeString(output, "123456");
        assertTrue(done.changedOutput().orElseThrow().contains("changed"));
        Files.delete(output);
        assertTrue(done.changedOutput().orElseThrow().contains("gone"));
    }
}
