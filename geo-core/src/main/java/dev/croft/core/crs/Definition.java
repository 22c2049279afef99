package dev.croft.core.crs;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A horizontal CRS in numbers, the same however it was written: UTM zones are transverse Mercator, false origins metres,
 * angles degrees.
 *
 * @param parameters by PROJ's names, every parameter of the projection present
 * @param primeMeridianDegrees of the CRS's longitudes and of {@code lon_0}, east of Greenwich
 * @param metresPerUnit of projected coordinates; 1 for geographic ones, which are degrees
 * @param axes which way coordinates grow
 */
record Definition(
        ProjectionMethod method,
        SortedMap<String, Double> parameters,
        Datum datum,
        double primeMeridianDegrees,
        double metresPerUnit,
        Axes axes) {
    /** Directions of x and y. */
    enum Axes {
        EAST_NORTH,
        /** Of the South African grids. */
        WEST_SOUTH
    }

    private static final double ANGLE_TOLERANCE_DEGREES = 1e-9;
    private static final double LENGTH_TOLERANCE_METRES = 1e-3;
    private static final double SCALE_TOLERANCE = 1e-11;

    /** Keys of PROJ strings that say what the coordinates are measured on and in. */
    private static final Set<String> FRAME_KEYS = Set.of(
            "proj",
            "datum",
            "ellps",
            "a",
            "b",
            "rf",
            "f",
            "es",
            "R",
            "towgs84",
            "nadgrids",
            "pm",
            "units",
            "to_meter",
            "axis");

    private static final Map<String, Double> METRES_PER_UNIT = Map.ofEntries(
            Map.entry("m", 1.0),
            Map.entry("km", 1000.0),
            Map.entry("dm", 0.1),
            Map.entry("cm", 0.01),
            Map.entry("mm", 0.001),
            Map.entry("ft", 0.3048),
            Map.entry("us-ft", 1200.0 / 3937),
            Map.entry("in", 0.0254),
            Map.entry("us-in", 100.0 / 3937),
            Map.entry("yd", 0.9144),
            Map.entry("us-yd", 3600.0 / 3937),
            Map.entry("mi", 1609.344),
            Map.entry("us-mi", 6336000.0 / 3937),
            Map.entry("kmi", 1852.0),
            Map.entry("fath", 1.8288),
            Map.entry("ch", 20.1168),
            Map.entry("us-ch", 79200.0 / 3937),
            Map.entry("link", 0.201168),
            Map.entry("ind-yd", 0.91439523),
            Map.entry("ind-ft", 0.30479841),
            Map.entry("ind-ch", 20.11669506));

    Definition {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    static Definition of(ProjString proj) {
        String name = proj.string("proj").orElseThrow(() -> proj.problem("it has no +proj"));
        ProjectionMethod method = isWebMercator(proj, name)
                ? ProjectionMethod.WEB_MERCATOR
                : ProjectionMethod.ofProj(name)
                        .orElseThrow(() -> proj.problem(ProjectionMethod.refusal("the projection +proj=" + name)));
        Set<String> unknown = new HashSet<>(proj.keys());
        unknown.removeAll(FRAME_KEYS);
        unknown.removeAll(method.keys());
        if (!unknown.isEmpty()) {
            throw proj.problem("+proj=" + name + " has no meaning for +" + String.join(", +", unknown) + " in Croft");
        }
        Datum datum = method == ProjectionMethod.WEB_MERCATOR ? Datum.WGS84 : datum(proj);
        return new Definition(
                method,
                method.parameters(proj, datum.ellipsoid()),
                datum,
                primeMeridian(proj),
                method == ProjectionMethod.GEOGRAPHIC ? 1 : metresPerUnit(proj),
                axes(proj));
    }

    boolean isGeographic() {
        return method == ProjectionMethod.GEOGRAPHIC;
    }

    double parameter(String key) {
        return parameters.get(key);
    }

    /** Same method and datum, and the same numbers but for what rounding in text can do. */
    boolean isEquivalentTo(Definition other) {
        if (method != other.method || axes != other.axes || !datum.isEquivalentTo(other.datum)) {
            return false;
        }
        if (Math.abs(primeMeridianDegrees - other.primeMeridianDegrees) > ANGLE_TOLERANCE_DEGREES
                || Math.abs(metresPerUnit / other.metresPerUnit - 1) > SCALE_TOLERANCE) {
            return false;
        }
        return parameters.keySet().stream()
                .allMatch(key -> Math.abs(parameter(key) - other.parameter(key)) <= tolerance(key));
    }

    private static double tolerance(String key) {
        return switch (key) {
            case "k_0" -> SCALE_TOLERANCE;
            case "x_0", "y_0" -> LENGTH_TOLERANCE_METRES;
            default -> ANGLE_TOLERANCE_DEGREES;
        };
    }

    /** Spherical Mercator of geographic coordinates on the WGS84 ellipsoid, as written before PROJ knew webmerc. */
    private static boolean isWebMercator(ProjString proj, String name) {
        return name.equals("webmerc")
                || (name.equals("merc")
                        && proj.string("nadgrids").orElse("").equals("@null")
                        && proj.number("a", 0) == Ellipsoid.WGS84.equatorRadius()
                        && proj.number("b", 0) == Ellipsoid.WGS84.equatorRadius());
    }

    private static Datum datum(ProjString proj) {
        Datum datum = proj.string("datum")
                .map(name -> Datum.named(name)
                        .orElseThrow(() -> proj.problem(
                                "the datum " + name + " is not known; give +ellps" + " and +towgs84 instead")))
                .orElseGet(() -> Datum.unnamed(ellipsoid(proj)));
        String grids = proj.string("nadgrids").orElse("@null");
        if (!grids.equals("@null")) {
            return datum.withGrids(grids);
        }
        if (proj.has("nadgrids") && !datum.ellipsoid().isSphere() && !datum.coincidesWithWgs84()) {
            throw proj.problem("+nadgrids=@null leaves the shift to WGS84 open; give +towgs84");
        }
        if (proj.has("towgs84")) {
            List<Double> shift = proj.numbers("towgs84");
            if (shift.size() != 3 && shift.size() != 7) {
                throw proj.problem("+towgs84 has " + shift.size() + " values, not 3 or 7");
            }
            return datum.withShift(shift);
        }
        return datum;
    }

    private static Ellipsoid ellipsoid(ProjString proj) {
        try {
            if (proj.has("R")) {
                return new Ellipsoid(proj.number("R", 0), 0);
            }
            if (!proj.has("a")) {
                return proj.string("ellps")
                        .map(name -> Ellipsoid.named(name)
                                .orElseThrow(
                                        () -> proj.problem("the ellipsoid " + name + " is not known; give +a and +b")))
                        .orElse(Ellipsoid.GRS80);
            }
            return ellipsoid(proj, proj.number("a", 0));
        } catch (IllegalArgumentException e) {
            throw proj.problem(e.getMessage());
        }
    }

    private static Ellipsoid ellipsoid(ProjString proj, double a) {
        if (proj.has("b")) {
            return Ellipsoid.ofRadii(a, proj.number("b", a));
        }
        if (proj.has("rf")) {
            return new Ellipsoid(a, proj.number("rf", 0));
        }
        if (proj.has("f")) {
            double flattening = proj.number("f", 0);
            return new Ellipsoid(a, flattening == 0 ? 0 : 1 / flattening);
        }
        return Ellipsoid.ofEccentricitySquared(a, proj.number("es", 0));
    }

    private static double primeMeridian(ProjString proj) {
        return proj.string("pm")
                .map(name -> PrimeMeridian.named(name)
                        .orElseGet(() -> proj.angle("pm").orElse(0)))
                .orElse(0.0);
    }

    private static double metresPerUnit(ProjString proj) {
        if (proj.has("to_meter")) {
            String[] ratio = proj.string("to_meter").orElse("1").split("/", 2);
            double unit = ProjString.parse("+a=" + ratio[0]).number("a", 1)
                    / (ratio.length == 1
                            ? 1
                            : ProjString.parse("+a=" + ratio[1]).number("a", 1));
            if (!(unit > 0) || Double.isInfinite(unit)) {
                throw proj.problem("+to_meter is not a positive number");
            }
            return unit;
        }
        String name = proj.string("units").orElse("m");
        Double unit = METRES_PER_UNIT.get(name);
        if (unit == null) {
            throw proj.problem("the unit " + name + " is not known; give +to_meter");
        }
        return unit;
    }

    private static Axes axes(ProjString proj) {
        return switch (proj.string("axis").orElse("enu")) {
            case "enu", "neu" -> Axes.EAST_NORTH;
            case "wsu" -> Axes.WEST_SOUTH;
            default -> throw proj.problem("only the axis orders enu and wsu are known; Croft's coordinates are x, y");
        };
    }
}
