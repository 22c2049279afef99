package dev.croft.core.crs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The map projections that Croft computes, by PROJ's names, with the parameters that each has after everything equivalent
 * has been made equal. Formulas are in {@link Projections}.
 */
// The lists and sets are those of List.of and Set.of.
@SuppressWarnings("ImmutableEnumChecker")
enum ProjectionMethod {
    GEOGRAPHIC("longlat", List.of(), "latlong", "lonlat", "latlon"),
    ALBERS("aea", List.of("lat_0", "lat_1", "lat_2", "lon_0", "x_0", "y_0")),
    LAMBERT_CONFORMAL_CONIC("lcc", List.of("lat_0", "lat_1", "lat_2", "lon_0", "k_0", "x_0", "y_0")),
    TRANSVERSE_MERCATOR("tmerc", List.of("lat_0", "lon_0", "k_0", "x_0", "y_0"), "etmerc", "utm"),
    MERCATOR("merc", List.of("lon_0", "k_0", "x_0", "y_0")),
    WEB_MERCATOR("webmerc", List.of("lon_0", "x_0", "y_0")),
    LAMBERT_AZIMUTHAL_EQUAL_AREA("laea", List.of("lat_0", "lon_0", "x_0", "y_0")),
    STEREOGRAPHIC("stere", List.of("lat_0", "lat_ts", "lon_0", "k_0", "x_0", "y_0")),
    OBLIQUE_STEREOGRAPHIC("sterea", List.of("lat_0", "lon_0", "k_0", "x_0", "y_0")),
    HOTINE_OBLIQUE_MERCATOR("omerc", List.of("lat_0", "lonc", "alpha", "gamma", "k_0", "no_uoff", "x_0", "y_0")),
    SWISS_OBLIQUE_MERCATOR("somerc", List.of("lat_0", "lon_0", "k_0", "x_0", "y_0")),
    CASSINI("cass", List.of("lat_0", "lon_0", "x_0", "y_0")),
    KROVAK("krovak", List.of("lat_0", "lon_0", "k_0", "x_0", "y_0")),
    SINUSOIDAL("sinu", List.of("lon_0", "x_0", "y_0")),
    EQUIDISTANT_CYLINDRICAL("eqc", List.of("lat_0", "lat_ts", "lon_0", "x_0", "y_0")),
    AZIMUTHAL_EQUIDISTANT("aeqd", List.of("lat_0", "lon_0", "x_0", "y_0")),
    CYLINDRICAL_EQUAL_AREA("cea", List.of("lat_ts", "lon_0", "x_0", "y_0")),
    MOLLWEIDE("moll", List.of("lon_0", "x_0", "y_0"));

    private static final double POLE_TOLERANCE_DEGREES = 1e-9;

    private final String projName;
    private final List<String> parameterKeys;
    private final Set<String> aliases;

    ProjectionMethod(String projName, List<String> parameterKeys, String... aliases) {
        this.projName = projName;
        this.parameterKeys = parameterKeys;
        this.aliases = Set.of(aliases);
    }

    static Optional<ProjectionMethod> ofProj(String name) {
        return Arrays.stream(values())
                .filter(method -> method.projName.equals(name) || method.aliases.contains(name))
                .findFirst();
    }

    /** Why something else was refused, to be put behind a colon. */
    static String refusal(String what) {
        return what + " is not known; Croft knows "
                + String.join(
                        ", ",
                        Arrays.stream(values()).map(method -> method.projName).toList())
                + ". Transform the data to one of these first";
    }

    /** Keys of a PROJ string that mean something for this method, beyond those of datum and units. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>(parameterKeys);
        switch (this) {
            // EPSG's PROJ strings carry parameters of geographic CRSs and of spherical Mercator that change nothing.
            case GEOGRAPHIC -> keys.addAll(Set.of("lon_0", "lat_0", "x_0", "y_0"));
            case TRANSVERSE_MERCATOR -> keys.addAll(Set.of("zone", "south", "k"));
            case MERCATOR, WEB_MERCATOR -> keys.addAll(Set.of("lat_ts", "lat_0", "k", "k_0"));
            case HOTINE_OBLIQUE_MERCATOR -> keys.addAll(Set.of("no_off", "k"));
            case KROVAK -> keys.addAll(Set.of("alpha", "k"));
            default -> keys.add("k");
        }
        return keys;
    }

    /** All parameters of the method, from what {@code proj} says and PROJ's defaults. */
    SortedMap<String, Double> parameters(ProjString proj, Ellipsoid ellipsoid) {
        if (proj.string("proj").orElse("").equals("utm")) {
            return utm(proj);
        }
        SortedMap<String, Double> parameters = new TreeMap<>();
        for (String key : parameterKeys) {
            parameters.put(key, plain(proj, key));
        }
        switch (this) {
            case GEOGRAPHIC -> requireDefault(proj, 0, "lon_0", "lat_0", "x_0", "y_0");
            case ALBERS -> require(proj, "lat_1", "lat_2");
            case LAMBERT_CONFORMAL_CONIC -> completeParallels(parameters, proj);
            case MERCATOR -> {
                requireDefault(proj, 0, "lat_0");
                proj.angle("lat_ts").ifPresent(parallel -> parameters.put("k_0", scaleAlong(parallel, ellipsoid)));
            }
            case WEB_MERCATOR -> {
                requireDefault(proj, 0, "lat_0", "lat_ts");
                requireDefault(proj, 1, "k", "k_0");
            }
            case STEREOGRAPHIC -> completePolarStereographic(parameters, proj);
            case HOTINE_OBLIQUE_MERCATOR -> completeOblique(parameters, proj);
            case KROVAK -> completeKrovak(parameters, proj);
            default -> {
                if (!parameterKeys.contains("k_0")) {
                    requireDefault(proj, 1, "k");
                }
            }
        }
        return parameters;
    }

