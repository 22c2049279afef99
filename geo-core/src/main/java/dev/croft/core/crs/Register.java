package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.proj4j.io.Proj4FileReader;

/**
 * Definitions by code: the common EPSG codes from a table and a few rules, so that they cost nothing, all others from
 * proj4j-epsg's copy of the EPSG and ESRI registers, which takes some milliseconds to search.
 */
final class Register {
    /** @param name as in the register */
    record Entry(String name, Definition definition) {}

    private static final String ETRS_LONLAT = "+proj=longlat +datum=ETRS89";
    private static final String CONUS_PARALLELS = "+lat_0=23 +lat_1=29.5 +lat_2=45.5 +lon_0=-96";
    /**
     * EPSG codes whose PROJ strings in the file are not what the register says, found by comparing all of them with PROJ 9:
     * coordinates in grads, axes running south and west, spherical formulas on an ellipsoid, a unit or a constant left out.
     */
    private static final Set<Integer> NOT_AS_REGISTERED = Set.of(
            2065, 3167, 3973, 3974, 3975, 4807, 4810, 4811, 4816, 4819, 4821, 4901, 4902, 5513, 6871, 7400, 8044, 8045,
            22700, 26591, 26592, 31300);

    /** The file means the ellipsoid of EPSG:7012 where it writes PROJ's name for a slightly different one. */
    private static final String CLARKE_1880 = "+ellps=clrk80 ";

    private static final String CLARKE_1880_RGS = "+a=6378249.145 +rf=293.465 ";
    private static final List<String> ROMAN = List.of(
            "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
            "XVII", "XVIII", "XIX");

    /** Latitude and longitude of origin of Japan's nineteen plane rectangular systems. */
    private static final double[][] JAPAN_ORIGINS = {
        {33, 129.5},
        {33, 131},
        {36, 132 + 10.0 / 60},
        {33, 133.5},
        {36, 134 + 20.0 / 60},
        {36, 136},
        {36, 137 + 10.0 / 60},
        {36, 138.5},
        {36, 139 + 50.0 / 60},
        {40, 140 + 50.0 / 60},
        {44, 140.25},
        {44, 142.25},
        {44, 144.25},
        {26, 142},
        {26, 127.5},
        {26, 124},
        {26, 131},
        {20, 136},
        {26, 154}
    };

    private static final Map<Integer, String[]> COMMON = new HashMap<>();

