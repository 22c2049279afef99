package dev.croft.core.crs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every EPSG code that Croft accepts means, but for the datum's shift, what PROJ takes it for. */
@Tag("slow")
class RegisterComparisonTest {
    @Test
    void acceptedCodesHaveTheProjectionsOfProj() throws Exception {
        List<String> codes = codesInFile();
        assertTrue(codes.size() > 5000);
        List<String> texts;
        try (Proj proj = Proj.running("proj_texts.py")) {
            texts = new ArrayList<>();
            // In portions, so that neither side waits for the other with its pipe full.
            for (int from = 0; from < codes.size(); from += 100) {
                texts.addAll(proj.answers(codes.subList(from, Math.min(codes.size(), from + 100)).stream()
                        .map(code -> code + "\tWKT2_2018")
                        .toList()));
            }
        }
        List<String> different = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            Optional<Definition> ours = definition("EPSG:" + codes.get(i));
            Optional<Definition> theirs = texts.get(i).isEmpty() ? Optional.empty() : definition(texts.get(i));
            if (ours.isPresent() && theirs.isPresent() && !sameProjection(ours.get(), theirs.get())) {
                different.add(codes.get(i) + ": " + ours.get() + " and " + theirs.get());
            }
        }
        assertEquals(List.of(), different);
    }

    private static List<String> codesInFile() throws IOException {
        try (InputStream file = RegisterComparisonTest.class.getResourceAsStream("/proj4/nad/epsg")) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("<"))
                    .map(line -> line.substring(1, line.indexOf('>')))
                    .toList();
        }
    }

    private static Optional<Definition> definition(String text) {
        try {
            return Optional.of(Crs.parse(text).definition());
        } catch (ConfigurationException refused) {
            return Optional.empty();
        }
    }

    private static boolean sameProjection(Definition one, Definition other) {
        return one.datum().ellipsoid().isNear(other.datum().ellipsoid())
                && withoutDatum(one).isEquivalentTo(withoutDatum(other));
    }

    private static Definition withoutDatum(Definition definition) {
        return new Definition(
                definition.method(),
                definition.parameters(),
                Datum.WGS84,
                definition.primeMeridianDegrees(),
                definition.metresPerUnit(),
                definition.axes());
    }
}
