package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Numbers re-stated from the tests of rasterstats, rasterio, exactextract and GDAL, as far as the rule of the cell's centre
 * answers them. Of the expectations, count, majority and mode are compared; mean, min, max, variety and the number of nodata
 * and NaN cells belong to statistics that are not computed here.
 */
class PeerCasesTest {
    private static final Set<String> RULES = Set.of("centre", "any");
    private static final String CELL_1_1 = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))";

    @TestFactory
    List<DynamicTest> equalsWhatPeersExpect() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (PeerCase peerCase : PeerCase.all()) {
            if (RULES.contains(peerCase.rule())) {
                tests.add(DynamicTest.dynamicTest(peerCase.id(), () -> check(peerCase)));
            }
        }
        assertEquals(8, tests.size(), "cases of the rules " + RULES);
        return tests;
    }

    /** exactextract's test_gdal_types: the value of the only cell comes back in every type, no bit lost. */
    @TestFactory
    Stream<DynamicTest> valueOfTheOnlyCellComesBackExactly() {
        return Stream.of(
                        "UINT8 200",
                        "UINT16 33000",
                        "UINT32 2200000000",
                        "INT64 2397083434877565865",
                        "UINT64 2397083434877565865")
                .map(text -> text.split(" "))
                .map(words -> DynamicTest.dynamicTest(words[0], () -> {
                    ArrayRaster raster = ArrayRaster.ofText(SampleType.valueOf(words[0]), words[1]);
                    assertEquals(
                            words[1],
                            run(raster, CELL_1_1)
                                    .value("majority")
                                    .orElseThrow()
                                    .toString());
                }));
    }

    /** As a column, unsigned 64-bit values are unsigned also where a long is negative. */
    @Test
    void largestUnsignedValueIsNotNegative() throws IOException {
        ArrayRaster raster = ArrayRaster.ofText(SampleType.UINT64, "18446744073709551615");
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            ListZones zones = ListZones.of(CELL_1_1);
            ZonalJob job = ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), ZonalOptions.defaults());
            job.run(
                    context,
                    batch -> assertEquals(
                            "18446744073709551615", batch.column("majority").text(0)));
        }
    }

    private static void check(PeerCase peerCase) throws IOException {
        JsonNode expected = peerCase.expected();
        ZonalRow row = run(peerCase.raster(), peerCase.wkt());
        if (expected.has("count")) {
            assertEquals(expected.get("count").asLong(), row.whole("pixel_count"), "count");
        }
        JsonNode majority = expected.has("mode") ? expected.get("mode") : expected.path("majority");
        if (majority.isNull()) {
            assertEquals(Optional.empty(), row.value("majority"));
            assertTrue(row.reason().isPresent(), "a zone without majority says why");
        } else if (!majority.isMissingNode()) {
            assertEquals(
                    majority.asDouble(), row.value("majority").orElseThrow().doubleValue(), "majority");
        }
        assertEquals(row.value("majority").isPresent(), row.reason().isEmpty());
        assertFalse(row.whole("majority_count") > row.whole("pixel_count"), row::toString);
    }

    private static ZonalRow run(ArrayRaster raster, String wkt) throws IOException {
        ListZones zones = PeerCase.zones(wkt, raster);
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            return ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), ZonalOptions.defaults())
                    .rows(context)
                    .get(0);
        }
    }
}
