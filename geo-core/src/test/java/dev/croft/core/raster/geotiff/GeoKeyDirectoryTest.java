package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.crs.Crs;
import dev.croft.core.grid.GeoTransform;
import dev.croft.core.grid.GridGeometry;
import dev.croft.core.raster.RasterBand;
import dev.croft.core.raster.RasterSource;
import dev.croft.core.raster.SampleType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoKeyDirectoryTest {
    private static final List<String> STATED = List.of(
            "+proj=aea +lat_0=23 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +x_0=10 +y_0=20 +datum=NAD83 +units=m",
            "+proj=aea +lat_0=34 +lon_0=-120 +lat_1=43 +lat_2=48 +x_0=600000 +y_0=0 +ellps=GRS80 +units=m",
            "+proj=lcc +lat_0=40 +lon_0=-96 +lat_1=30 +lat_2=50 +x_0=1000 +y_0=0 +datum=NAD83 +units=us-ft",
            "+proj=lcc +lat_1=40 +lat_0=40 +lon_0=-96 +k_0=0.999 +x_0=0 +y_0=0 +ellps=clrk66",
            "+proj=tmerc +lat_0=10 +lon_0=5 +k=0.9996 +x_0=500000 +y_0=0 +datum=WGS84",
            "+proj=tmerc +lat_0=10 +lon_0=5 +k=1 +x_0=0 +y_0=0 +ellps=intl +pm=3.5",
            "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210001 +ellps=GRS80",
            "+proj=merc +lon_0=10 +k=0.98 +x_0=0 +y_0=5 +R=6371000",
            "+proj=merc +lat_ts=30 +lon_0=10 +x_0=0 +y_0=5 +datum=WGS84",
            "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +x_0=0 +y_0=1 +ellps=GRS80",
            "+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=5 +x_0=0 +y_0=1 +datum=WGS84",
            "+proj=stere +lat_0=90 +lon_0=10 +k=0.994 +x_0=2000000 +y_0=2000001 +datum=WGS84",
            "+proj=utm +zone=14 +ellps=WGS72",
            "+proj=utm +zone=33 +south +ellps=bessel",
            "+proj=sinu +lon_0=0 +x_0=0 +y_0=0 +R=6371007.181 +units=m",
            "+proj=laea +lat_0=45 +lon_0=-100 +x_0=0 +y_0=0 +ellps=WGS84 +units=km",
            "+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=100 +y_0=0 +datum=WGS84 +to_meter=0.9144",
            "+proj=longlat +ellps=bessel",
            "+proj=longlat +R=6371000");

    /**
     * Prints the definitions that GDAL does not take for the CRS of the file made of each. GDAL tells datums without a code apart
     * by names that a PROJ string has not; of those, the numbers are compared.
     */
    private static final String COMPARE = """
            import sys
            from osgeo import gdal, osr
            osr.UseExceptions()
            options = ['IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES', 'CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS']
            def crs(definition):
                made = osr.SpatialReference()
                made.ImportFromProj4(definition)
                return made
            for file, definition in zip(sys.argv[1::2], sys.argv[2::2]):
                found = gdal.Open(file).GetSpatialRef()
                same = found if '+datum' in definition else crs(found.ExportToProj4())
                if not crs(definition).IsSame(same, options):
                    print(definition, '->', found.ExportToProj4())
            """;

    @TempDir
    private Path folder;

    static List<String> stated() {
        return STATED;
    }

    private Path write(Crs crs, String name) throws IOException {
        Path file = folder.resolve(name);
        GridGeometry grid = new GridGeometry(crs, GeoTransform.northUp(10, 20, 1, 1), 2, 2);
        RasterBand band = new RasterBand(SampleType.UINT8, "", Optional.empty(), List.of());
        GeoTiffRoundTripTest.write(file, grid, List.of(band), GeoTiffOptions.DEFAULT.withTileSize(16, 16), new byte[4]);
        return file;
    }

    @ParameterizedTest
    @MethodSource("stated")
    void crsWithoutCodeComesBackAsTheSame(String definition) throws IOException {
        Crs crs = Crs.parse(definition);
        try (RasterSource read = GeoTiffSource.open(write(crs, "x.tif"))) {
            assertTrue(crs.isEquivalentTo(read.grid().crs()), read.grid().crs().name());
        }
    }

    @Test
    void gdalReadsTheSame() throws IOException {
        List<Object> arguments = new ArrayList<>();
        for (String definition : STATED) {
            arguments.add(write(Crs.parse(definition), arguments.size() + ".tif"));
            arguments.add(definition);
        }
        assertEquals("", Gdal.python(COMPARE, arguments.toArray()));
    }

    /** Projections that the reader does not know, ellipsoids with a shift, axes that run west and south. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+proj=moll +lon_0=10 +datum=WGS84",
                "+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +ellps=bessel +towgs84=1,2,3",
                "+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +datum=WGS84 +axis=wsu"
            })
    void whatWouldComeBackAsAnotherIsNotStated(String definition) {
        assertFalse(GeoTiffWriter.canState(Crs.parse(definition)));
    }

    @Test
    void codesOfTheRegisterAreStatedAsSuch() {
        assertTrue(GeoTiffWriter.canState(Crs.ofEpsg(31468)), "a datum that keys could not describe");
        assertFalse(GeoTiffWriter.canState(Crs.UNKNOWN));
    }
}
