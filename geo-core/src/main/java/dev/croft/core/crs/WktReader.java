package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A CRS from the tree of its well-known text, WKT1 of GDAL and ESRI or WKT2. An outermost id that Croft knows decides;
 * otherwise method, parameters, datum and units do. Of a compound or bound CRS the horizontal one is taken.
 */
final class WktReader {
    static final Set<String> ID = Set.of("AUTHORITY", "ID");

    private static final Set<String> GEOGRAPHIC =
            Set.of("GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS");
    private static final Set<String> PROJECTED = Set.of("PROJCS", "PROJCRS", "PROJECTEDCRS");
    private static final Set<String> COMPOUND = Set.of("COMPD_CS", "COMPOUNDCRS");
    private static final Set<String> BASE = Set.of("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS", "GEODCRS");
    private static final Set<String> DATUM = Set.of("DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE");
    private static final Set<String> ELLIPSOID = Set.of("SPHEROID", "ELLIPSOID");
    private static final Set<String> PRIME_MERIDIAN = Set.of("PRIMEM", "PRIMEMERIDIAN");
    private static final Set<String> LENGTH_UNIT = Set.of("UNIT", "LENGTHUNIT");
    private static final Set<String> ANGLE_UNIT = Set.of("UNIT", "ANGLEUNIT");

    private static final double DEGREE = Math.PI / 180;
    private static final double UNIT_TOLERANCE = 1e-9;

    private WktReader() {}

    static Crs read(WktNode root) {
        if (root.keyword().equals("BOUNDCRS")) {
            return readBound(root);
        }
        if (COMPOUND.contains(root.keyword())) {
            return read(firstCrs(root));
        }
        Optional<AuthorityCode> code = code(root);
        Optional<Register.Entry> entry =
                code.filter(known -> !known.authority().equals("ESRI")).flatMap(Register::find);
        if (entry.isPresent()) {
            return new Crs(root.name(), code, entry.get().definition());
        }
        return new Crs(root.name(), code, definition(root));
    }

    private static WktNode firstCrs(WktNode compound) {
        return compound.children().stream()
                .filter(node -> !ID.contains(node.keyword()))
                .findFirst()
                .orElseThrow(() -> problem(compound, "it holds no CRS"));
    }

    /** {@code BOUNDCRS[SOURCECRS[..], TARGETCRS[..], ABRIDGEDTRANSFORMATION[..]]}. */
    private static Crs readBound(WktNode bound) {
        WktNode source = bound.child(Set.of("SOURCECRS"))
                .map(WktReader::firstCrs)
                .orElseThrow(() -> problem(bound, "it has no SOURCECRS"));
        Crs crs = read(source);
        Optional<List<Double>> shift =
                bound.child(Set.of("ABRIDGEDTRANSFORMATION")).flatMap(AbridgedTransformation::toWgs84);
        if (crs.epsgCode().isPresent() || shift.isEmpty()) {
            return crs;
        }
        Definition definition = crs.definition();
        return new Crs(
                crs.name(),
                Optional.empty(),
                new Definition(
                        definition.method(),
                        definition.parameters(),
                        definition.datum().withShift(shift.get()),
                        definition.primeMeridianDegrees(),
                        definition.metresPerUnit(),
                        definition.axes()));
    }

    private static Optional<AuthorityCode> code(WktNode node) {
        return node.child(ID)
                .filter(id -> id.values().size() >= 2)
                .map(id -> AuthorityCode.of(id.values().get(0), id.values().get(1)));
    }

    private static Definition definition(WktNode root) {
        if (GEOGRAPHIC.contains(root.keyword())) {
            return geographic(root);
        }
        if (PROJECTED.contains(root.keyword())) {
            return projected(root);
        }
        throw problem(root, "a CRS of the kind " + root.keyword() + " has no horizontal map coordinates");
    }

    private static Definition geographic(WktNode node) {
        if (node.child(Set.of("DERIVINGCONVERSION", "BASEGEOGCRS", "BASEGEODCRS"))
                .isPresent()) {
            throw problem(node, "it is derived from another geographic CRS, for instance with a rotated pole");
        }
        boolean cartesian = node.child(Set.of("CS"))
                .map(system -> !system.name().equalsIgnoreCase("ellipsoidal"))
                .orElse(false);
        if (cartesian) {
            throw problem(node, "it is geocentric");
        }
        double unit = angleUnit(node);
        if (Math.abs(unit / DEGREE - 1) > UNIT_TOLERANCE) {
            throw problem(node, "its coordinates are not degrees");
        }
        return frame(node, ProjString.parse("+proj=longlat"), 1, Definition.Axes.EAST_NORTH);
    }

