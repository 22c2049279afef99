package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.problem.InputDataException;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PamFileTest {
    private static final String COLUMNS = """
            <FieldDefn index="0"><Name>Count</Name><Type>0</Type><Usage>1</Usage></FieldDefn>
            <FieldDefn index="1"><Name>Crop</Name><Type typeAsString="String">2</Type><Usage usageAsString="Name">2</Usage></FieldDefn>
            """;

    @TempDir
    private Path folder;

    private Path raster;

    @BeforeEach
    void writeRaster() throws IOException {
        raster = folder.resolve("crops.tif");
        GridGeometry grid = new GridGeometry(Crs.UNKNOWN, GeoTransform.northUp(0, 4, 1, 1), 4, 4);
        RasterBand band = new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of());
        try (GeoTiffWriter writer = GeoTiffWriter.create(raster, grid, List.of(band, band), GeoTiffOptions.DEFAULT)) {
            writer.finish();
        }
    }

    @Test
    void withoutTheFileClassesHaveNoNames() throws IOException {
        assertEquals(Map.of(), names(1));
    }

    @Test
    void categoriesCountFromZeroAndEmptyOnesAreGaps() throws IOException {
        write(
                "<CategoryNames><Category>none</Category><Category/><Category> corn &amp; oats </Category></CategoryNames>");
        assertEquals(Map.of(0L, "none", 2L, "corn & oats"), names(1));
        assertEquals(Map.of(), names(2), "the file speaks of band 1");
    }

    @Test
    void tableGivesValuesTheirNames() throws IOException {
        write(table(
                "<FieldDefn index=\"2\"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>",
                "<Row index=\"0\"><F>9</F><F>corn</F><F>1</F></Row>",
                "<Row index=\"1\"><F>9</F><F>soybeans</F><F>5.0</F></Row>",
                "<Row index=\"2\"><F>9</F><F></F><F>6</F></Row>",
                "<Row index=\"3\"><F>9</F><F>below zero</F><F>-3</F></Row>"));
        assertEquals(Map.of(1L, "corn", 5L, "soybeans", -3L, "below zero"), names(1));
    }

    @Test
    void tableWithRangesNamesEveryWholeValueOnce() throws IOException {
        write(table(
                "<FieldDefn index=\"2\"><Name>from</Name><Type>1</Type><Usage>3</Usage></FieldDefn>"
                        + "<FieldDefn index=\"3\"><Name>to</Name><Type>1</Type><Usage>4</Usage></FieldDefn>",
                "<Row index=\"0\"><F>9</F><F>low</F><F>0.5</F><F>3</F></Row>",
                "<Row index=\"1\"><F>9</F><F>high</F><F>3</F><F>4.9</F></Row>",
                "<Row index=\"2\"><F>9</F><F>measured</F><F>10</F><F>1e12</F></Row>"));
        assertEquals(Map.of(1L, "low", 2L, "low", 3L, "low", 4L, "high"), names(1));
    }

    @Test
    void tableGoesBeforeTheList() throws IOException {
        write("<CategoryNames><Category>a</Category><Category>b</Category></CategoryNames>"
                + table(
                        "<FieldDefn index=\"2\"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>",
                        "<Row index=\"0\"><F>9</F><F>corn</F><F>1</F></Row>"));
        assertEquals(Map.of(0L, "a", 1L, "corn"), names(1));
    }

    @Test
    void statisticsAndTablesWithoutNamesAreNothing() throws IOException {
        write("<Histograms><HistItem><HistMin>0</HistMin></HistItem></Histograms>"
                + "<GDALRasterAttributeTable><FieldDefn index=\"0\"><Name>Value</Name><Usage>5</Usage></FieldDefn>"
                + "<Row index=\"0\"><F>1</F></Row></GDALRasterAttributeTable>");
        assertEquals(Map.of(), names(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<CategoryNames><Category>a</Category>",
                "<GDALRasterAttributeTable><FieldDefn><Usage>five</Usage></FieldDefn></GDALRasterAttributeTable>",
                "<CategoryNames><Category>&outside;</Category></CategoryNames>"
            })
    void brokenFileIsNamed(String inside) throws IOException {
        write(inside);
        InputDataException thrown = assertThrows(InputDataException.class, () -> names(1));
        assertEquals("PAM_XML", thrown.code());
        assertTrue(thrown.getMessage().startsWith("Cannot read " + raster + ".aux.xml"), thrown.getMessage());
    }

    @Test
    void nothingOutsideTheFileIsRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(
                auxiliary(),
                "<!DOCTYPE PAMDataset [<!ENTITY outside SYSTEM \"" + secret.toUri() + "\">]><PAMDataset>"
                        + "<PAMRasterBand band=\"1\"><CategoryNames><Category>&outside;</Category></CategoryNames>"
                        + "</PAMRasterBand></PAMDataset>");
        try {
            assertEquals(Map.of(), names(1));
        } catch (InputDataException e) {
            assertEquals("PAM_XML", e.code());
        }
    }

    @Test
    void readsWhatGdalWrites() throws IOException {
        Gdal.assumeOnPath("gdal_translate");
        Path vrt = Files.writeString(folder.resolve("named.vrt"), """
                <VRTDataset rasterXSize="4" rasterYSize="4"><VRTRasterBand dataType="Byte" band="1">
                <CategoryNames><Category>none</Category><Category>maïs &lt; 2 m</Category></CategoryNames>
                %s
                <SimpleSource><SourceFilename relativeToVRT="1">crops.tif</SourceFilename><SourceBand>1</SourceBand></SimpleSource>
                </VRTRasterBand></VRTDataset>
                """.formatted(table(
                "<FieldDefn index=\"2\"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>",
                "<Row index=\"0\"><F>9</F><F>winter wheat</F><F>24</F></Row>",
                "<Row index=\"1\"><F>9</F><F>\"other\"</F><F>255</F></Row>")));
        Path named = folder.resolve("named.tif");
        Gdal.run("gdal_translate", "-q", vrt.toString(), named.toString());
        try (GeoTiffSource source = GeoTiffSource.open(named)) {
            assertEquals(
                    Map.of(0L, "none", 1L, "maïs < 2 m", 24L, "winter wheat", 255L, "\"other\""),
                    source.bands().get(0).classNames());
        }
    }

    private static String table(String moreColumns, String... rows) {
        return "<GDALRasterAttributeTable tableType=\"thematic\">" + COLUMNS + moreColumns + String.join("\n", rows)
                + "</GDALRasterAttributeTable>";
    }

    private void write(String inBand) throws IOException {
        Files.writeString(
                auxiliary(),
                "<PAMDataset><Metadata><MDI key=\"a\">b</MDI></Metadata><PAMRasterBand band=\"1\">" + inBand
                        + "</PAMRasterBand></PAMDataset>");
    }

    private Path auxiliary() {
        return folder.resolve("crops.tif.aux.xml");
    }

    private Map<Long, String> names(int band) throws IOException {
        try (GeoTiffSource source = GeoTiffSource.open(raster)) {
            return source.bands().get(band - 1).classNames();
        }
    }
}
