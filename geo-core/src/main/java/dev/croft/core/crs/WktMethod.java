package dev.croft.core.crs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The projection of a WKT tree as a PROJ string without datum. Names of methods and parameters are those of EPSG, GDAL and
 * ESRI, compared without case, spaces and punctuation.
 */
final class WktMethod {
    private static final Map<String, String> KEYS = new HashMap<>();

    /** Parameters that say nothing beyond the method's name, or always the same. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "auxiliaryspheretype",
            "xscale",
            "yscale",
            "latitudeofpseudostandardparallel",
            "pseudostandardparallel1",
            "colatitudeofconeaxis",
            "ellipsoidscalingfactor");

    static {
        names(
                "lat_0",
                "latitudeoforigin",
                "latitudeofnaturalorigin",
                "latitudeoffalseorigin",
                "latitudeofcenter",
                "latitudeofcentre",
                "latitudeofprojectioncentre",
                "centralparallel",
                "latitudeofprojectioncenter");
        names(
                "lon_0",
                "centralmeridian",
                "longitudeofcenter",
                "longitudeofcentre",
                "longitudeofnaturalorigin",
                "longitudeoffalseorigin",
                "longitudeoforigin",
                "longitudeofprojectioncentre",
                "longitudeofprojectioncenter",
                "straightverticallongitudefrompole");
        names("lat_1", "standardparallel1", "latitudeof1ststandardparallel");
        names("lat_2", "standardparallel2", "latitudeof2ndstandardparallel");
        names("lat_ts", "latitudeofstandardparallel");
        names(
                "k_0",
                "scalefactor",
                "scalefactoratnaturalorigin",
                "scalefactoratprojectioncentre",
                "scalefactoroninitialline",
                "scalefactoronpseudostandardparallel",
                "scalefactorattheprojectioncentre");
        names("x_0", "falseeasting", "eastingatfalseorigin", "eastingatprojectioncentre");
        names("y_0", "falsenorthing", "northingatfalseorigin", "northingatprojectioncentre");
        names("alpha", "azimuth", "azimuthofinitialline", "azimuthatprojectioncentre");
        names("gamma", "rectifiedgridangle", "anglefromrectifiedtoskewgrid", "xyplanerotation");
    }

    /** Turns the Belgian grid of 1972, EPSG method 9803, about its cone's tip. */
    private static final double BELGIAN_ANGLE_DEGREES = 29.2985 / 3600;

    private static final double DEGREE = Math.PI / 180;

    private final WktNode crs;
    private final String method;
    private final Map<String, Double> values;
    private final Map<String, Double> others;

    private WktMethod(WktNode crs, String method, Map<String, Double> values, Map<String, Double> others) {
        this.crs = crs;
        this.method = method;
        this.values = values;
        this.others = others;
    }

    /**
     * @param projected the CRS's node
     * @param angleUnit radians per unit of angles without a unit of their own
     * @param lengthUnit metres likewise
     */
    static WktMethod of(WktNode projected, double angleUnit, double lengthUnit) {
        WktNode conversion = projected.child(Set.of("CONVERSION")).orElse(projected);
        String method = conversion
                .child(Set.of("PROJECTION", "METHOD"))
                .map(WktNode::name)
                .orElseThrow(() -> WktReader.problem(projected, "it names no projection method"));
        Map<String, Double> values = new HashMap<>();
        Map<String, Double> others = new HashMap<>();
        for (WktNode parameter : conversion.children(Set.of("PARAMETER"))) {
            String name = Datum.folded(parameter.name());
            String key = KEYS.get(name);
            if (key != null) {
                values.put(key, value(parameter, key, angleUnit, lengthUnit));
            } else if (WITHOUT_EFFECT.contains(name)) {
                others.put(name, parameter.number(1));
            } else {
                throw WktReader.problem(projected, "its parameter \"" + parameter.name() + "\" is not known");
            }
        }
        return new WktMethod(projected, method, values, others);
    }

    /** Degrees, metres or a factor. */
    private static double value(WktNode parameter, String key, double angleUnit, double lengthUnit) {
        double value = parameter.number(1);
        return switch (key) {
            case "k_0" -> value;
            case "x_0", "y_0" -> value * unit(parameter, "LENGTHUNIT").orElse(lengthUnit);
            default -> {
                double unit = unit(parameter, "ANGLEUNIT").orElse(angleUnit);
                yield Math.abs(unit / DEGREE - 1) < 1e-9 ? value : value * unit / DEGREE;
            }
        };
    }

    private static Optional<Double> unit(WktNode parameter, String keyword) {
        return parameter
                .child(Set.of(keyword))
                .or(() -> parameter.child(Set.of("UNIT")))
                .map(unit -> unit.number(1));
    }

    boolean isSouthOrientated() {
        return folded().equals("transversemercatorsouthorientated");
    }

    /** Also the form of GDAL's WKT1 that hides the sphere in an extension. */
    boolean isWebMercator() {
        boolean extension = crs.children(Set.of("EXTENSION")).stream()
                .anyMatch(node ->
                        node.values().size() == 2 && node.values().get(1).contains("+nadgrids=@null"));
        return extension
                || folded().equals("popularvisualisationpseudomercator")
                || folded().equals("mercatorauxiliarysphere");
    }

