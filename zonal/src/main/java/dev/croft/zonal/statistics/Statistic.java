package dev.croft.zonal.statistics;

import dev.croft.core.problem.Problems;
import dev.croft.core.problem.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number asked for per zone. Let the zone hold values x with weights w, all of weight 1 when cells count whole, and W be the
 * sum of the weights.
 *
 * <ul>
 *   <li>Variance is that of a population, the sum of w (x - mean)^2 over W; stdev is its root and cv is stdev / mean, with
 *       IEEE 754's answer when the mean is 0.
 *   <li>Quantiles of whole cells interpolate between cells as numpy does by default, type 7 of Hyndman and Fan, "Sample
 *       quantiles in statistical packages", 1996. Where cells are weighted, the n distinct values in rising order with their
 *       summed weights w(k) lie at S(k) = (k - 1) w(k) + (n - 1) (w(1) + ... + w(k - 1)), and the value at p S(n) is
 *       interpolated, as exactextract does, which however cuts quantiles of integer rasters down to integers. The two agree
 *       when all values differ and all weights are equal.
 *   <li>Majority is the value of the largest weight; a {@link TieRule} decides between equals, and second_majority is the next
 *       in the same order. Minority is the value of the least weight, of equals always the smallest.
 * </ul>
 *
 * @param probability of a quantile, from 0 to 1; 0 for every other kind
 */
public record Statistic(Kind kind, double probability) {
    /** What is computed when nothing is asked for. */
    public static final List<Statistic> DEFAULTS = Stream.of(
                    Kind.MAJORITY, Kind.MAJORITY_COUNT, Kind.COUNT, Kind.MAJORITY_FRACTION)
            .map(Statistic::of)
            .toList();