    private static Definition projected(WktNode node) {
        WktNode base = node.child(BASE).orElseThrow(() -> problem(node, "it has no geographic CRS"));
        double metresPerUnit = lengthUnit(node);
        WktMethod method = WktMethod.of(node, angleUnit(base), metresPerUnit);
        if (method.isWebMercator()) {
            return Definition.of(method.proj(Ellipsoid.WGS84));
        }
        Ellipsoid ellipsoid = datum(base).ellipsoid();
        return frame(base, method.proj(ellipsoid), metresPerUnit, axes(node, method));
    }

    private static Definition frame(WktNode geographic, ProjString proj, double metresPerUnit, Definition.Axes axes) {
        Datum datum = datum(geographic);
        ProjectionMethod method =
                ProjectionMethod.ofProj(proj.string("proj").orElseThrow()).orElseThrow();
        return new Definition(
                method,
                method.parameters(proj, datum.ellipsoid()),
                datum,
                primeMeridian(geographic),
                metresPerUnit,
                axes);
    }

    private static Definition.Axes axes(WktNode node, WktMethod method) {
        Set<String> directions = node.children(Set.of("AXIS")).stream()
                .filter(axis -> axis.values().size() >= 2)
                .map(axis -> axis.values().get(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (!directions.contains("west") && !method.isSouthOrientated()) {
            return Definition.Axes.EAST_NORTH;
        }
        if (method.isSouthOrientated()) {
            return Definition.Axes.WEST_SOUTH;
        }
        throw problem(node, "its axes run west; Croft's coordinates run east and north");
    }

    private static Datum datum(WktNode geographic) {
        WktNode node = geographic.child(DATUM).orElseThrow(() -> problem(geographic, "it has no datum"));
        WktNode ellipsoidNode =
                node.child(ELLIPSOID).orElseThrow(() -> problem(geographic, "its datum has no ellipsoid"));
        Ellipsoid ellipsoid = ellipsoid(geographic, ellipsoidNode);
        Datum datum = code(node)
                .flatMap(code -> Datum.ofWktName(code.toString()))
                .or(() -> Datum.ofWktName(node.name()))
                .filter(known -> known.ellipsoid().isNear(ellipsoid))
                .orElseGet(() -> Datum.unnamed(ellipsoid).withName(nameOrNothing(node.name())));
        return node.child(Set.of("TOWGS84"))
                .map(shift -> datum.withShift(numbers(shift)))
                .orElse(datum);
    }

    private static String nameOrNothing(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean sayNothing = lower.contains("unknown")
                || lower.contains("not specified")
                || lower.contains("not_specified")
                || lower.contains("unnamed")
                || lower.contains("custom")
                || lower.contains("user");
        return sayNothing ? "" : name;
    }

    private static Ellipsoid ellipsoid(WktNode geographic, WktNode node) {
        double unit = node.child(LENGTH_UNIT).map(length -> length.number(1)).orElse(1.0);
        try {
            return new Ellipsoid(node.number(1) * unit, node.number(2));
        } catch (IllegalArgumentException e) {
            throw problem(geographic, e.getMessage());
        }
    }

    private static List<Double> numbers(WktNode node) {
        List<Double> numbers =
                IntStream.range(0, node.values().size()).mapToObj(node::number).toList();
        if (numbers.size() != 3 && numbers.size() != 7) {
            throw problem(node, "it has " + numbers.size() + " values, not 3 or 7");
        }
        return numbers;
    }

    private static double primeMeridian(WktNode geographic) {
        return geographic
                .child(PRIME_MERIDIAN)
                .map(node -> PrimeMeridian.named(node.name())
                        .orElseGet(() -> node.number(1)
                                * node.child(ANGLE_UNIT)
                                        .map(unit -> unit.number(1))
                                        .orElse(angleUnit(geographic))
                                / DEGREE))
                .orElse(0.0);
    }

    /** Radians per angular unit. */
    private static double angleUnit(WktNode geographic) {
        return unit(geographic, ANGLE_UNIT).orElse(DEGREE);
    }

    private static double lengthUnit(WktNode projected) {
        double unit = unit(projected, LENGTH_UNIT).orElse(1.0);
        if (!(unit > 0) || Double.isInfinite(unit)) {
            throw problem(projected, "its unit is not a positive length");
        }
        return unit;
    }

    /** Beside the axes, or in the first of them. */
    private static Optional<Double> unit(WktNode node, Set<String> keywords) {
        return node.child(keywords)
                .or(() -> node.child(Set.of("AXIS")).flatMap(axis -> axis.child(keywords)))
                .map(unit -> unit.number(1));
    }

    static ConfigurationException problem(WktNode node, String what) {
        return new ConfigurationException("Cannot use the CRS " + node.keyword() + "[\"" + node.name() + "\"]: " + what
                + ". Give the CRS as EPSG:n or as a PROJ string instead.");
    }
}
