package dev.croft.core.crs;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prime meridians by name, in degrees east of Greenwich. */
final class PrimeMeridian {
    private static final Map<String, Double> DEGREES = Map.ofEntries(
            Map.entry("greenwich", 0.0),
            Map.entry("lisbon", -9.131906111111),
            Map.entry("paris", 2.337229166667),
            Map.entry("bogota", -74.080916666667),
            Map.entry("madrid", -3.687938888889),
            Map.entry("rome", 12.452333333333),
            Map.entry("bern", 7.439583333333),
            Map.entry("jakarta", 106.807719444444),
            Map.entry("ferro", -17.666666666667),
            Map.entry("brussels", 4.367975),
            Map.entry("stockholm", 18.058277777778),
            Map.entry("athens", 23.7163375),
            Map.entry("oslo", 10.722916666667));

    private PrimeMeridian() {}

    static Optional<Double> named(String name) {
        return Optional.ofNullable(DEGREES.get(name.toLowerCase(Locale.ROOT)));
    }
}