    private static final Pattern QUANTILE = Pattern.compile("quantile\\s*\\((.*)\\)");
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.e]+");

    /** The kinds of statistics, in the order in which they are listed. */
    public enum Kind {
        COUNT("count", "pixel_count", Types.COUNT, "cells with data, or the sum of their weights", "pixel_count"),
        SUM("sum", "sum", Types.REAL, "sum of the values"),
        MEAN("mean", "mean", Types.REAL, "mean of the values", "average"),
        MIN("min", "min", Types.VALUE, "smallest value", "minimum"),
        MAX("max", "max", Types.VALUE, "largest value", "maximum"),
        RANGE("range", "range", Types.RANGE, "largest less smallest value"),
        VARIANCE("variance", "variance", Types.REAL, "variance of the population", "var"),
        STDEV("stdev", "stdev", Types.REAL, "standard deviation of the population", "std"),
        CV("cv", "cv", Types.REAL, "coefficient of variation, stdev / mean", "coefficient_of_variation"),
        MEDIAN("median", "median", Types.REAL, "same as quantile(0.5)"),
        QUANTILE("quantile(p)", "quantile_100p", Types.REAL, "value below which the share p lies, p from 0 to 1"),
        MAJORITY("majority", "majority", Types.VALUE, "value of most cells", "mode"),
        MAJORITY_COUNT("majority_count", "majority_count", Types.COUNT, "cells of the majority"),
        MAJORITY_FRACTION("majority_fraction", "majority_fraction", Types.REAL, "share of the majority, 0 to 1"),
        SECOND_MAJORITY("second_majority", "second_majority", Types.VALUE, "value next to the majority"),
        MINORITY("minority", "minority", Types.VALUE, "value of fewest cells", "antimode"),
        VARIETY("variety", "variety", "int64", "number of different values", "unique", "nunique"),
        CATEGORIES("categories", "categories", "list", "value, count and fraction of each different value");

        private final String word;
        private final String columnName;
        private final String typeText;
        private final String meaning;
        private final String aliases;

        Kind(String word, String columnName, String typeText, String meaning, String... aliases) {
            this.word = word;
            this.columnName = columnName;
            this.typeText = typeText;
            this.meaning = meaning;
            this.aliases = String.join(", ", aliases);
        }

        /** How it is asked for; a quantile with its {@code (p)}. */
        public String word() {
            return word;
        }

        /** Other words that it is known by elsewhere, and that are accepted. */
        public List<String> aliases() {
            return aliases.isEmpty() ? List.of() : List.of(aliases.split(", "));
        }

        /** Whether count, sums and extremes suffice, so that the different values need not be told apart. */
        boolean isMoment() {
            return switch (this) {
                case COUNT, SUM, MEAN, MIN, MAX, RANGE, VARIANCE, STDEV, CV -> true;
                case MEDIAN, QUANTILE, MAJORITY, MAJORITY_COUNT, MAJORITY_FRACTION -> false;
                case SECOND_MAJORITY, MINORITY, VARIETY, CATEGORIES -> false;
            };
        }

        /** Whether sums of values or of their squares are needed. */
        boolean needsSums() {
            return switch (this) {
                case SUM, MEAN, VARIANCE, STDEV, CV -> true;
                case COUNT, MIN, MAX, RANGE, MEDIAN, QUANTILE, MAJORITY, MAJORITY_COUNT, MAJORITY_FRACTION -> false;
                case SECOND_MAJORITY, MINORITY, VARIETY, CATEGORIES -> false;
            };
        }

        /** Whether the different values are needed in rising order. */
        boolean needsOrder() {
            return this == MEDIAN || this == QUANTILE || this == CATEGORIES;
        }
    }

    /** How help words the types that {@link StatisticColumns} gives. */
    private static final class Types {
        static final String REAL = "float64";
        static final String VALUE = "raster's";
        static final String RANGE = "raster's, wider";
        static final String COUNT = "int64 or float64";

        private Types() {}
    }

    public Statistic {
        probability += 0.0; // no negative zero, which would be a statistic of its own
        boolean isValid = kind == Kind.QUANTILE ? probability >= 0 && probability <= 1 : probability == 0;
        if (!isValid) {
            throw new IllegalArgumentException(kind + " with probability " + probability);
        }
    }

    /** A statistic other than a quantile. */
    public static Statistic of(Kind kind) {
        return new Statistic(kind, 0);
    }

    /** The quantile of a probability from 0 to 1. */
    public static Statistic quantile(double probability) {
        return new Statistic(Kind.QUANTILE, probability);
    }

    /** Reads statistics from the words of a request, in their order; what is wrong with any goes to {@code problems}. */
    public static List<Statistic> parse(List<String> texts, Problems problems) {
        Map<Statistic, String> found = new LinkedHashMap<>();
        for (String text : texts) {
            parse(text.strip().toLowerCase(Locale.ROOT), problems).ifPresent(statistic -> {
                String earlier = found.putIfAbsent(statistic, text);
                problems.require(
                        earlier == null,
                        () -> "Cannot compute \"" + text + "\" twice: \"" + earlier + "\" asks for column "
                                + statistic.columnName() + " already. Name it once in --stats.");
            });
        }
        return new ArrayList<>(found.keySet());
    }

    private static Optional<Statistic> parse(String text, Problems problems) {
        Matcher quantile = QUANTILE.matcher(text);
        if (quantile.matches()) {
            return parseQuantile(text, quantile.group(1).strip(), problems);
        }
        if (text.equals("quantile")) {
            problems.add("Cannot compute \"quantile\" without a probability: write one from 0 to 1 behind it, such as "
                    + "quantile(0.25).");
            return Optional.empty();
        }
        Optional<Statistic> found = Arrays.stream(Kind.values())
                .filter(kind -> kind.word.equals(text) || kind.aliases().contains(text))
                .map(Statistic::of)
                .findFirst();
        problems.require(found.isPresent(), () -> unknown(text));
        return found;
    }

    private static Optional<Statistic> parseQuantile(String text, String number, Problems problems) {
        try {
            double probability = NUMBER.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
            if (probability >= 0 && probability <= 1) {
                return Optional.of(quantile(probability));
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of range.
        }
        problems.add(
                "Cannot compute \"" + text + "\": expected a probability from 0 to 1, such as quantile(0.25), found "
                        + (number.isEmpty() ? "none" : "\"" + number + "\"") + ".");
        return Optional.empty();
    }

    private static String unknown(String text) {
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            words.add(kind.word);
            words.addAll(kind.aliases());
        }
        List<String> nearest = Spelling.nearest(text, words);
        List<String> known = Arrays.stream(Kind.values()).map(Kind::word).toList();
        return "Cannot compute \"" + text + "\": no statistic has that name. "
                + (nearest.isEmpty()
                        ? "Name some of these in --stats: " + String.join(", ", known) + "."
                        : "Did you mean " + String.join(" or ", nearest) + "?");
    }

    /** Name of its column in a result, such as {@code mean} or {@code quantile_2.5}. */
    public String columnName() {
        return kind == Kind.QUANTILE ? "quantile_" + percent() : kind.columnName;
    }

    private String percent() {
        BigDecimal percent = BigDecimal.valueOf(probability).movePointRight(2);
        return percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString();
    }

    /** What can be asked for, a line each: name, type of the column, meaning and names known elsewhere. */
    public static List<String> helpLines() {
        return Arrays.stream(Kind.values())
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%-17s  %-16s  %s%s",
                        kind.word,
                        kind.typeText,
                        kind.meaning,
                        kind.aliases.isEmpty() ? "" : "; also " + kind.aliases))
                .toList();
    }
}
