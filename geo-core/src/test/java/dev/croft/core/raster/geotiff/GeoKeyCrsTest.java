package dev.croft.core.raster.geotiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoKeyCrsTest {
    @TempDir
    private Path directory;

    @Test
    void codesOfTheRegisterAreTaken() throws IOException {
        assertEquals(Optional.of("EPSG:5070"), definition(new double[] {}, 1024, 0, 1, 1, 3072, 0, 1, 5070));
        assertEquals(Optional.of("EPSG:4326"), definition(new double[] {}, 1024, 0, 1, 2, 2048, 0, 1, 4326));
        assertEquals(Optional.of("EPSG:32614"), definition(new double[] {}, 3072, 0, 1, 32614));
        assertEquals(Optional.of("EPSG:4269"), definition(new double[] {}, 2048, 0, 1, 4269));
    }

    @Test
    void noKeysNoCrs() throws IOException {
        assertEquals(Optional.empty(), definition(new double[] {}));
        assertEquals(Optional.empty(), definition(new double[] {}, 1025, 0, 1, 1));
    }

    /** The keys of Cropland Data Layers before they had an EPSG code. */
    @Test
    void albersOfOldCroplandDataLayers() throws IOException {
        double[] numbers = {29.5, 45.5, -96, 23, 0, 0};
        Optional<String> found = definition(
                numbers, 1024, 0, 1, 1, 1025, 0, 1, 1, 2048, 0, 1, 4269, 3072, 0, 1, 32767, 3074, 0, 1, 32767, 3075, 0,
                1, 11, 3076, 0, 1, 9001, 3078, 34736, 1, 0, 3079, 34736, 1, 1, 3080, 34736, 1, 2, 3081, 34736, 1, 3,
                3082, 34736, 1, 4, 3083, 34736, 1, 5);
        assertEquals(
                Optional.of("+proj=aea +lat_0=23.0 +lon_0=-96.0 +lat_1=29.5 +lat_2=45.5 +x_0=0.0 +y_0=0.0 +datum=NAD83"
                        + " +units=m +no_defs"),
                found);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 28, 0})
    void projectionsWithoutAnExactFormAreUnknown(int method) throws IOException {
        assertEquals(
                Optional.empty(),
                definition(new double[] {}, 1024, 0, 1, 1, 2048, 0, 1, 4326, 3072, 0, 1, 32767, 3075, 0, 1, method));
    }

    @Test
    void datumsAndUnitsThatAreNotKnownMakeTheCrsUnknown() throws IOException {
        int[] ed50 = {1024, 0, 1, 1, 2048, 0, 1, 4230, 3072, 0, 1, 32767, 3075, 0, 1, 1};
        assertEquals(Optional.empty(), definition(new double[] {}, ed50));
        int[] chains = {1024, 0, 1, 1, 2048, 0, 1, 4326, 3072, 0, 1, 32767, 3075, 0, 1, 1, 3076, 0, 1, 9097};
        assertEquals(Optional.empty(), definition(new double[] {}, chains));
    }

    /** Files that GDAL writes are described as GDAL describes them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "+proj=longlat +ellps=bessel",
            })
    void projectionsOfGdalAreSaidAsGdalSaysThem(String proj) throws IOException {
        Gdal.assumeOnPath("gdal_translate");
        Path plain = TiffFixture.bytesInStrips(2, 2, 2, new byte[4]).write(directory);
        Path placed = directory.resolve("placed.tif");
        Gdal.run("gdal_translate", "-q", "-a_srs", proj, plain.toString(), placed.toString());
        try (TiffFile file = TiffFile.open(placed, placed)) {
            GeoKeys keys = GeoKeys.of(file, TiffDirectory.ofMainImage(file));
            assertEquals(parameters(proj), parameters(GeoKeyCrs.definition(keys).orElse("")));
        }
    }

    /** Parameters by name, numbers rounded, ellipsoids as their axes, and without what is the default. */
    private static Map<String, String> parameters(String proj) {
        Map<String, String> parameters = new TreeMap<>();
        for (String term : proj.trim().split(" +", -1)) {
            String[] pair = (term + "=").split("=", -1);
            String name = pair[0].equals("+k") ? "+k_0" : pair[0];
            boolean isNumber = pair[1].matches("-?[\\d.]+(E\\d+)?");
            parameters.put(name, isNumber ? "" + (float) Double.parseDouble(pair[1]) : pair[1]);
        }
        parameters.remove("+no_defs");
        parameters.remove("+units", "m");
        parameters.remove("+k_0", "1.0");
        parameters.remove("+to_meter");
        Map<String, String> axes = Map.of(
                "GRS80",
                "6378137 298.2572",
                "clrk66",
                "6378206.5 294.9787",
                "bessel",
                "6377397 299.15283",
                "intl",
                "6378388 297.0",
                "WGS72",
                "6378135 298.26");
        String ellipsoid = parameters.remove("+ellps");
        if (ellipsoid != null) {
            parameters.put("axes", axes.get(ellipsoid));
        } else if (parameters.containsKey("+rf")) {
            float major = Float.parseFloat(parameters.remove("+a"));
            String name = axes.values().stream()
                    .filter(text -> Math.abs(Float.parseFloat(text.split(" ", -1)[0]) - major) < 1)
                    .findFirst()
                    .orElse("" + major);
            float flattening = Float.parseFloat(parameters.remove("+rf"));
            assertTrue(Math.abs(Float.parseFloat(name.split(" ", -1)[1]) - flattening) < 1e-4, name);
            parameters.put("axes", name);
        } else if (parameters.containsKey("+b")) {
            assertEquals(parameters.get("+b"), parameters.remove("+a"));
            parameters.put("+R", parameters.remove("+b"));
        }
        return parameters;
    }

    private Optional<String> definition(double[] numbers, int... entries) throws IOException {
        long[] values = new long[4 + entries.length];
        values[0] = 1;
        values[1] = 1;
        values[3] = entries.length / 4;
        for (int i = 0; i < entries.length; i++) {
            values[4 + i] = entries[i];
        }
        TiffFixture fixture = new TiffFixture(ByteOrder.LITTLE_ENDIAN, false).with(TiffTag.GEO_KEY_DIRECTORY, values);
        if (numbers.length > 0) {
            fixture.withDoubles(TiffTag.GEO_DOUBLE_PARAMS, numbers);
        }
        Path path = fixture.write(directory);
        try (TiffFile file = TiffFile.open(path, path)) {
            return GeoKeyCrs.definition(GeoKeys.of(file, TiffDirectory.ofMainImage(file)));
        } finally {
            Files.delete(path);
        }
    }
}