    /** Whether {@code parameters} of a stereographic projection are centred on a pole. */
    static boolean isPolar(SortedMap<String, Double> parameters) {
        return Math.abs(Math.abs(parameters.get("lat_0")) - 90) < POLE_TOLERANCE_DEGREES;
    }

    private static double plain(ProjString proj, String key) {
        return switch (key) {
            case "k_0" -> proj.number("k_0", proj.number("k", 1));
            case "x_0", "y_0" -> proj.number(key, 0);
            case "no_uoff" -> proj.has("no_uoff") || proj.has("no_off") ? 1 : 0;
            default -> proj.angle(key).orElse(0);
        };
    }

    private static SortedMap<String, Double> utm(ProjString proj) {
        double zone = proj.number("zone", 0);
        if (zone < 1 || zone > 60 || zone != Math.rint(zone)) {
            throw proj.problem("+zone must be a whole number from 1 to 60");
        }
        return new TreeMap<>(Map.of(
                "lat_0", 0.0,
                "lon_0", zone * 6 - 183,
                "k_0", 0.9996,
                "x_0", 500_000.0,
                "y_0", proj.has("south") ? 10_000_000.0 : 0.0));
    }

    private static void completeParallels(SortedMap<String, Double> parameters, ProjString proj) {
        require(proj, "lat_1");
        if (!proj.has("lat_2")) {
            parameters.put("lat_2", parameters.get("lat_1"));
            if (!proj.has("lat_0")) {
                parameters.put("lat_0", parameters.get("lat_1"));
            }
        }
    }

    /** Scale at the equator of a Mercator projection that is true along {@code parallel}. */
    private static double scaleAlong(double parallel, Ellipsoid ellipsoid) {
        double sin = Math.sin(Math.toRadians(parallel));
        return Math.cos(Math.toRadians(parallel)) / Math.sqrt(1 - ellipsoid.eccentricitySquared() * sin * sin);
    }

    /** A latitude of true scale other than the pole replaces the scale factor; away from the poles it has no meaning. */
    private static void completePolarStereographic(SortedMap<String, Double> parameters, ProjString proj) {
        double pole = Math.copySign(90, parameters.get("lat_0"));
        double trueScale = isPolar(parameters) ? proj.angle("lat_ts").orElse(pole) : pole;
        if (Math.abs(trueScale) > 90) {
            throw proj.problem("+lat_ts is not a latitude");
        }
        parameters.put("lat_ts", Math.copySign(trueScale, pole));
        if (Math.abs(Math.abs(trueScale) - 90) > POLE_TOLERANCE_DEGREES) {
            parameters.put("k_0", 1.0);
        }
    }

    private static void completeOblique(SortedMap<String, Double> parameters, ProjString proj) {
        if (!proj.has("alpha") && !proj.has("gamma")) {
            throw proj.problem("an oblique Mercator needs +alpha; two points on its centre line are not supported");
        }
        if (!proj.has("alpha")) {
            throw proj.problem("an oblique Mercator needs +alpha");
        }
        if (!proj.has("gamma")) {
            parameters.put("gamma", parameters.get("alpha"));
        }
        // ESRI writes western azimuths as negative angles.
        parameters.computeIfPresent("alpha", (key, degrees) -> (degrees + 360) % 360);
        parameters.computeIfPresent("gamma", (key, degrees) -> (degrees + 360) % 360);
    }

    private static void completeKrovak(SortedMap<String, Double> parameters, ProjString proj) {
        if (!proj.has("lat_0")) {
            parameters.put("lat_0", 49.5);
        }
        if (!proj.has("lon_0")) {
            parameters.put("lon_0", 24 + 50.0 / 60);
        }
        if (!proj.has("k") && !proj.has("k_0")) {
            parameters.put("k_0", 0.9999);
        }
    }

    private static void require(ProjString proj, String... keys) {
        for (String key : keys) {
            if (!proj.has(key)) {
                throw proj.problem("it needs +" + key);
            }
        }
    }

    private static void requireDefault(ProjString proj, double value, String... keys) {
        for (String key : keys) {
            if (proj.number(key, value) != value) {
                throw proj.problem("+" + key + " other than " + value + " has no meaning for this projection");
            }
        }
    }
}
