package dev.croft.core.crs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What ties an ellipsoid to the earth, and how far that is from WGS84.
 *
 * @param name empty when the definition names none
 * @param toWgs84 Helmert parameters of {@link HelmertShift}: three translations in metres, three rotations in seconds of
 *     arc, a scale difference in parts per million; empty when unknown
 * @param grids names of the grid-shift files that the datum needs; empty when it needs none
 */
record Datum(String name, Ellipsoid ellipsoid, List<Double> toWgs84, String grids) {
    private static final List<Double> NO_SHIFT = List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);

    static final Datum WGS84 = new Datum("WGS84", Ellipsoid.WGS84, NO_SHIFT, "");

    /** By our name; also what PROJ strings use in {@code +datum} where PROJ knows the name. */
    private static final Map<String, Datum> NAMED = new TreeMap<>();

    /** Our names by the names and codes that WKT uses, folded by {@link #folded}. */
    private static final Map<String, String> ALIASES = new TreeMap<>();

    private static final Map<String, String> FULL_NAMES = new TreeMap<>();
    private static final Map<String, String> EPSG_IDS = new TreeMap<>();

    static {
        NAMED.put(WGS84.name, WGS84);
        alias("WGS84", "World_Geodetic_System_1984", "WGS_1984", "World Geodetic System 1984 ensemble", "EPSG:6326");
        for (String realisation : List.of("Transit", "G730", "G873", "G1150", "G1674", "G1762", "G2139", "G2296")) {
            alias("WGS84", "World Geodetic System 1984 (" + realisation + ")");
        }

        geocentric("NAD83", "North_American_Datum_1983", "North_American_1983", "EPSG:6269");
        geocentric(
                "NAD83(2011)",
                "NAD83 (National Spatial Reference System 2011)",
                "NAD_1983_2011",
                "North_American_Datum_1983_2011",
                "EPSG:1116");
        geocentric("NAD83(HARN)", "NAD83 (High Accuracy Reference Network)", "North_American_1983_HARN", "EPSG:6152");
        geocentric(
                "NAD83(NSRS2007)", "NAD83 (National Spatial Reference System 2007)", "NAD_1983_NSRS2007", "EPSG:6759");
        geocentric(
                "NAD83(CSRS)",
                "NAD83 Canadian Spatial Reference System",
                "North_American_1983_CSRS",
                "NAD83_CSRS",
                "EPSG:6140");
        geocentric(
                "ETRS89",
                "European_Terrestrial_Reference_System_1989",
                "European Terrestrial Reference System 1989 ensemble",
                "ETRS_1989",
                "EPSG:6258");
        geocentric("GDA94", "Geocentric_Datum_of_Australia_1994", "GDA_1994", "EPSG:6283");
        geocentric("GDA2020", "Geocentric_Datum_of_Australia_2020", "EPSG:1168");
        geocentric("NZGD2000", "New_Zealand_Geodetic_Datum_2000", "NZGD_2000", "EPSG:6167");
        geocentric(
                "RGF93",
                "Reseau_Geodesique_Francais_1993",
                "RGF_1993",
                "Reseau_Geodesique_Francais_1993_v1",
                "EPSG:6171");
        geocentric("SWEREF99", "SWEREF_99", "EPSG:6619");
        geocentric(
                "SIRGAS2000", "Sistema_de_Referencia_Geocentrico_para_las_AmericaS_2000", "SIRGAS_2000", "EPSG:6674");
        geocentric("JGD2000", "Japanese_Geodetic_Datum_2000", "JGD_2000", "EPSG:6612");
        geocentric("JGD2011", "Japanese_Geodetic_Datum_2011", "JGD_2011", "EPSG:1128");

        needsGrids(
                "NAD27",
                Ellipsoid.CLARKE_1866,
                "conus",
                "North_American_Datum_1927",
                "North_American_1927",
                "EPSG:6267");
        // Shifts below are those that PROJ's and EPSG's PROJ strings carry; good to a few metres over the datum's area.
        shifted(
                "OSGB36",
                Ellipsoid.AIRY,
                List.of(446.448, -125.157, 542.06, 0.15, 0.247, 0.842, -20.489),
                "Ordnance_Survey_of_Great_Britain_1936",
                "OSGB_1936",
                "EPSG:6277");
        shifted(
                "Amersfoort",
                Ellipsoid.BESSEL,
                List.of(565.2369, 50.0087, 465.658, -0.406857, 0.350733, -1.87035, 4.0812),
                "EPSG:6289");
        shifted(
                "BD72",
                Ellipsoid.INTERNATIONAL,
                List.of(-106.8686, 52.2978, -103.7239, 0.3366, -0.457, 1.8422, -1.2747),
                "Reseau_National_Belge_1972",
                "Belge_1972",
                "EPSG:6313");
        shifted(
                "hermannskogel",
                Ellipsoid.BESSEL,
                List.of(577.326, 90.129, 463.919, 5.137, 1.474, 5.297, 2.4232),
                "Militar-Geographische_Institut",
                "Militar_Geographische_Institut",
                "MGI",
                "EPSG:6312");
        shifted(
                "potsdam",
                Ellipsoid.BESSEL,
                List.of(598.1, 73.7, 418.2, 0.202, 0.045, -2.455, 6.7),
                "Deutsches_Hauptdreiecksnetz",
                "DHDN",
                "EPSG:6314");
        shifted("CH1903", Ellipsoid.BESSEL, List.of(674.374, 15.056, 405.346, 0.0, 0.0, 0.0, 0.0), "EPSG:6149");
        shifted("CH1903+", Ellipsoid.BESSEL, List.of(674.374, 15.056, 405.346, 0.0, 0.0, 0.0, 0.0), "EPSG:6150");
        shifted("Tokyo", Ellipsoid.BESSEL, List.of(-146.414, 507.337, 680.507, 0.0, 0.0, 0.0, 0.0), "EPSG:6301");
        shifted(
                "S-JTSK",
                Ellipsoid.BESSEL,
                List.of(572.213, 85.334, 461.94, 4.9732, 1.529, 5.2484, 3.5378),
                "System_of_the_Unified_Trigonometrical_Cadastral_Network",
                "S_JTSK",
                "EPSG:6156");
        shifted(
                "GGRS87",
                Ellipsoid.GRS80,
                List.of(-199.87, 74.79, 246.62, 0.0, 0.0, 0.0, 0.0),
                "Greek_Geodetic_Reference_System_1987",
                "GGRS_1987",
                "EPSG:6121");
        shifted(
                "ire65",
                Ellipsoid.MODIFIED_AIRY,
                List.of(482.530, -130.596, 564.557, -1.042, -0.214, -0.631, 8.15),
                "TM65",
                "EPSG:6299");
        shifted(
                "nzgd49",
                Ellipsoid.INTERNATIONAL,
                List.of(59.47, -5.04, 187.44, 0.47, -0.1, 1.024, -4.5993),
                "New_Zealand_Geodetic_Datum_1949",
                "New_Zealand_1949",
                "EPSG:6272");
        shifted(
                "carthage",
                Ellipsoid.CLARKE_1880_IGN,
                List.of(-263.0, 6.0, 431.0, 0.0, 0.0, 0.0, 0.0),
                "Carthage",
                "EPSG:6223");
        shifted(
                "NTF",
                Ellipsoid.CLARKE_1880_IGN,
                List.of(-168.0, -60.0, 320.0, 0.0, 0.0, 0.0, 0.0),
                "Nouvelle_Triangulation_Francaise",
                "Nouvelle_Triangulation_Francaise_Paris",
                "EPSG:6275",
                "EPSG:6807");
    }

    Datum {
        toWgs84 = List.copyOf(toWgs84);
    }

    static Optional<Datum> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    /** The datum that WKT calls {@code name}, or identifies by an id such as {@code EPSG:6269}. */
    static Optional<Datum> ofWktName(String name) {
        return Optional.ofNullable(ALIASES.get(folded(name))).map(NAMED::get);
    }

    /** A datum that only its ellipsoid is known of. */
    static Datum unnamed(Ellipsoid ellipsoid) {
        return new Datum("", ellipsoid, List.of(), "");
    }

    /** Three or seven Helmert parameters instead of what the datum had. */
    Datum withShift(List<Double> parameters) {
        List<Double> seven = new ArrayList<>(parameters);
        while (seven.size() < NO_SHIFT.size()) {
            seven.add(0.0);
        }
        return new Datum(name, ellipsoid, seven, "");
    }

    Datum withGrids(String files) {
        return new Datum(name, ellipsoid, List.of(), files);
    }

    Datum withName(String newName) {
        return new Datum(newName, ellipsoid, toWgs84, grids);
    }

    /** Whether latitudes and longitudes are taken for those of WGS84, as PROJ does by default: within about two metres. */
    boolean coincidesWithWgs84() {
        if (!grids.isEmpty() || !ellipsoid.isNear(Ellipsoid.WGS84)) {
            return false;
        }
        return toWgs84.isEmpty() || toWgs84.equals(NO_SHIFT);
    }

    /** Same name or one without a name, and the same numbers. */
    boolean isEquivalentTo(Datum other) {
        boolean namesAgree =
                name.isEmpty() || other.name.isEmpty() || folded(name).equals(folded(other.name));
        boolean sameShift = toWgs84.equals(other.toWgs84)
                || (coincidesWithWgs84() && other.coincidesWithWgs84())
                || (!name.isEmpty() && !other.name.isEmpty() && (toWgs84.isEmpty() || other.toWgs84.isEmpty()));
        return namesAgree && ellipsoid.isSameAs(other.ellipsoid) && sameShift && grids.equals(other.grids);
    }

    /** Name in WKT2 and PROJJSON. */
    String fullName() {
        return name.isEmpty() ? "unknown" : FULL_NAMES.getOrDefault(name, name);
    }

    /** Number in EPSG's register, as {@code EPSG:6269}; empty when it has none that we know. */
    Optional<String> epsgId() {
        return Optional.ofNullable(EPSG_IDS.get(name));
    }

    /** Lower case letters and digits only, without ESRI's prefix {@code D_}. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = name.startsWith("D_") ? 2 : 0; i < name.length(); i++) {
            char c = Character.toLowerCase(name.charAt(i));
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+') {
                folded.append(c);
            }
        }
        return folded.toString();
    }

    private static void geocentric(String name, String... aliases) {
        shifted(name, Ellipsoid.GRS80, NO_SHIFT, aliases);
    }

    private static void shifted(String name, Ellipsoid ellipsoid, List<Double> toWgs84, String... aliases) {
        NAMED.put(name, new Datum(name, ellipsoid, toWgs84, ""));
        alias(name, aliases);
    }

    private static void needsGrids(String name, Ellipsoid ellipsoid, String grids, String... aliases) {
        NAMED.put(name, new Datum(name, ellipsoid, List.of(), grids));
        alias(name, aliases);
    }

    private static void alias(String name, String... aliases) {
        ALIASES.put(folded(name), name);
        for (String alias : aliases) {
            ALIASES.put(folded(alias), name);
            (alias.startsWith("EPSG:") ? EPSG_IDS : FULL_NAMES).putIfAbsent(name, alias.replace('_', ' '));
        }
    }
}