    static {
        common(4326, "WGS 84", "+proj=longlat +datum=WGS84");
        common(4269, "NAD83", "+proj=longlat +datum=NAD83");
        common(4267, "NAD27", "+proj=longlat +datum=NAD27");
        common(6318, "NAD83(2011)", "+proj=longlat +datum=NAD83(2011)");
        common(4258, "ETRS89", ETRS_LONLAT);
        common(4283, "GDA94", "+proj=longlat +datum=GDA94");
        common(7844, "GDA2020", "+proj=longlat +datum=GDA2020");
        common(4617, "NAD83(CSRS)", "+proj=longlat +datum=NAD83(CSRS)");
        common(4674, "SIRGAS 2000", "+proj=longlat +datum=SIRGAS2000");
        common(4167, "NZGD2000", "+proj=longlat +datum=NZGD2000");
        common(4171, "RGF93", "+proj=longlat +datum=RGF93");
        common(4612, "JGD2000", "+proj=longlat +datum=JGD2000");
        common(6668, "JGD2011", "+proj=longlat +datum=JGD2011");
        common(4277, "OSGB36", "+proj=longlat +datum=OSGB36");
        common(4289, "Amersfoort", "+proj=longlat +datum=Amersfoort");
        common(4313, "BD72", "+proj=longlat +datum=BD72");
        common(4312, "MGI", "+proj=longlat +datum=hermannskogel");
        common(4314, "DHDN", "+proj=longlat +datum=potsdam");
        common(4149, "CH1903", "+proj=longlat +datum=CH1903");
        common(4150, "CH1903+", "+proj=longlat +datum=CH1903+");
        common(3857, "WGS 84 / Pseudo-Mercator", "+proj=webmerc +datum=WGS84");
        common(3395, "WGS 84 / World Mercator", "+proj=merc +lon_0=0 +k=1 +datum=WGS84");
        common(6933, "WGS 84 / NSIDC EASE-Grid 2.0 Global", "+proj=cea +lat_ts=30 +lon_0=0 +datum=WGS84");
        common(
                3413,
                "WGS 84 / NSIDC Sea Ice Polar Stereographic North",
                "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +datum=WGS84");
        common(
                3031,
                "WGS 84 / Antarctic Polar Stereographic",
                "+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +datum=WGS84");
        common(3995, "WGS 84 / Arctic Polar Stereographic", "+proj=stere +lat_0=90 +lat_ts=71 +lon_0=0 +datum=WGS84");
        common(5070, "NAD83 / Conus Albers", "+proj=aea " + CONUS_PARALLELS + " +datum=NAD83");
        common(5071, "NAD83(HARN) / Conus Albers", "+proj=aea " + CONUS_PARALLELS + " +datum=NAD83(HARN)");
        common(6350, "NAD83(2011) / Conus Albers", "+proj=aea " + CONUS_PARALLELS + " +datum=NAD83(2011)");
        common(
                3005,
                "NAD83 / BC Albers",
                "+proj=aea +lat_0=45 +lat_1=50 +lat_2=58.5 +lon_0=-126 +x_0=1000000 +datum=NAD83");
        common(
                3310,
                "NAD83 / California Albers",
                "+proj=aea +lat_0=0 +lat_1=34 +lat_2=40.5 +lon_0=-120 +y_0=-4000000 +datum=NAD83");
        common(
                3347,
                "NAD83 / Statistics Canada Lambert",
                "+proj=lcc +lat_0=63.390675 +lat_1=49 +lat_2=77 +lon_0=-91.86666666666666 +x_0=6200000 +y_0=3000000"
                        + " +datum=NAD83");
        common(3978, "NAD83 / Canada Atlas Lambert", "+proj=lcc +lat_0=49 +lat_1=49 +lat_2=77 +lon_0=-95 +datum=NAD83");
        common(
                3979,
                "NAD83(CSRS) / Canada Atlas Lambert",
                "+proj=lcc +lat_0=49 +lat_1=49 +lat_2=77 +lon_0=-95 +datum=NAD83(CSRS)");
        common(
                3034,
                "ETRS89-extended / LCC Europe",
                "+proj=lcc +lat_0=52 +lat_1=35 +lat_2=65 +lon_0=10 +x_0=4000000 +y_0=2800000 +datum=ETRS89");
        common(
                3035,
                "ETRS89-extended / LAEA Europe",
                "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +datum=ETRS89");
        common(
                2154,
                "RGF93 / Lambert-93",
                "+proj=lcc +lat_0=46.5 +lat_1=49 +lat_2=44 +lon_0=3 +x_0=700000 +y_0=6600000 +datum=RGF93");
        common(
                27700,
                "OSGB36 / British National Grid",
                "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +datum=OSGB36");
        common(
                28992,
                "Amersfoort / RD New",
                "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000"
                        + " +datum=Amersfoort");
        common(
                31370,
                "BD72 / Belgian Lambert 72",
                "+proj=lcc +lat_0=90 +lat_1=51.1666672333333 +lat_2=49.8333339 +lon_0=4.36748666666667"
                        + " +x_0=150000.013 +y_0=5400088.438 +datum=BD72");
        common(
                31287,
                "MGI / Austria Lambert",
                "+proj=lcc +lat_0=47.5 +lat_1=49 +lat_2=46 +lon_0=13.3333333333333 +x_0=400000 +y_0=400000"
                        + " +datum=hermannskogel");
        common(
                21781,
                "CH1903 / LV03",
                "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +x_0=600000 +y_0=200000 +datum=CH1903");
        common(
                2056,
                "CH1903+ / LV95",
                "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +x_0=2600000 +y_0=1200000"
                        + " +datum=CH1903+");
        common(4156, "S-JTSK", "+proj=longlat +datum=S-JTSK");
        common(5514, "S-JTSK / Krovak East North", "+proj=krovak +datum=S-JTSK");
        common(3006, "SWEREF99 TM", "+proj=utm +zone=33 +datum=SWEREF99");
        common(3067, "ETRS89 / TM35FIN(E,N)", "+proj=utm +zone=35 +datum=ETRS89");
        common(
                2193,
                "NZGD2000 / New Zealand Transverse Mercator 2000",
                "+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 +datum=NZGD2000");
        common(3577, "GDA94 / Australian Albers", "+proj=aea +lat_0=0 +lat_1=-18 +lat_2=-36 +lon_0=132 +datum=GDA94");
        common(
                9473,
                "GDA2020 / Australian Albers",
                "+proj=aea +lat_0=0 +lat_1=-18 +lat_2=-36 +lon_0=132 +datum=GDA2020");
    }

