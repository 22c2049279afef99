package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.NoData;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GDAL writes we read, and what we write GDAL reads, sample by sample; where GDAL's programs are installed. */
class GdalComparisonTest {
    private static final int COLUMNS = 75;
    private static final int ROWS = 41;

    @TempDir
    private Path directory;

    /** One way for GDAL to write a GeoTIFF. */
    record Form(
            SampleType type,
            String compression,
            int predictor,
            boolean pixelInterleaved,
            boolean tiled,
            boolean big,
            boolean bigEndian) {

        List<String> command(Path from, Path to) {
            List<String> command = new ArrayList<>(List.of("gdal_translate", "-q", "-of", "GTiff"));
            option(command, "COMPRESS=" + compression);
            if (predictor > 1) {
                option(command, "PREDICTOR=" + predictor);
            }
            option(command, "INTERLEAVE=" + (pixelInterleaved ? "PIXEL" : "BAND"));
            option(command, tiled ? "TILED=YES" : "BLOCKYSIZE=7");
            if (tiled) {
                option(command, "BLOCKXSIZE=32");
                option(command, "BLOCKYSIZE=16");
            }
            option(command, "BIGTIFF=" + (big ? "YES" : "NO"));
            option(command, "ENDIANNESS=" + (bigEndian ? "BIG" : "LITTLE"));
            if (type == SampleType.INT8) {
                option(command, "PIXELTYPE=SIGNEDBYTE");
            }
            command.add(from.toString());
            command.add(to.toString());
            return command;
        }

        private static void option(List<String> command, String option) {
            command.add("-co");
            command.add(option);
        }
    }

    @BeforeAll
    static void needsGdal() {
        Gdal.assumeOnPath("gdal_translate");
        Gdal.assumeOnPath("gdalinfo");
    }

    /** Each switch of GDAL's in turn; all together they take a minute. */
    static Stream<Form> someForms() {
        return everyNth(allForms().toList(), 43);
    }

    /** Every type with every compression and predictor, and the four other switches both ways. */
    static Stream<Form> allForms() {
        return plainForms().stream()
                .flatMap(form -> Stream.iterate(0, i -> i + 1).limit(16).map(switches -> switched(form, switches)));
    }

    private static Stream<Form> everyNth(List<Form> forms, int step) {
        List<Form> some = new ArrayList<>();
        for (int i = 0; i < forms.size(); i += step) {
            some.add(forms.get(i));
        }
        return some.stream();
    }

    private static List<Form> plainForms() {
        List<Form> forms = new ArrayList<>();
        for (SampleType type : SampleType.values()) {
            for (String compression : List.of("NONE", "PACKBITS", "LZW", "DEFLATE", "ZSTD")) {
                boolean predicted = !compression.equals("NONE") && !compression.equals("PACKBITS");
                int highest = !predicted ? 1 : type.isFloating() ? 3 : 2;
                for (int predictor = 1; predictor <= highest; predictor++) {
                    forms.add(new Form(type, compression, predictor, false, false, false, false));
                }
            }
        }
        return forms;
    }

    private static Form switched(Form form, int switches) {
        return new Form(
                form.type(),
                form.compression(),
                form.predictor(),
                (switches & 1) != 0,
                (switches & 2) != 0,
                (switches & 4) != 0,
                (switches & 8) != 0);
    }

