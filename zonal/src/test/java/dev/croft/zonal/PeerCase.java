package dev.croft.zonal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.raster.SampleType;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An expectation re-stated from the tests of exactextract, rasterstats, rasterio or GDAL. */
record PeerCase(JsonNode json) {
    /** All of them; skips the test where they are absent. */
    static List<PeerCase> all() throws IOException {
        List<PeerCase> cases = new ArrayList<>();
        new ObjectMapper()
                .readTree(SharedData.file("zonal/cases_zonal.json").toFile())
                .get("cases")
                .forEach(json -> cases.add(new PeerCase(json)));
        return cases;
    }

    String id() {
        return json.get("id").asText();
    }

    /** Which cells belong to the zone, in the words of the file. */
    String rule() {
        return json.get("rule").asText();
    }

    String wkt() {
        return json.get("wkt").asText();
    }

    JsonNode expected() {
        return json.get("expected");
    }

    ArrayRaster raster() {
        JsonNode grid = json.get("grid");
        GeoTransform transform = new GeoTransform(
                grid.get(0).asDouble(),
                grid.get(2).asDouble(),
                0,
                grid.get(1).asDouble(),
                0,
                -grid.get(3).asDouble());
        ArrayRaster raster = ArrayRaster.ofText(SampleType.FLOAT64, text()).withGrid(ArrayRaster.CRS, transform);
        JsonNode noData = json.path("nodata");
        return noData.isNumber() ? raster.withNoData(noData.asText()) : raster;
    }

    /** The rows as text; a case that gives a size only is of ones. */
    private String[] text() {
        List<String> rows = new ArrayList<>();
        if (json.has("size")) {
            for (int row = 0; row < json.get("size").get(0).asInt(); row++) {
                rows.add("1 ".repeat(json.get("size").get(1).asInt()).strip());
            }
        }
        for (JsonNode row : json.path("rows")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText()));
            rows.add(String.join(" ", cells));
        }
        return rows.toArray(String[]::new);
    }

    /** The zone, and one that is always inside the raster, since a run of which none is would be refused. */
    static ListZones zones(String wkt, ArrayRaster raster) {
        String around = "POLYGON ((%1$s %2$s, %3$s %2$s, %3$s %4$s, %1$s %4$s, %1$s %2$s))"
                .formatted(
                        raster.grid().bounds().west(),
                        raster.grid().bounds().south(),
                        raster.grid().bounds().east(),
                        raster.grid().bounds().north());
        return ListZones.of(wkt, around);
    }
}
