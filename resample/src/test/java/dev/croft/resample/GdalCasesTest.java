package dev.croft.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.croft.core.grid.Bounds;
import dev.croft.core.grid.CellWindow;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.raster.geotiff.GeoTiffSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of gdalwarp 3.6.2 on grids of 12 x 12 cells. */
class GdalCasesTest {
    private static final double RELATIVE = 1e-5;

    static List<Named<JsonNode>> cases() throws IOException {
        JsonNode all = JsonMapper.builder()
                .build()
                .readTree(SharedData.file("resample/expected_gdal362.json").toFile());
        List<Named<JsonNode>> cases = new ArrayList<>();
        for (JsonNode one : all.get("cases")) {
            String method = one.get("method").asText();
            if (!method.equals("rms")) {
                String name = method + " of " + one.get("src").asText() + " to "
                        + one.get("grid").asText();
                cases.add(Named.of(name, one));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cellsAreThoseOfGdal(JsonNode expected) throws IOException {
        Method method = Method.valueOf(expected.get("method").asText().toUpperCase(Locale.ROOT));
        CellWeights weights = method == Method.MODE ? CellWeights.EQUAL : CellWeights.AREA;
        ResampleOptions options = new ResampleOptions(method, weights, TieRule.FIRST, Optional.empty());
        double size = expected.get("tr").asDouble();
        JsonNode extent = expected.get("te");
        JsonNode rows = expected.get("out");
        try (RasterSource source = GeoTiffSource.open(
                        SharedData.file("resample/" + expected.get("src").asText()));
                RasterSource result = ResampledRaster.of(
                        source,
                        new GridGeometry(
                                source.grid().crs(),
                                GeoTransform.northUp(
                                        extent.get(0).asDouble(), extent.get(3).asDouble(), size, size),
                                rows.get(0).size(),
                                rows.size()),
                        options,
                        1 << 20)) {
            double[][] cells = Cells.of(result, 0);
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(0).size(); column++) {
                    double value = rows.get(row).get(column).asDouble(Double.NaN);
                    double number = rows.get(row).get(column).isNull() ? Double.NaN : value;
                    if (method == Method.AVERAGE && !isInside(source.grid(), result.grid(), column, row)) {
                        continue; // GDAL also averages over the cells that are not there
                    }
                    String place = method + " of " + expected.get("src") + " to " + expected.get("grid") + ", column "
                            + column + ", row " + row;
                    assertEquals(number, cells[row][column], allowed(method, source, number), place);
                }
            }
        }
    }

    private static boolean isInside(GridGeometry source, GridGeometry target, int column, int row) {
        Bounds outer = source.bounds();
        Bounds cell = target.bounds(new CellWindow(column, row, 1, 1));
        return cell.west() >= outer.west()
                && cell.east() <= outer.east()
                && cell.south() >= outer.south()
                && cell.north() <= outer.north();
    }

    /** Sums are kept to six decimals; a mean of bytes halfway between two is rounded by either side as its last bit has it. */
    private static double allowed(Method method, RasterSource source, double number) {
        if (Double.isNaN(number)) {
            return 0;
        }
        boolean isRounded = method == Method.AVERAGE && source.bands().get(0).type() == SampleType.UINT8;
        return isRounded ? 1 : Math.abs(RELATIVE * number) + 1e-6;
    }
}
