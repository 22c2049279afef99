package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.util.List;
import java.util.Optional;

/**
 * Moves geographic coordinates from one datum to another through geocentric coordinates: the position vector
 * transformation of IOGP Guidance Note 7-2, section 4.3.3 (EPSG method 9606), with ellipsoidal height 0 in and the height
 * dropped on the way out, as PROJ does for horizontal CRSs. Immutable.
 */
final class HelmertShift {
    private static final double RADIANS_PER_SECOND = Math.PI / 180 / 3600;
    private static final int LATITUDE_ITERATIONS = 4;

    /** EPSG:8048 in the position vector convention; between these two, going through WGS84 would lose 1.8 m. */
    private static final List<Double> GDA94_TO_GDA2020 =
            List.of(0.06155, -0.01087, -0.04019, 0.0394924, 0.0327221, 0.0328979, -0.009994);

    private final Ellipsoid from;
    private final Ellipsoid to;
    private final Optional<Parameters> toWgs84;
    private final Optional<Parameters> fromWgs84;

    private HelmertShift(Ellipsoid from, Ellipsoid to, Optional<Parameters> toWgs84, Optional<Parameters> fromWgs84) {
        this.from = from;
        this.to = to;
        this.toWgs84 = toWgs84;
        this.fromWgs84 = fromWgs84;
    }

    /**
     * The shift from {@code source} to {@code target}; empty when coordinates stay as they are: same datum, both taken for
     * WGS84, or a sphere on either side, whose latitudes by convention are those of the data's own datum.
     *
     * @throws ConfigurationException when the shift is not known, or needs grid files; it is never left out silently
     */
    static Optional<HelmertShift> between(Datum source, Datum target) {
        if (source.name().equals("GDA94") && target.name().equals("GDA2020")) {
            return Optional.of(new HelmertShift(
                    source.ellipsoid(), target.ellipsoid(), parameters(GDA94_TO_GDA2020), Optional.empty()));
        }
        if (source.name().equals("GDA2020") && target.name().equals("GDA94")) {
            return Optional.of(new HelmertShift(
                    source.ellipsoid(), target.ellipsoid(), Optional.empty(), parameters(GDA94_TO_GDA2020)));
        }
        if (source.isEquivalentTo(target)
                || (source.coincidesWithWgs84() && target.coincidesWithWgs84())
                || source.ellipsoid().isSphere()
                || target.ellipsoid().isSphere()) {
            return Optional.empty();
        }
        requireShift(source);
        requireShift(target);
        return Optional.of(new HelmertShift(
                source.ellipsoid(), target.ellipsoid(), parameters(source.toWgs84()), parameters(target.toWgs84())));
    }

    private static void requireShift(Datum datum) {
        String name = datum.name().isEmpty() ? "an unnamed datum" : "the datum " + datum.name();
        if (!datum.grids().isEmpty()) {
            throw new ConfigurationException(
                    "Cannot transform between " + name + " and another: it needs the grid-shift"
                            + " files " + datum.grids()
                            + ", which Croft does not read. Transform the data with ogr2ogr or"
                            + " gdalwarp first, or give the CRS as a PROJ string with +ellps and a +towgs84 that is good enough.");
        }
        if (datum.toWgs84().isEmpty() && !datum.coincidesWithWgs84()) {
            throw new ConfigurationException(
                    "Cannot transform between " + name + " (ellipsoid "
                            + datum.ellipsoid().equatorRadius() + " m, 1/"
                            + datum.ellipsoid().inverseFlattening()
                            + ") and another: its shift to WGS84 is not known. Give the CRS as a PROJ string or WKT with towgs84.");
        }
    }

    private static Optional<Parameters> parameters(List<Double> toWgs84) {
        return toWgs84.isEmpty() || toWgs84.stream().allMatch(value -> value == 0)
                ? Optional.empty()
                : Optional.of(new Parameters(
                        toWgs84.get(0),
                        toWgs84.get(1),
                        toWgs84.get(2),
                        toWgs84.get(3) * RADIANS_PER_SECOND,
                        toWgs84.get(4) * RADIANS_PER_SECOND,
                        toWgs84.get(5) * RADIANS_PER_SECOND,
                        1 + toWgs84.get(6) * 1e-6));
    }

    /** Replaces longitude and latitude in radians, Greenwich, in {@code point}, which has room for three values. */
    void apply(double[] point) {
        toGeocentric(point);
        toWgs84.ifPresent(shift -> shift.apply(point));
        fromWgs84.ifPresent(shift -> shift.applyInverse(point));
        toGeographic(point);
    }

    private void toGeocentric(double[] point) {
        double eccentricitySquared = from.eccentricitySquared();
        double sin = Math.sin(point[1]);
        double cos = Math.cos(point[1]);
        double normal = from.equatorRadius() / Math.sqrt(1 - eccentricitySquared * sin * sin);
        double longitude = point[0];
        point[0] = normal * cos * Math.cos(longitude);
        point[1] = normal * cos * Math.sin(longitude);
        point[2] = normal * (1 - eccentricitySquared) * sin;
    }

    /** Bowring's start value, then his formula repeated; at heights of some hundred metres one pass is exact enough. */
    private void toGeographic(double[] point) {
        double eccentricitySquared = to.eccentricitySquared();
        double secondEccentricitySquared = eccentricitySquared / (1 - eccentricitySquared);
        double a = to.equatorRadius();
        double b = to.poleRadius();
        double p = Math.hypot(point[0], point[1]);
        double reduced = Math.atan2(point[2] * a, p * b);
        double latitude = 0;
        for (int i = 0; i < LATITUDE_ITERATIONS; i++) {
            double sin = Math.sin(reduced);
            double cos = Math.cos(reduced);
            latitude = Math.atan2(
                    point[2] + secondEccentricitySquared * b * sin * sin * sin,
                    p - eccentricitySquared * a * cos * cos * cos);
            reduced = Math.atan2(b * Math.sin(latitude), a * Math.cos(latitude));
        }
        point[0] = p == 0 ? 0 : Math.atan2(point[1], point[0]);
        point[1] = latitude;
    }

    /** Translations in metres, rotations in radians, scale as a factor. */
    private record Parameters(double dx, double dy, double dz, double rx, double ry, double rz, double scale) {
        void apply(double[] point) {
            double x = point[0];
            double y = point[1];
            double z = point[2];
            point[0] = scale * (x - rz * y + ry * z) + dx;
            point[1] = scale * (rz * x + y - rx * z) + dy;
            point[2] = scale * (-ry * x + rx * y + z) + dz;
        }

        void applyInverse(double[] point) {
            double x = (point[0] - dx) / scale;
            double y = (point[1] - dy) / scale;
            double z = (point[2] - dz) / scale;
            point[0] = x + rz * y - ry * z;
            point[1] = -rz * x + y + rx * z;
            point[2] = ry * x - rx * y + z;
        }
    }
}
