package dev.croft.cli;

import dev.croft.zonal.ZonalSummary.BandSummary;
import dev.croft.zonal.ZonalSummary.ClassShare;
import dev.croft.zonal.statistics.Statistic;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Fields and area per majority class, the largest area first. */
final class ClassTable {
    /** What it is made of. */
    static final List<Statistic> NEEDED =
            List.of(Statistic.of(Statistic.Kind.MAJORITY), Statistic.of(Statistic.Kind.COUNT));

    private static final double SQUARE_METRES_PER_HECTARE = 10_000;

    private ClassTable() {}

    static void print(BandSummary band, PrintWriter out) {
        boolean inHectares = band.cellSquareMetres().isPresent();
        double unit = inHectares ? band.cellSquareMetres().getAsDouble() / SQUARE_METRES_PER_HECTARE : 1;
        List<ClassShare> classes = band.classes().stream()
                .sorted(Comparator.comparingDouble(ClassShare::cells).reversed().thenComparing(ClassShare::value))
                .toList();
        if (classes.isEmpty()) {
            out.printf(
                    "No summary%s: no zone has a majority, or the values are no classes.%n",
                    band.label().isEmpty() ? "" : " of " + band.label());
            return;
        }
        double total = classes.stream().mapToDouble(ClassShare::cells).sum();
        String title = band.label().isEmpty() ? "Class" : "Class in " + band.label();
        out.printf("%-28s %10s %16s %7s%n", title, "Fields", inHectares ? "Hectares" : "Cells", "Share");
        for (ClassShare share : classes) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %,10d %,16.1f %6.1f%%%n",
                    share.name().orElse(share.value()),
                    share.fieldCount(),
                    share.cells() * unit,
                    100 * share.cells() / total);
        }
    }
}
