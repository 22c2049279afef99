package dev.croft.core.crs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The datum shift of a bound CRS as the seven parameters of {@link Datum#toWgs84}. */
final class AbridgedTransformation {
    private static final List<String> NAMES = List.of(
            "xaxistranslation",
            "yaxistranslation",
            "zaxistranslation",
            "xaxisrotation",
            "yaxisrotation",
            "zaxisrotation",
            "scaledifference");
    private static final double PARTS_PER_MILLION = 1e-6;
    private static final double RADIANS_PER_SECOND = Math.PI / 180 / 3600;

    private AbridgedTransformation() {}

    /** Empty when the transformation uses grid files: then the CRS is as good as its own datum. */
    static Optional<List<Double>> toWgs84(WktNode transformation) {
        String method = transformation
                .child(Set.of("METHOD"))
                .map(WktNode::name)
                .orElse("")
                .toLowerCase(Locale.ROOT);
        boolean coordinateFrame = method.startsWith("coordinate frame");
        if (!coordinateFrame
                && !method.startsWith("position vector")
                && !method.startsWith("geocentric translations")) {
            return Optional.empty();
        }
        List<Double> seven = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            double value = parameter(transformation, i);
            seven.add(coordinateFrame && i >= 3 && i < 6 ? -value : value);
        }
        return Optional.of(seven);
    }

    private static double parameter(WktNode transformation, int index) {
        return transformation.children(Set.of("PARAMETER")).stream()
                .filter(node -> Datum.folded(node.name()).equals(NAMES.get(index)))
                .findFirst()
                .map(node -> inOurUnits(node, index))
                .orElse(0.0);
    }

    private static double inOurUnits(WktNode node, int index) {
        double value = node.number(1);
        if (index < 3) {
            return value * unit(node, "LENGTHUNIT", 1);
        }
        // Of scale differences near 1 the part above 1 is meant.
        return index < 6
                ? value * unit(node, "ANGLEUNIT", RADIANS_PER_SECOND) / RADIANS_PER_SECOND
                : (value > 0.9 && value < 1.1 ? value - 1 : value * unit(node, "SCALEUNIT", PARTS_PER_MILLION))
                        / PARTS_PER_MILLION;
    }

    private static double unit(WktNode node, String keyword, double otherwise) {
        return node.child(Set.of(keyword)).map(unit -> unit.number(1)).orElse(otherwise);
    }
}
