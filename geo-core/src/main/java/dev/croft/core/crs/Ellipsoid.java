package dev.croft.core.crs;

import java.util.Map;
import java.util.Optional;

/**
 * Figure of the earth.
 *
 * @param equatorRadius in metres, positive
 * @param inverseFlattening 0 for a sphere
 */
record Ellipsoid(double equatorRadius, double inverseFlattening) {
    static final Ellipsoid WGS84 = new Ellipsoid(6378137, 298.257223563);
    static final Ellipsoid GRS80 = new Ellipsoid(6378137, 298.257222101);
    static final Ellipsoid AIRY = ofRadii(6377563.396, 6356256.910);
    static final Ellipsoid MODIFIED_AIRY = ofRadii(6377340.189, 6356034.446);
    static final Ellipsoid BESSEL = new Ellipsoid(6377397.155, 299.1528128);
    static final Ellipsoid CLARKE_1866 = ofRadii(6378206.4, 6356583.8);
    static final Ellipsoid CLARKE_1880_IGN = new Ellipsoid(6378249.2, 293.4660212936269);
    static final Ellipsoid INTERNATIONAL = new Ellipsoid(6378388, 297);
    static final Ellipsoid KRASSOWSKY = new Ellipsoid(6378245, 298.3);

    /** By the names that PROJ strings use in {@code +ellps}. */
    private static final Map<String, Ellipsoid> NAMED = Map.ofEntries(
            Map.entry("WGS84", WGS84),
            Map.entry("GRS80", GRS80),
            Map.entry("airy", AIRY),
            Map.entry("mod_airy", MODIFIED_AIRY),
            Map.entry("bessel", BESSEL),
            Map.entry("bess_nam", new Ellipsoid(6377483.865, 299.1528128)),
            Map.entry("clrk66", CLARKE_1866),
            Map.entry("clrk80", new Ellipsoid(6378249.145, 293.4663)),
            Map.entry("clrk80ign", CLARKE_1880_IGN),
            Map.entry("intl", INTERNATIONAL),
            Map.entry("krass", KRASSOWSKY),
            Map.entry("aust_SA", new Ellipsoid(6378160, 298.25)),
            Map.entry("GRS67", new Ellipsoid(6378160, 298.2471674270)),
            Map.entry("IAU76", new Ellipsoid(6378140, 298.257)),
            Map.entry("WGS66", new Ellipsoid(6378145, 298.25)),
            Map.entry("WGS72", new Ellipsoid(6378135, 298.26)),
            Map.entry("helmert", new Ellipsoid(6378200, 298.3)),
            Map.entry("hough", new Ellipsoid(6378270, 297)),
            Map.entry("evrst30", new Ellipsoid(6377276.345, 300.8017)),
            Map.entry("evrst48", new Ellipsoid(6377304.063, 300.8017)),
            Map.entry("evrst56", new Ellipsoid(6377301.243, 300.8017)),
            Map.entry("evrst69", new Ellipsoid(6377295.664, 300.8017)),
            Map.entry("evrstSS", new Ellipsoid(6377298.556, 300.8017)),
            Map.entry("sphere", new Ellipsoid(6370997, 0)));

    Ellipsoid {
        if (!(equatorRadius > 0) || !(equatorRadius < 1e9) || !(inverseFlattening == 0 || inverseFlattening > 1)) {
            throw new IllegalArgumentException("Cannot use an ellipsoid of radius " + equatorRadius
                    + " and inverse flattening " + inverseFlattening);
        }
    }

    static Optional<Ellipsoid> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    static Ellipsoid ofRadii(double equatorRadius, double poleRadius) {
        return equatorRadius == poleRadius
                ? new Ellipsoid(equatorRadius, 0)
                : new Ellipsoid(equatorRadius, equatorRadius / (equatorRadius - poleRadius));
    }

    static Ellipsoid ofEccentricitySquared(double equatorRadius, double eccentricitySquared) {
        return ofRadii(equatorRadius, equatorRadius * Math.sqrt(1 - eccentricitySquared));
    }

    boolean isSphere() {
        return inverseFlattening == 0;
    }

    double eccentricitySquared() {
        if (isSphere()) {
            return 0;
        }
        double flattening = 1 / inverseFlattening;
        return flattening * (2 - flattening);
    }

    double poleRadius() {
        return isSphere() ? equatorRadius : equatorRadius * (1 - 1 / inverseFlattening);
    }

    /** Whether both axes agree within two millimetres, as those of GRS80 and WGS84 do. */
    boolean isNear(Ellipsoid other) {
        return Math.abs(equatorRadius - other.equatorRadius) < 2e-3
                && Math.abs(poleRadius() - other.poleRadius()) < 2e-3;
    }

    /**
     * Whether both are one ellipsoid, written once by its radii and once by its flattening, which moves the pole by a
     * millimetre. GRS80 and WGS84 are nearer to each other than that and yet two.
     */
    boolean isSameAs(Ellipsoid other) {
        double poleTolerance = equatorRadius == WGS84.equatorRadius ? 5e-5 : 2e-3;
        return Math.abs(equatorRadius - other.equatorRadius) < 1e-3
                && Math.abs(poleRadius() - other.poleRadius()) < poleTolerance;
    }
}