    @ParameterizedTest
    @MethodSource("someForms")
    void readsWhatGdalWrites(Form form) throws IOException {
        Path tif = directory.resolve("values.tif");
        Object[] bands = new Object[3];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = Rasters.smooth(form.type(), COLUMNS * ROWS, band);
        }
        Path raw = Gdal.writeRaw(directory, form.type(), COLUMNS, ROWS, bands);
        Gdal.run(form.command(raw, tif));
        try (GeoTiffSource source = GeoTiffSource.open(tif)) {
            for (int band = 0; band < bands.length; band++) {
                // libtiff 4.5 writes big-endian floats with predictor 3 so that it reads other values itself: as it
                // reads.
                boolean garbled = form.bigEndian() && form.predictor() == 3;
                Object expected = garbled ? Gdal.band(tif, band) : bands[band];
                Rasters.assertSame(expected, Rasters.band(source, band), "band " + (band + 1));
            }
            assertEquals(form.tiled() ? 32 : COLUMNS, source.blockColumnCount());
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allForms")
    void readsEverythingGdalWrites(Form form) throws IOException {
        readsWhatGdalWrites(form);
    }

    static Stream<Form> writtenForms() {
        List<Form> forms = plainForms().stream()
                .filter(form -> form.type() != SampleType.INT8) // a type that GDAL has from 3.7 on
                .filter(form ->
                        !form.compression().equals("LZW") && !form.compression().equals("PACKBITS"))
                .filter(form -> form.compression().equals("DEFLATE") || form.predictor() == 1)
                .toList();
        return everyNth(forms, 4);
    }

    @ParameterizedTest
    @MethodSource("writtenForms")
    void gdalReadsWhatWeWrite(Form form) throws IOException {
        Path tif = directory.resolve("values.tif");
        Object first = Rasters.smooth(form.type(), COLUMNS * ROWS, 1);
        Object second = Rasters.smooth(form.type(), COLUMNS * ROWS, 2);
        GeoTiffOptions options = GeoTiffOptions.DEFAULT
                .withTileSize(32, 16)
                .withCompression(Compression.valueOf(form.compression()), 6)
                .withPredictor(Predictor.ofTag(form.predictor()).orElseThrow());
        RasterBand band = new RasterBand(form.type(), "", Optional.empty(), List.of());
        GridGeometry grid = new GridGeometry(Crs.parse("EPSG:5070"), GeoTransform.northUp(0, 0, 30, 30), COLUMNS, ROWS);
        GeoTiffRoundTripTest.write(tif, grid, List.of(band, band), options, first, second);
        Rasters.assertSame(second, Gdal.band(tif, 1), "band 2 in GDAL");
    }

    @Test
    void gdalUnderstandsWhatWeSayAboutTheRaster() throws IOException {
        List<Integer> palette = List.of(0xFF000000, 0xFFFFD300, 0xFF0102FE);
        RasterBand band = new RasterBand(SampleType.UINT8, "crop & cover", Optional.of(new NoData("0")), palette);
        GridGeometry grid = new GridGeometry(
                Crs.parse("EPSG:5070"), GeoTransform.northUp(-106_095, 1_822_605, 30, 30), COLUMNS, ROWS);
        JsonNode info = info(grid, band);
        assertEquals("[75,41]", info.get("size").toString());
        assertEquals(
                "[-106095.0,30.0,0.0,1822605.0,0.0,-30.0]",
                info.get("geoTransform").toString());
        assertTrue(info.at("/coordinateSystem/wkt").asText().contains("ID[\"EPSG\",5070]]"));
        JsonNode first = info.at("/bands/0");
        assertEquals("crop & cover", first.get("description").asText());
        assertEquals(0, first.get("noDataValue").asInt(-1));
        assertEquals("[255,211,0,255]", first.at("/colorTable/entries/1").toString());
        assertEquals("[32,16]", first.get("block").toString());
    }

    @Test
    void gdalUnderstandsGeographicAndRotatedGrids() throws IOException {
        RasterBand band = new RasterBand(SampleType.FLOAT32, "", Optional.of(new NoData("nan")), List.of());
        GeoTransform rotated = new GeoTransform(8, 0.5, 0.125, 49, 0.25, -0.5);
        JsonNode info = info(new GridGeometry(Crs.parse("EPSG:4326"), rotated, COLUMNS, ROWS), band);
        assertEquals("[8.0,0.5,0.125,49.0,0.25,-0.5]", info.get("geoTransform").toString());
        assertTrue(info.at("/coordinateSystem/wkt").asText().contains("ID[\"EPSG\",4326]]"));
        assertEquals("NaN", info.at("/bands/0/noDataValue").asText());
    }

    private JsonNode info(GridGeometry grid, RasterBand band) throws IOException {
        Path tif = directory.resolve("info.tif");
        GeoTiffOptions options = GeoTiffOptions.DEFAULT.withTileSize(32, 16);
        Object values = Rasters.smooth(band.type(), COLUMNS * ROWS, 1);
        GeoTiffRoundTripTest.write(tif, grid, List.of(band), options, values);
        return new ObjectMapper().readTree(Gdal.run("gdalinfo", "-json", tif.toString()));
    }
}
