package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.cells.PixelRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** exactextract's awkward polygons: the covered area is the polygon's, and the three rules are consistent. */
class ExactextractPolygonsTest {
    @ParameterizedTest
    @CsvSource({
        "regression6.wkt, 0.5",
        "regression6.wkt, 0.05",
        "regression6.wkt, 0.006",
        "russia.wkt, 5",
        "russia.wkt, 0.5",
        "russia.wkt, 0.03"
    })
    void coveredAreaIsThePolygons(String name, double cell) throws IOException, ParseException {
        String wkt = Files.readString(SharedData.file("zonal/exactextract/" + name))
                .strip()
                .replace("\"", "");
        double area = new WKTReader().read(wkt).getArea();
        GridGeometry grid = new GridGeometry(
                Crs.parse("OGC:CRS84"), GeoTransform.northUp(-180, 90, cell, cell), (int) Math.ceil(360 / cell), (int)
                        Math.ceil(180 / cell));
        Map<PixelRule, Double> counts = new EnumMap<>(PixelRule.class);
        ListZones zones = ListZones.of(grid.crs(), wkt);
        for (PixelRule rule : PixelRule.values()) {
            ZonalOptions options = ZonalOptions.defaults().withPixels(rule);
            try (RunContext context = RunContext.named("test").threads(1).build()) {
                ZonalRow row = ZonalJob.plan(
                                zones, zones.crs(), LabelledBand.of(new ConstantRaster(grid, (byte) 1)), options)
                        .rows(context)
                        .get(0);
                counts.put(rule, row.value("pixel_count").orElseThrow().doubleValue());
            }
        }
        assertEquals(area, counts.get(PixelRule.FRACTION) * cell * cell, area * 1e-9);
        assertTrue(counts.get(PixelRule.CENTER) < counts.get(PixelRule.ALL_TOUCHED), counts::toString);
        assertTrue(counts.get(PixelRule.FRACTION) < counts.get(PixelRule.ALL_TOUCHED), counts::toString);
    }
}
