package dev.croft.zonal.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.vector.PolygonBuffer;
import dev.croft.zonal.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Masks that GDAL's own rasterize made of awkward polygons on a grid of 6 x 6 cells with north up. */
class GdalFillCasesTest {
    private static final int SIZE = 6;

    @TestFactory
    List<DynamicTest> centresEqualTheMasksOfGdal() throws IOException {
        return tests("centre", PixelRule.CENTER);
    }

    @TestFactory
    List<DynamicTest> touchedCellsEqualTheMasksOfGdal() throws IOException {
        return tests("all_touched", PixelRule.ALL_TOUCHED);
    }

    private static List<DynamicTest> tests(String expected, PixelRule rule) throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(SharedData.file("zonal/gdal_fill_cases.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        cases.properties()
                .forEach(entry -> tests.add(DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertEquals(lines(entry.getValue().get(expected)), mask(rule, entry.getValue())))));
        return tests;
    }

    private static String mask(PixelRule rule, JsonNode fillCase) {
        ZoneCells runs = ZoneCells.of(rule, SIZE, SIZE, true);
        Polygons.begin(runs, polygon(fillCase.get("geometry")));
        return BruteForceMask.text(BruteForceMask.of(runs, SIZE, SIZE));
    }

    private static String lines(JsonNode rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row.asText()).append('\n'));
        return text.toString();
    }

    private static PolygonBuffer polygon(JsonNode geometry) {
        PolygonBuffer buffer = new PolygonBuffer();
        JsonNode coordinates = geometry.get("coordinates");
        if (geometry.get("type").asText().equals("Polygon")) {
            addPart(buffer, coordinates);
        } else {
            coordinates.forEach(part -> addPart(buffer, part));
        }
        return buffer;
    }

    private static void addPart(PolygonBuffer buffer, JsonNode rings) {
        for (JsonNode ring : rings) {
            buffer.reserve(ring.size());
            int at = buffer.vertexCount();
            for (int i = 0; i < ring.size(); i++) {
                buffer.x()[at + i] = ring.get(i).get(0).asDouble();
                buffer.y()[at + i] = SIZE - ring.get(i).get(1).asDouble();
            }
            buffer.addRing(ring.size());
        }
        buffer.addPart();
    }
}
