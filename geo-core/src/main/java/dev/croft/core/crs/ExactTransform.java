package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.util.Optional;
import org.locationtech.proj4j.ProjCoordinate;

/** Inverse projection, datum shift, projection. Immutable. */
final class ExactTransform implements CoordinateTransform {
    static final CoordinateTransform IDENTITY = new CoordinateTransform() {
        @Override
        public void transform(double[] x, double[] y, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                    x[i] = Double.NaN;
                    y[i] = Double.NaN;
                }
            }
        }

        @Override
        public boolean isIdentity() {
            return true;
        }
    };

    private final End source;
    private final Optional<HelmertShift> shift;
    private final End target;

    private ExactTransform(End source, Optional<HelmertShift> shift, End target) {
        this.source = source;
        this.shift = shift;
        this.target = target;
    }

    static CoordinateTransform between(Crs source, Crs target) {
        requireKnown(source, "source");
        requireKnown(target, "target");
        if (source.isEquivalentTo(target)) {
            return IDENTITY;
        }
        Definition from = source.definition();
        Definition to = target.definition();
        Optional<HelmertShift> shift = HelmertShift.between(from.datum(), to.datum());
        if (shift.isEmpty()
                && from.isGeographic()
                && to.isGeographic()
                && from.primeMeridianDegrees() == to.primeMeridianDegrees()) {
            return IDENTITY;
        }
        return new ExactTransform(End.of(from), shift, End.of(to));
    }

    private static void requireKnown(Crs crs, String role) {
        if (!crs.isKnown()) {
            throw new ConfigurationException("Cannot transform coordinates: the " + role
                    + " CRS is unknown. Say which it is, for instance EPSG:4326.");
        }
    }

    @Override
    public void transform(double[] x, double[] y, int from, int count) {
        double[] point = new double[3];
        ProjCoordinate work = new ProjCoordinate();
        for (int i = from; i < from + count; i++) {
            point[0] = x[i];
            point[1] = y[i];
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                source.toGreenwich(point, work);
                if (shift.isPresent()) {
                    shift.get().apply(point);
                }
                target.fromGreenwich(point, work);
            } else {
                point[0] = Double.NaN;
                point[1] = Double.NaN;
            }
            x[i] = point[0];
            y[i] = point[1];
        }
    }

    @Override
    public boolean isIdentity() {
        return false;
    }

    /** One CRS: from and to longitude and latitude in radians, east of Greenwich. */
    private sealed interface End {
        static End of(Definition definition) {
            return definition.isGeographic()
                    ? new Geographic(definition.primeMeridianDegrees())
                    : new Projected(MapProjection.of(definition));
        }

        void toGreenwich(double[] point, ProjCoordinate work);

        void fromGreenwich(double[] point, ProjCoordinate work);
    }

    private record Geographic(double primeMeridianDegrees) implements End {
        private static final double MAX_LONGITUDE_DEGREES = 540;

        @Override
        public void toGreenwich(double[] point, ProjCoordinate work) {
            if (Math.abs(point[1]) > 90 || Math.abs(point[0]) > MAX_LONGITUDE_DEGREES) {
                point[0] = Double.NaN;
                point[1] = Double.NaN;
            }
            point[0] = Math.toRadians(point[0] + primeMeridianDegrees);
            point[1] = Math.toRadians(point[1]);
        }

        @Override
        public void fromGreenwich(double[] point, ProjCoordinate work) {
            point[0] = Math.toDegrees(MapProjection.wrapped(point[0] - Math.toRadians(primeMeridianDegrees)));
            point[1] = Math.toDegrees(point[1]);
        }
    }

    private record Projected(MapProjection projection) implements End {
        @Override
        public void toGreenwich(double[] point, ProjCoordinate work) {
            projection.inverse(point, work);
        }

        @Override
        public void fromGreenwich(double[] point, ProjCoordinate work) {
            projection.forward(point, work);
        }
    }
}