    private Register() {}

    static Entry lookUp(AuthorityCode code) {
        return find(code)
                .orElseThrow(() -> new ConfigurationException("Cannot find the CRS " + code
                        + " among the definitions that come with Croft. Give it as WKT or as a PROJ string instead."));
    }

    static Optional<Entry> find(AuthorityCode code) {
        if (code.equals(AuthorityCode.CRS84)) {
            return Optional.of(entry("WGS 84 (CRS84)", "+proj=longlat +datum=WGS84"));
        }
        if (!code.isEpsg()) {
            return code.authority().equals("ESRI") ? inFile(code) : Optional.empty();
        }
        String[] common = COMMON.get(code.number());
        Optional<Entry> entry = common == null ? family(code.number()) : Optional.of(entry(common[0], common[1]));
        return entry.or(() -> inFile(code));
    }

    /** Codes that count zones. */
    private static Optional<Entry> family(int code) {
        return zone(code, 32600, 1, 60, "WGS 84 / UTM zone %dN", "WGS84", "")
                .or(() -> zone(code, 32700, 1, 60, "WGS 84 / UTM zone %dS", "WGS84", " +south"))
                .or(() -> zone(code, 25800, 28, 38, "ETRS89 / UTM zone %dN", "ETRS89", ""))
                .or(() -> zone(code, 26900, 1, 23, "NAD83 / UTM zone %dN", "NAD83", ""))
                .or(() -> zone(code, 26700, 1, 22, "NAD27 / UTM zone %dN", "NAD27", ""))
                .or(() -> zone(code, 6329, 1, 19, "NAD83(2011) / UTM zone %dN", "NAD83(2011)", ""))
                .or(() -> zone(code, 28300, 48, 58, "GDA94 / MGA zone %d", "GDA94", " +south"))
                .or(() -> zone(code, 7800, 46, 59, "GDA2020 / MGA zone %d", "GDA2020", " +south"))
                .or(() -> zone(code, 31954, 11, 22, "SIRGAS 2000 / UTM zone %dN", "SIRGAS2000", ""))
                .or(() -> zone(code, 31960, 17, 25, "SIRGAS 2000 / UTM zone %dS", "SIRGAS2000", " +south"))
                .or(() -> japan(code, 2443, "JGD2000"))
                .or(() -> japan(code, 6669, "JGD2011"));
    }

    private static Optional<Entry> zone(
            int code, int zero, int first, int last, String name, String datum, String hemisphere) {
        int zone = code - zero;
        return zone < first || zone > last
                ? Optional.empty()
                : Optional.of(entry(
                        String.format(Locale.ROOT, name, zone),
                        "+proj=utm +zone=" + zone + hemisphere + " +datum=" + datum));
    }

    private static Optional<Entry> japan(int code, int first, String datum) {
        int system = code - first;
        if (system < 0 || system >= JAPAN_ORIGINS.length) {
            return Optional.empty();
        }
        double[] origin = JAPAN_ORIGINS[system];
        return Optional.of(entry(
                datum + " / Japan Plane Rectangular CS " + ROMAN.get(system),
                "+proj=tmerc +lat_0=" + origin[0] + " +lon_0=" + origin[1] + " +k=0.9999 +datum=" + datum));
    }

    private static Optional<Entry> inFile(AuthorityCode code) {
        if (code.isEpsg() && NOT_AS_REGISTERED.contains(code.number())) {
            throw new ConfigurationException(
                    "Cannot use the CRS " + code + " by its code: the definition that comes with"
                            + " Croft does not say what EPSG's register says. Give the CRS as WKT instead, or transform the data.");
        }
        try {
            String[] parameters = new Proj4FileReader()
                    .readParametersFromFile(code.authority().toLowerCase(Locale.ROOT), code.code());
            return parameters == null
                    ? Optional.empty()
                    : Optional.of(
                            entry(code.toString(), String.join(" ", parameters).replace(CLARKE_1880, CLARKE_1880_RGS)));
        } catch (IOException e) {
            throw new IllegalStateException("the register of proj4j-epsg cannot be read", e);
        }
    }

    private static Entry entry(String name, String proj) {
        return new Entry(name, Definition.of(ProjString.parse(proj)));
    }

    private static void common(int code, String name, String proj) {
        COMMON.put(code, new String[] {name, proj});
    }
}
