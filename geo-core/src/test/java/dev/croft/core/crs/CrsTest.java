package dev.croft.core.crs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrsTest {
    static final String ALBERS_ESRI = """
            PROJCS["USA_Contiguous_Albers_Equal_Area_Conic_USGS_version",GEOGCS["GCS_North_American_1983",\
            DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],\
            UNIT["Degree",0.0174532925199433]],PROJECTION["Albers"],PARAMETER["False_Easting",0.0],\
            PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-96.0],PARAMETER["Standard_Parallel_1",29.5],\
            PARAMETER["Standard_Parallel_2",45.5],PARAMETER["Latitude_Of_Origin",23.0],UNIT["Meter",1.0]]""";

    static final String WEB_MERCATOR_GDAL = """
            PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],\
            PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],\
            PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],\
            PARAMETER["false_northing",0],UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH],\
            EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +nadgrids=@null +wktext +no_defs"]]""";

    static final String COMPOUND = """
            COMPOUNDCRS["Amersfoort / RD New + NAP height",PROJCRS["Amersfoort / RD New",ID["EPSG",28992]],\
            VERTCRS["NAP height",VDATUM["Normaal Amsterdams Peil"],CS[vertical,1],AXIS["up",up],LENGTHUNIT["metre",1]],\
            ID["EPSG",7415]]""";

    static final String BOUND = """
            BOUNDCRS[SOURCECRS[GEOGCRS["unknown",DATUM["Unknown based on Bessel 1841 ellipsoid",\
            ELLIPSOID["Bessel 1841",6377397.155,299.1528128,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0],\
            CS[ellipsoidal,2],AXIS["lon",east],AXIS["lat",north],ANGLEUNIT["degree",0.0174532925199433]]],\
            TARGETCRS[GEOGCRS["WGS 84",ID["EPSG",4326]]],ABRIDGEDTRANSFORMATION["to WGS84",\
            METHOD["Coordinate Frame rotation (geog2D domain)"],PARAMETER["X-axis translation",598.1],\
            PARAMETER["Y-axis translation",73.7],PARAMETER["Z-axis translation",418.2],\
            PARAMETER["X-axis rotation",-0.202],PARAMETER["Y-axis rotation",-0.045],PARAMETER["Z-axis rotation",2.455],\
            PARAMETER["Scale difference",1.0000067]]]""";

    @ParameterizedTest
    @CsvSource({
        "EPSG:5070, 5070",
        "epsg:5070, 5070",
        "EPSG::5070, 5070",
        "urn:ogc:def:crs:EPSG::5070, 5070",
        "URN:OGC:DEF:CRS:EPSG:10.2:5070, 5070",
        "http://www.opengis.net/def/crs/EPSG/0/5070, 5070",
        "https://www.opengis.net/def/crs/EPSG/0/5070, 5070",
        "http://www.opengis.net/gml/srs/epsg.xml#5070, 5070",
        "+init=epsg:5070, 5070",
        "OGC:CRS84, 4326",
        "CRS84, 4326",
        "urn:ogc:def:crs:OGC:1.3:CRS84, 4326",
        "EPSG:4979, 4326",
        "EPSG:900913, 3857",
        "EPSG:102100, 3857",
        "' EPSG:32615 ', 32615"
    })
    void codesAreReadInEveryForm(String text, int code) {
        assertEquals(OptionalInt.of(code), Crs.parse(text).epsgCode());
    }

    @ParameterizedTest
    @CsvSource({
        "EPSG:32601, EPSG:32601, +proj=utm +zone=1 +datum=WGS84",
        "last zone south, EPSG:32760, +proj=utm +zone=60 +south +datum=WGS84",
        "ETRS89, EPSG:25832, +proj=utm +zone=32 +ellps=GRS80 +units=m",
        "NAD83, EPSG:26915, +proj=tmerc +lon_0=-93 +k=0.9996 +x_0=500000 +datum=NAD83",
        "MGA, EPSG:28355, +proj=utm +zone=55 +south +ellps=GRS80",
        "Japan IX, EPSG:6677, +proj=tmerc +lat_0=36 +lon_0=139.833333333333 +k=0.9999 +ellps=GRS80",
        "web map, EPSG:3857, +proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +k=1 +units=m +nadgrids=@null +no_defs",
        "Mercator B, +proj=merc +lat_ts=60 +datum=WGS84, +proj=merc +k=0.501259942664127 +datum=WGS84",
        "Ellipsoid, +proj=longlat +ellps=airy, +proj=longlat +a=6377563.396 +rf=299.3249646",
        "Michigan feet, EPSG:2253, +proj=lcc +lat_1=43.6666666666667 +lat_2=42.1 +lat_0=41.5 +lon_0=-84.3666666666667"
                + " +x_0=3999999.999984 +datum=NAD83 +units=ft",
    })
    void codesAndProjStringsOfOneCrsAreEquivalent(String name, String code, String proj) {
        assertTrue(Crs.parse(code).isEquivalentTo(Crs.parse(proj)), name);
        assertTrue(Crs.parse(proj).isEquivalentTo(Crs.parse(code)), name);
    }

    @ParameterizedTest
    @CsvSource({
        "EPSG:4326, EPSG:4269",
        "EPSG:4326, EPSG:3857",
        "EPSG:5070, EPSG:6350",
        "EPSG:4258, EPSG:4269",
        "EPSG:32615, EPSG:26915",
        "EPSG:2253, EPSG:26989",
        "+proj=longlat +ellps=GRS80, +proj=longlat +ellps=WGS84",
        "+proj=longlat +pm=paris +datum=WGS84, EPSG:4326"
    })
    void nearlyEqualCrssAreNotEquivalent(String one, String other) {
        assertFalse(Crs.parse(one).isEquivalentTo(Crs.parse(other)));
        assertFalse(Crs.parse(other).isEquivalentTo(Crs.parse(one)));
    }

    @Test
    void unknownIsEquivalentToNothing() {
        assertFalse(Crs.UNKNOWN.isKnown());
        assertFalse(Crs.UNKNOWN.isEquivalentTo(Crs.UNKNOWN));
        assertFalse(Crs.UNKNOWN.isGeographic());
        assertEquals(OptionalInt.empty(), Crs.UNKNOWN.epsgCode());
        assertEquals(Crs.UNKNOWN, Crs.UNKNOWN);
    }

    @Test
    void unsupportedIsKnownByItsTextAndFailsWithItsReason() {
        Crs crs = Crs.unsupported(" EPSG:999999\n", "Cannot use it.");

        assertTrue(crs.isKnown());
        assertEquals("unsupported: EPSG:999999", crs.toString());
        assertEquals(crs, Crs.unsupported(" EPSG:999999\n", "Cannot use another file's."));
        assertNotEquals(crs, Crs.unsupported("EPSG:999998", "Cannot use it."));
        assertNotEquals(crs, Crs.UNKNOWN);
        assertFalse(crs.isEquivalentTo(crs));
        assertFalse(crs.isGeographic());
        assertTrue(Double.isNaN(crs.metresPerUnit()));
        ConfigurationException e = assertThrows(ConfigurationException.class, crs::toProjJson);
        assertEquals("Cannot use it.", e.getMessage());
        assertTrue(Crs.unsupported("x".repeat(1000), "Cannot use it.").name().length() < 100);
    }

    @Test
    void equalityIsThatOfCodeAndDefinition() {
        assertEquals(Crs.parse("EPSG:4326"), Crs.parse("OGC:CRS84"));
        assertEquals(
                Crs.parse("EPSG:5070").hashCode(),
                Crs.parse("urn:ogc:def:crs:EPSG::5070").hashCode());
        assertNotEquals(Crs.parse("EPSG:5070"), Crs.parse("EPSG:5071"));
        assertNotEquals(Crs.UNKNOWN, Crs.parse("EPSG:4326"));
    }

    @Test
    void wktOfEsriIsReadByItsParameters() {
        Crs crs = Crs.parse(ALBERS_ESRI);
        assertEquals(OptionalInt.empty(), crs.epsgCode());
        assertEquals("USA_Contiguous_Albers_Equal_Area_Conic_USGS_version", crs.name());
        assertTrue(crs.isEquivalentTo(Crs.ofEpsg(5070)));
    }

    @Test
    void extensionOfGdalMeansWebMercator() {
        assertTrue(Crs.parse(WEB_MERCATOR_GDAL).isEquivalentTo(Crs.ofEpsg(3857)));
    }

    @Test
    void horizontalPartOfCompoundCrsIsTaken() {
        assertEquals(OptionalInt.of(28992), Crs.parse(COMPOUND).epsgCode());
    }

    @Test
    void shiftOfBoundCrsIsKept() {
        Crs german = Crs.parse("+proj=longlat +ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7");
        double[] x = {9};
        double[] y = {50};
        CoordinateTransform.between(Crs.parse(BOUND), Crs.ofEpsg(4326)).transform(x, y, 0, 1);
        double[] expectedX = {9};
        double[] expectedY = {50};
        CoordinateTransform.between(german, Crs.ofEpsg(4326)).transform(expectedX, expectedY, 0, 1);
        assertEquals(expectedX[0], x[0], 1e-10);
        assertEquals(expectedY[0], y[0], 1e-10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPSG:4326",
                "OGC:CRS84",
                "EPSG:5070",
                "EPSG:3857",
                "EPSG:28992",
                "EPSG:2056",
                "EPSG:31370",
                "EPSG:3413",
                "EPSG:32661",
                "EPSG:5514",
                "EPSG:2048",
                "EPSG:3078",
                "EPSG:29873",
                "EPSG:27572",
                "EPSG:26729",
                "+proj=sinu +R=6371007.181",
                "+proj=moll +datum=WGS84",
                "+proj=cass +lat_0=10 +lon_0=-61 +ellps=clrk66",
                "+proj=eqc +lat_ts=30 +datum=WGS84",
                "+proj=aeqd +lat_0=40 +lon_0=-100 +datum=WGS84",
                "+proj=stere +lat_0=45 +lon_0=20 +k=0.9996 +datum=WGS84",
                "+proj=merc +lat_ts=40 +datum=WGS84",
                "+proj=lcc +lat_0=30 +lat_1=33 +lat_2=45 +k_0=1.0001 +datum=WGS84",
                "+proj=longlat +pm=paris +ellps=intl",
                "+proj=utm +zone=33 +ellps=bessel +towgs84=577,90,464,5,1,5,2"
            })
    void projJsonReadsBackAsTheSameCrs(String text) {
        Crs crs = Crs.parse(text);
        String json = crs.toProjJson();
        assertTrue(crs.isEquivalentTo(Crs.parse(json)), json);
        assertEquals(crs.epsgCode(), Crs.parse(json).epsgCode());
        String withoutId = json.replaceAll(",\"id\":\\{[^}]*}", "");
        assertTrue(
                Crs.parse(withoutId).isEquivalentTo(crs)
                        || !crs.definition().datum().toWgs84().isEmpty(),
                withoutId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EPSG:999999 | EPSG:999999",
                "EPSG:4978 | geocent",
                "EPSG:4807 | register",
                "EPSG:5513 | register",
                "mars | EPSG:n",
                "'' | EPSG:n",
                "+proj=tpeqd +lat_1=60 | tpeqd",
                "+proj=aea +lat_1=x +lat_2=3 | lat_1=x",
                "+proj=aea +lat_1=29.5 | lat_2",
                "+proj=utm +zone=61 | zone",
                "+proj=longlat +R_A | R_A",
                "+proj=tmerc +lon_0=9 +approx | approx",
                "+proj=longlat +towgs84=1,2 | towgs84",
                "+proj=longlat +datum=moon | moon",
                "+proj=longlat +ellps=moon | moon",
                "+proj=krovak +axis=swu | axis",
                "GEOGCS[\"x\" | at character",
                "GEOGCS[\"x\",DATUM[\"d\",SPHEROID[\"s\",a,b]]] | number",
                "VERT_CS[\"NAP\"] | VERT_CS",
                "LOCAL_CS[\"site\"] | LOCAL_CS",
                "GEOCCS[\"WGS 84\"] | GEOCCS",
                "{\"type\":\"VerticalCRS\",\"name\":\"NAP\"} | VERTICALCRS",
                "{\"type\": | PROJJSON"
            })
    void refusalsNameWhatIsWrong(String text, String named) {
        String message = assertThrows(ConfigurationException.class, () -> Crs.parse(text))
                .getMessage();
        assertTrue(message.startsWith("Cannot "), message);
        assertTrue(message.contains(named), message);
    }

    @Test
    void projectionMethodsThatAreNotKnownAreNamed() {
        String wkt = ALBERS_ESRI.replace("\"Albers\"", "\"Two_Point_Equidistant\"");
        String message =
                assertThrows(ConfigurationException.class, () -> Crs.parse(wkt)).getMessage();
        assertTrue(message.contains("Two_Point_Equidistant"), message);
    }

    @Test
    void deepNestingIsRefusedWithoutOverflow() {
        String wkt = "GEOGCS[\"a\",".repeat(5000) + "\"b\"" + "]".repeat(5000);
        assertThrows(ConfigurationException.class, () -> Crs.parse(wkt));
        String json = "{\"base_crs\":".repeat(5000) + "1" + "}".repeat(5000);
        assertThrows(ConfigurationException.class, () -> Crs.parse(json));
    }
}
