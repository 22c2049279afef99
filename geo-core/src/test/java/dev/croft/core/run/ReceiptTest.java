package dev.croft.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
    private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z"));

    @TempDir
    Path folder;

    private Path input;
    private Path output;

    @BeforeEach
    void makeOutput() throws IOException {
        input = Files.writeString(folder.resolve("lc.tif"), "raster");
        Files.setLastModifiedTime(input, THEN);
        output = folder.resolve("zones.parquet");
        try (AtomicOutput atomic = AtomicOutput.to(output, Overwrite.OWN_OUTPUTS, List.of(input))) {
            Files.writeString(atomic.path(), "123456789");
            atomic.commit(recipe());
        }
    }

    private Recipe recipe() throws IOException {
        return Recipe.of("zonal", 3)
                .with(InputIdentity.of("raster", input))
                .with("band", 1)
                .with("ties", "smallest");
    }

    private String reason(Recipe wanted) throws IOException {
        Receipt.Freshness freshness = Receipt.freshness(output, wanted);
        assertFalse(freshness.isCurrent(), freshness::reason);
        return freshness.reason();
    }

    @Test
    void sameRecipeNeedsNoNewOutput() throws IOException {
        assertTrue(Receipt.freshness(output, recipe()).isCurrent());
    }

    @Test
    void orderOfParametersDoesNotMatter() throws IOException {
        Recipe other =
                Recipe.of("zonal", 3).with("ties", "smallest").with("band", 1).with(InputIdentity.of("raster", input));
        assertEquals(recipe().fingerprint(), other.fingerprint());
        assertTrue(Receipt.freshness(output, other).isCurrent());
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        "parameter band is \"2\", was \"1\"", (UnaryOperator<Recipe>) made -> made.with("band", 2)),
                Arguments.of("parameter nodata is \"0\", was not set", (UnaryOperator<Recipe>)
                        made -> made.with("nodata", 0)),
                Arguments.of("algorithm zonal is version 4, was 3", (UnaryOperator<Recipe>)
                        made -> new Recipe("zonal", 4, made.inputs(), made.parameters())),
                Arguments.of("it was made by zonal, not by resample", (UnaryOperator<Recipe>)
                        made -> new Recipe("resample", 3, made.inputs(), made.parameters())),
                Arguments.of("there are 0 inputs, were 1", (UnaryOperator<Recipe>)
                        made -> new Recipe("zonal", 3, List.of(), made.parameters())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void changedRecipeSaysWhatChanged(String reason, UnaryOperator<Recipe> change) throws IOException {
        Recipe wanted = change.apply(recipe());
        assertEquals(reason, reason(wanted));
        assertNotEquals(recipe().fingerprint(), wanted.fingerprint());
    }

    @Test
    void touchedInputIsAnotherInput() throws IOException {
        Files.setLastModifiedTime(input, FileTime.from(THEN.toInstant().plusNanos(1_000_000)));
        String reason = reason(recipe());
        assertTrue(reason.contains("raster") && reason.contains("05.679Z") && reason.contains("05.678Z"), reason);
    }

    @Test
    void missingInputIsARequestThatCannotBeMet() {
        String message = assertThrows(
                        ConfigurationException.class, () -> InputIdentity.of("raster", folder.resolve("absent.tif")))
                .getMessage();
        assertTrue(message.startsWith("Cannot find raster ") && message.contains("absent.tif"), message);
    }

    @Test
    void outputIsLookedForFirst() throws IOException {
        Files.delete(output);
        assertEquals("there is no output yet", reason(recipe()));
    }

    @Test
    void cutOutputIsNotCurrent() throws IOException {
        Files.writeString(output, "12345");
        assertEquals("the output has 5 bytes, its receipt says 9", reason(recipe()));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[1, 2]",
                "{\"format\": \"croft-receipt\", \"version\": 2}",
                "{\"format\": \"croft-receipt\", \"version\": 1}",
                "{\"format\": \"croft-receipt\", \"version\": 1, \"kernel\": \"zonal\", \"algorithm\": \"3\"}"
            })
    void damagedReceiptCountsAsNone(String text) throws IOException {
        Files.writeString(Receipt.pathFor(output), text);
        assertTrue(reason(recipe()).startsWith("its receipt is damaged: "));
        assertTrue(Receipt.find(output).receipt().isEmpty());
    }

    @Test
    void everyCutOfAReceiptCountsAsNone() throws IOException {
        String whole = Files.readString(Receipt.pathFor(output)).strip();
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(Receipt.pathFor(output), whole.substring(0, length));
            assertTrue(Receipt.find(output).receipt().isEmpty(), "cut at " + length);
        }
    }

    @Test
    void editedReceiptCountsAsNone() throws IOException {
        String text = Files.readString(Receipt.pathFor(output));
        Files.writeString(Receipt.pathFor(output), text.replace("smallest", "largest"));
        assertTrue(reason(recipe()).contains("fingerprint"));
    }

    @Test
    void digestFindsAnExchangedByte() throws IOException {
        Receipt receipt = Receipt.find(output).receipt().orElseThrow();
        assertEquals(recipe(), receipt.recipe());
        // The check value that the CRC catalogues give for the digits 1 to 9.
        assertEquals("crc32c:e3069283", receipt.outputDigest());
        assertTrue(receipt.verifies(output));
        Files.writeString(output, "123456780");
        assertFalse(receipt.verifies(output));
    }
}