    private String folded() {
        return Datum.folded(method);
    }

    ProjString proj(Ellipsoid ellipsoid) {
        if (isWebMercator()) {
            if (others.getOrDefault("auxiliaryspheretype", 0.0) != 0) {
                throw WktReader.problem(crs, "its auxiliary sphere is not the one of web maps");
            }
            return string("webmerc", "lon_0", "x_0", "y_0");
        }
        return switch (folded()) {
            case "albersconicequalarea", "albersequalarea", "albersequalareaconic", "albers" ->
                string("aea", "lat_0", "lat_1", "lat_2", "lon_0", "x_0", "y_0");
            case "lambertconformalconic1sp", "lambertconicconformal1sp" -> lambertOneParallel();
            case "lambertconformalconic2sp", "lambertconicconformal2sp", "lambertconformalconic" -> lambert();
            case "lambertconformalconic2spbelgium", "lambertconicconformal2spbelgium" -> belgianLambert(ellipsoid);
            case "lambertconicconformal2spmichigan" -> {
                values.put("k_0", others.getOrDefault("ellipsoidscalingfactor", 1.0));
                yield lambert();
            }
            case "transversemercator",
                    "gausskruger",
                    "transversemercatorcomplex",
                    "transversemercatorsouthorientated" -> string("tmerc", "lat_0", "lon_0", "k_0", "x_0", "y_0");
            case "mercator1sp", "mercatorvarianta" -> string("merc", "lat_0", "lon_0", "k_0", "x_0", "y_0");
            case "mercator2sp", "mercatorvariantb", "mercator" -> {
                move("lat_1", "lat_ts");
                yield string("merc", "lat_ts", "lon_0", "k_0", "x_0", "y_0");
            }
            case "lambertazimuthalequalareaspherical", "lambertcylindricalequalareaspherical" -> ofSphere(ellipsoid);
            case "lambertazimuthalequalarea" -> string("laea", "lat_0", "lon_0", "x_0", "y_0");
            case "polarstereographic",
                    "polarstereographicvarianta",
                    "polarstereographicvariantb",
                    "stereographicnorthpole",
                    "stereographicsouthpole" -> polarStereographic();
            case "stereographic" -> string("stere", "lat_0", "lon_0", "k_0", "x_0", "y_0");
            case "obliquestereographic", "doublestereographic" ->
                string("sterea", "lat_0", "lon_0", "k_0", "x_0", "y_0");
            case "hotineobliquemercator",
                    "hotineobliquemercatorvarianta",
                    "hotineobliquemercatorazimuthnaturalorigin",
                    "rectifiedskeworthomorphicnaturalorigin" -> oblique(" +no_uoff");
            case "hotineobliquemercatorazimuthcenter",
                    "hotineobliquemercatorvariantb",
                    "obliquemercator",
                    "rectifiedskeworthomorphiccenter" -> oblique("");
            case "swissobliquecylindrical", "swissobliquemercator" ->
                string("somerc", "lat_0", "lon_0", "k_0", "x_0", "y_0");
            case "cassinisoldner", "cassini" -> string("cass", "lat_0", "lon_0", "x_0", "y_0");
            case "krovak", "krovaknorthorientated" -> krovak();
            case "sinusoidal" -> string("sinu", "lon_0", "x_0", "y_0");
            case "equidistantcylindrical", "equirectangular", "platecarree", "equidistantcylindricalspherical" -> {
                move("lat_1", "lat_ts");
                yield string("eqc", "lat_0", "lat_ts", "lon_0", "x_0", "y_0");
            }
            case "azimuthalequidistant", "modifiedazimuthalequidistant" ->
                string("aeqd", "lat_0", "lon_0", "x_0", "y_0");
            case "lambertcylindricalequalarea", "cylindricalequalarea" -> {
                move("lat_1", "lat_ts");
                yield string("cea", "lat_ts", "lon_0", "x_0", "y_0");
            }
            case "behrmann" -> {
                move("lat_1", "lat_ts");
                values.putIfAbsent("lat_ts", 30.0);
                yield string("cea", "lat_ts", "lon_0", "x_0", "y_0");
            }
            case "mollweide" -> string("moll", "lon_0", "x_0", "y_0");
            default ->
                throw WktReader.problem(crs, ProjectionMethod.refusal("the projection method \"" + method + "\""));
        };
    }

    /** Of an ellipsoid these methods take a sphere of equal area, which datums do not tell. */
    private ProjString ofSphere(Ellipsoid ellipsoid) {
        if (!ellipsoid.isSphere()) {
            throw WktReader.problem(crs, "the method \"" + method + "\" is for spheres and its datum has an ellipsoid");
        }
        if (folded().startsWith("lambertazimuthal")) {
            return string("laea", "lat_0", "lon_0", "x_0", "y_0");
        }
        move("lat_1", "lat_ts");
        return string("cea", "lat_ts", "lon_0", "x_0", "y_0");
    }

