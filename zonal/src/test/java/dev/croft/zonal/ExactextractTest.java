package dev.croft.zonal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.croft.core.problem.Problems;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import dev.croft.core.run.RunContext;
import dev.croft.testdata.ArrayRaster;
import dev.croft.testdata.FieldsDataset;
import dev.croft.testdata.ListZones;
import dev.croft.zonal.cells.PixelRule;
import dev.croft.zonal.statistics.Statistic;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** exactextract's command line as a second opinion on statistics by covered area, weighted and not. */
class ExactextractTest {
    private static final int SIZE = 40;
    private static final String PROGRAM = "exactextract";

    @TempDir
    private Path folder;

    private final List<String> wkt = new ArrayList<>();

    @BeforeEach
    void makePolygons() throws ParseException {
        boolean isThere = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, PROGRAM)));
        assumeTrue(isThere, "skipped: " + PROGRAM + " is not on the PATH: not compared with it");
        for (int i = 0; i < 600; i++) {
            String polygon = RandomPolygons.wkt(new SplittableRandom(5000 + i), SIZE);
            // What is not valid has no area that both must agree on.
            if (new WKTReader().read(polygon).isValid()) {
                wkt.add(polygon);
            }
        }
        assertTrue(wkt.size() > 200, wkt.size() + " polygons");
    }

    @Test
    void coveredAreasGiveTheSameStatistics() throws IOException, InterruptedException, ParseException {
        compare(
                Map.of(
                        "count", "pixel_count",
                        "sum", "sum",
                        "mean", "mean",
                        "min", "min",
                        "max", "max",
                        "variety", "variety",
                        "variance", "variance",
                        "stdev", "stdev",
                        "median", "median",
                        "quantile(q=0.1)", "quantile_10"),
                Optional.empty());
    }

    @Test
    void weightsGiveTheSameStatistics() throws IOException, InterruptedException, ParseException {
        compare(
                Map.of(
                        "weighted_sum", "sum",
                        "weighted_mean", "mean",
                        "weighted_variance", "variance",
                        "weighted_stdev", "stdev"),
                Optional.of(raster(2)));
    }

    private void compare(Map<String, String> columns, Optional<RasterSource> weights)
            throws IOException, InterruptedException, ParseException {
        ArrayRaster values = raster(1);
        List<String> names = List.copyOf(columns.keySet());
        List<Map<String, String>> answers = ask(values, weights, names);
        List<ZonalRow> rows = rows(values, weights);
        assertEquals(rows.size(), answers.size());
        for (int zone = 0; zone < rows.size(); zone++) {
            for (String name : names) {
                String answer = answers.get(zone).get(name.startsWith("quantile") ? "quantile_10" : name);
                // Both say nothing, or 0 and NaN, of a zone outside.
                double expected = answer.isEmpty() || answer.endsWith("nan") ? 0 : Double.parseDouble(answer);
                double found = rows.get(zone)
                        .value(columns.get(name))
                        .map(Number::doubleValue)
                        .orElse(0.0);
                // exactextract keeps covered shares as 32-bit floats.
                assertEquals(expected, found, 2e-5 * Math.max(1, Math.abs(expected)), name + " of " + wkt.get(zone));
            }
        }
    }

    /** Values that all differ. */
    private static ArrayRaster raster(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] cells = new double[SIZE][SIZE];
        for (double[] row : cells) {
            Arrays.setAll(row, i -> (float) (1 + random.nextDouble(5)));
        }
        return ArrayRaster.of(SampleType.FLOAT32, cells).withBlocks(16, 16);
    }

    private List<ZonalRow> rows(ArrayRaster values, Optional<RasterSource> weights) throws IOException {
        ListZones zones = ListZones.of(wkt.toArray(String[]::new));
        ZonalOptions options = ZonalOptions.defaults()
                .withPixels(PixelRule.FRACTION)
                .withStatistics(Statistic.parse(
                        List.of(
                                "count",
                                "sum",
                                "mean",
                                "min",
                                "max",
                                "variety",
                                "variance",
                                "stdev",
                                "median",
                                "quantile(0.1)"),
                        new Problems()));
        try (RunContext context = RunContext.named("test").threads(2).build()) {
            return ZonalJob.plan(zones, zones.crs(), List.of(LabelledBand.of(values)), weights, options)
                    .rows(context);
        }
    }

    /** What exactextract says of each polygon, by the name of the statistic. */
    private List<Map<String, String>> ask(ArrayRaster values, Optional<RasterSource> weights, List<String> statistics)
            throws IOException, InterruptedException, ParseException {
        Path output = folder.resolve("out.csv");
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-f", "id"));
        command.addAll(List.of("-r", write("values.tif", values).toString(), "-o", output.toString()));
        command.addAll(List.of("-p", writePolygons().toString()));
        if (weights.isPresent()) {
            command.addAll(List.of("-w", write("weights.tif", weights.get()).toString()));
        }
        statistics.forEach(statistic -> command.addAll(List.of("-s", statistic)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
        List<String> lines = Files.readAllLines(output);
        String[] header = lines.get(0).replace("\"", "").split(",", -1);
        List<Map<String, String>> answers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.replace("\"", "").split(",", -1);
            Map<String, String> answer = new LinkedHashMap<>();
            IntStream.range(0, header.length).forEach(i -> answer.put(header[i], words[i]));
            answers.add(answer);
        }
        return answers;
    }

    private Path write(String name, RasterSource raster) throws IOException {
        Path file = folder.resolve(name);
        try (RunContext context = RunContext.named("test").threads(1).build()) {
            FieldsDataset.writeRaster(raster, file, context);
        }
        return file;
    }

    private Path writePolygons() throws IOException, ParseException {
        List<String> features = new ArrayList<>();
        for (String polygon : wkt) {
            Geometry geometry = new WKTReader().read(polygon);
            features.add("{\"type\":\"Feature\",\"properties\":{\"id\":%d},\"geometry\":%s}"
                    .formatted(features.size(), GeoJson.of(geometry)));
        }
        String collection = "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",\n", features) + "]}";
        return Files.writeString(folder.resolve("zones.geojson"), collection);
    }
}
