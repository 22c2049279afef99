package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.croft.core.problem.Problems;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** rasterio's masks with numpy's statistics as a second opinion on polygons of every kind. */
class RasterioTest {
    private static final int SIZE = 40;
    private static final int POLYGONS = 500;
    private static final List<String> COLUMNS =
            List.of("pixel_count", "sum", "min", "max", "majority", "variety", "variance");

    @TempDir
    private Path folder;

    @Test
    void equalsRasterioAndNumpy() throws IOException, InterruptedException, ParseException, URISyntaxException {
        String python = Python.importing("rasterio, numpy", "rasterio", "python3-rasterio");
        double[][] cells = cells();
        List<String> wkt = IntStream.range(0, POLYGONS)
                .mapToObj(i -> RandomPolygons.wkt(new SplittableRandom(1000 + i), SIZE))
                .toList();
        List<String> answers = ask(python, cells, wkt);
        int next = 0;
        for (PixelRule rule : List.of(PixelRule.CENTER, PixelRule.ALL_TOUCHED)) {
            List<ZonalRow> rows = rows(cells, wkt, rule);
            for (int zone = 0; zone < POLYGONS; zone++) {
                check(wkt.get(zone), rule, rows.get(zone), answers.get(zone).split(" ", -1), next);
            }
            next += COLUMNS.size();
        }
    }

    private static void check(String wkt, PixelRule rule, ZonalRow row, String[] answer, int first) {
        boolean isEmpty = Double.parseDouble(answer[first]) == 0;
        for (int i = 0; i < COLUMNS.size(); i++) {
            String column = COLUMNS.get(i);
            double found = row.value(column).map(Number::doubleValue).orElse(0.0);
            double expected = Double.parseDouble(answer[first + i]);
            assertEquals(expected, found, 1e-9 * Math.max(1, Math.abs(expected)), rule + " " + column + " of " + wkt);
        }
        assertEquals(isEmpty, row.reason().isPresent(), wkt);
    }

    private static double[][] cells() {
        SplittableRandom random = new SplittableRandom(77);
        double[][] cells = new double[SIZE][SIZE];
        for (double[] row : cells) {
            Arrays.setAll(row, i -> random.nextInt(9));
        }
        return cells;
    }

    private static List<ZonalRow> rows(double[][] cells, List<String> wkt, PixelRule rule) throws IOException {
        ArrayRaster raster =
                ArrayRaster.of(SampleType.INT16, cells).withNoData("0").withBlocks(16, 16);
        ListZones zones = ListZones.of(wkt.toArray(String[]::new));
        ZonalOptions options = ZonalOptions.defaults()
                .withPixels(rule)
                .withStatistics(Statistic.parse(
                        List.of("count", "sum", "min", "max", "majority", "variety", "variance"), new Problems()));
        try (RunContext context = RunContext.named("test").threads(2).build()) {
            return ZonalJob.plan(zones, zones.crs(), LabelledBand.of(raster), options)
                    .rows(context);
        }
    }

    private List<String> ask(String python, double[][] cells, List<String> wkt)
            throws IOException, InterruptedException, ParseException, URISyntaxException {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(SIZE)));
        for (double[] row : cells) {
            lines.add(String.join(
                    " ", Arrays.stream(row).mapToObj(Double::toString).toList()));
        }
        for (String polygon : wkt) {
            lines.add(GeoJson.of(new WKTReader().read(polygon)));
        }
        Path questions = Files.write(folder.resolve("questions.txt"), lines);
        Path answers = folder.resolve("answers.txt");
        Path script = Path.of(RasterioTest.class.getResource("masks.py").toURI());
        Process process = new ProcessBuilder(python, script.toString())
                .redirectInput(questions.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), "rasterio failed");
        return Files.readAllLines(answers);
    }
}