    private ProjString lambertOneParallel() {
        values.putIfAbsent("lat_0", 0.0);
        values.put("lat_1", values.get("lat_0"));
        return string("lcc", "lat_0", "lat_1", "lon_0", "k_0", "x_0", "y_0");
    }

    private ProjString lambert() {
        if (!values.containsKey("lat_2")) {
            if (!values.containsKey("lat_1")) {
                return lambertOneParallel();
            }
            values.put("lat_2", values.get("lat_1"));
        }
        return string("lcc", "lat_0", "lat_1", "lat_2", "lon_0", "k_0", "x_0", "y_0");
    }

    /** A turn by an angle about the tip of the cone is a shift of the central meridian by the angle over the cone's constant. */
    private ProjString belgianLambert(Ellipsoid ellipsoid) {
        if (!values.containsKey("lat_1") || !values.containsKey("lat_2")) {
            throw WktReader.problem(crs, "it lacks a standard parallel");
        }
        double coneConstant = coneConstant(
                Math.toRadians(values.get("lat_1")),
                Math.toRadians(values.get("lat_2")),
                ellipsoid.eccentricitySquared());
        values.merge("lon_0", BELGIAN_ANGLE_DEGREES / coneConstant, Double::sum);
        return lambert();
    }

    /** Snyder (1987), p. 108, equation 15-8. */
    private static double coneConstant(double parallel1, double parallel2, double eccentricitySquared) {
        return Math.log(parallelRadius(parallel1, eccentricitySquared) / parallelRadius(parallel2, eccentricitySquared))
                / Math.log(isometric(parallel1, eccentricitySquared) / isometric(parallel2, eccentricitySquared));
    }

    private static double parallelRadius(double latitude, double eccentricitySquared) {
        double sin = Math.sin(latitude);
        return Math.cos(latitude) / Math.sqrt(1 - eccentricitySquared * sin * sin);
    }

    private static double isometric(double latitude, double eccentricitySquared) {
        double e = Math.sqrt(eccentricitySquared);
        double sin = e * Math.sin(latitude);
        return Math.tan(Math.PI / 4 - latitude / 2) / Math.pow((1 - sin) / (1 + sin), e / 2);
    }

    /** GDAL's WKT1 and ESRI's write the latitude of true scale where others write the pole. */
    private ProjString polarStereographic() {
        move("lat_1", "lat_ts");
        if (!values.containsKey("lat_ts") && Math.abs(values.getOrDefault("lat_0", 90.0)) != 90) {
            values.put("lat_ts", values.get("lat_0"));
        }
        if (values.containsKey("lat_ts")) {
            values.put("lat_0", Math.copySign(90, values.get("lat_ts")));
        }
        values.putIfAbsent("lat_0", method.toLowerCase(Locale.ROOT).contains("south") ? -90.0 : 90.0);
        return string("stere", "lat_0", "lat_ts", "lon_0", "k_0", "x_0", "y_0");
    }

    private ProjString oblique(String flag) {
        move("lon_0", "lonc");
        boolean swiss =
                flag.isEmpty() && values.getOrDefault("alpha", 0.0) == 90 && values.getOrDefault("gamma", 90.0) == 90;
        if (swiss) {
            move("lonc", "lon_0");
            values.remove("alpha");
            values.remove("gamma");
            return string("somerc", "lat_0", "lon_0", "k_0", "x_0", "y_0");
        }
        return ProjString.parse(string("omerc", "lat_0", "lonc", "alpha", "gamma", "k_0", "x_0", "y_0") + flag);
    }

    /** ESRI turns and mirrors the axes by parameters; other tools say it in the axes. */
    private ProjString krovak() {
        double turn = values.getOrDefault("gamma", 90.0);
        if (turn != 90 || others.getOrDefault("xscale", -1.0) != -1 || others.getOrDefault("yscale", 1.0) != 1) {
            throw WktReader.problem(crs, "its axes run south and west; Croft's coordinates run east and north");
        }
        values.keySet().removeAll(Set.of("alpha", "gamma", "lat_1"));
        return string("krovak", "lat_0", "lon_0", "k_0", "x_0", "y_0");
    }

    private void move(String from, String to) {
        if (values.containsKey(from)) {
            values.putIfAbsent(to, values.remove(from));
        }
    }

    /** Every value must be one that the projection takes, so that none is lost. */
    private ProjString string(String proj, String... keys) {
        StringJoiner text = new StringJoiner(" ").add("+proj=" + proj);
        Map<String, Double> left = new HashMap<>(values);
        for (String key : keys) {
            Double value = left.remove(key);
            if (value != null) {
                text.add("+" + key + "=" + value);
            }
        }
        left.forEach((key, value) -> {
            if (value != (key.equals("k_0") ? 1 : 0)) {
                throw WktReader.problem(
                        crs, "the method \"" + method + "\" has no use for its " + key + " of " + value);
            }
        });
        return ProjString.parse(text.toString());
    }

    private static void names(String key, String... names) {
        for (String name : names) {
            KEYS.put(name, key);
        }
    }
}
