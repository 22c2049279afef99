package dev.croft.zonal.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The slow obvious twin: every statistic from a list of exact values and weights, with two passes in decimal numbers. */
final class SlowStatistics {
    private static final MathContext DIGITS = new MathContext(60);

    /** A cell that counts. */
    record Cell(BigDecimal value, BigDecimal weight, long position) {}

    private final TieRule ties;
    private final CellCounting counting;
    private final TreeMap<BigDecimal, BigDecimal> weights = new TreeMap<>();
    private final Map<BigDecimal, Long> firsts = new TreeMap<>();
    private final List<BigDecimal> sorted = new ArrayList<>();
    private BigDecimal total = BigDecimal.ZERO;

    SlowStatistics(List<Cell> cells, TieRule ties, CellCounting counting) {
        this.ties = ties;
        this.counting = counting;
        for (Cell cell : cells) {
            BigDecimal value =
                    cell.value().signum() == 0 ? BigDecimal.ZERO : cell.value().stripTrailingZeros();
            weights.merge(value, cell.weight(), BigDecimal::add);
            firsts.merge(value, cell.position(), Math::min);
            sorted.add(value);
            total = total.add(cell.weight());
        }
        sorted.sort(Comparator.naturalOrder());
    }

    /** The statistic; empty where a zone has none. */
    Optional<BigDecimal> of(Statistic statistic) {
        if (weights.isEmpty()) {
            return switch (statistic.kind()) {
                case COUNT, SUM, VARIETY, MAJORITY_COUNT -> Optional.of(BigDecimal.ZERO);
                default -> Optional.empty();
            };
        }
        return switch (statistic.kind()) {
            case COUNT -> Optional.of(total);
            case SUM -> Optional.of(sum());
            case MEAN -> Optional.of(mean());
            case MIN -> Optional.of(weights.firstKey());
            case MAX -> Optional.of(weights.lastKey());
            case RANGE -> Optional.of(weights.lastKey().subtract(weights.firstKey()));
            case VARIANCE -> Optional.of(variance());
            case STDEV -> Optional.of(variance().sqrt(DIGITS));
            case CV -> Optional.of(variance().sqrt(DIGITS).divide(mean(), DIGITS));
            case MEDIAN -> Optional.of(quantile(0.5));
            case QUANTILE -> Optional.of(quantile(statistic.probability()));
            case MAJORITY -> Optional.of(ranking().get(0));
            case MAJORITY_COUNT -> Optional.of(weights.get(ranking().get(0)));
            case MAJORITY_FRACTION -> Optional.of(weights.get(ranking().get(0)).divide(total, DIGITS));
            case SECOND_MAJORITY -> ranking().stream().skip(1).findFirst();
            case MINORITY ->
                weights.keySet().stream().min(Comparator.comparing((BigDecimal value) -> weights.get(value)));
            case VARIETY -> Optional.of(BigDecimal.valueOf(weights.size()));
            case CATEGORIES -> throw new IllegalArgumentException("not a number");
        };
    }

    /** Different values, rising, with their weights. */
    Map<BigDecimal, BigDecimal> categories() {
        return weights;
    }

    BigDecimal total() {
        return total;
    }

    private BigDecimal sum() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().multiply(entry.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal mean() {
        return sum().divide(total, new MathContext(400));
    }

    private BigDecimal variance() {
        BigDecimal mean = mean();
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().subtract(mean).pow(2).multiply(entry.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(total, DIGITS);
    }

    private List<BigDecimal> ranking() {
        Comparator<BigDecimal> tie =
                switch (ties) {
                    case SMALLEST -> Comparator.naturalOrder();
                    case LARGEST -> Comparator.reverseOrder();
                    case FIRST -> Comparator.comparing(firsts::get);
                };
        Comparator<BigDecimal> heaviest = Comparator.comparing((BigDecimal value) -> weights.get(value));
        return weights.keySet().stream()
                .sorted(heaviest.reversed().thenComparing(tie))
                .toList();
    }

    private BigDecimal quantile(double p) {
        return counting == CellCounting.WHOLE ? quantileOfCells(p) : quantileOfWeights(new BigDecimal(p));
    }

    /** numpy takes the place as a double, so this does too. */
    private BigDecimal quantileOfCells(double p) {
        double place = p * (sorted.size() - 1);
        int lower = (int) Math.floor(place);
        BigDecimal low = sorted.get(lower);
        BigDecimal high = sorted.get(Math.min(lower + 1, sorted.size() - 1));
        return low.add(high.subtract(low).multiply(new BigDecimal(place - lower)));
    }

    private BigDecimal quantileOfWeights(BigDecimal p) {
        List<BigDecimal> values = List.copyOf(weights.keySet());
        List<BigDecimal> places = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal others = new BigDecimal(BigInteger.valueOf(values.size() - 1L));
        for (int i = 0; i < values.size(); i++) {
            BigDecimal weight = weights.get(values.get(i));
            places.add(weight.multiply(BigDecimal.valueOf(i)).add(others.multiply(before)));
            before = before.add(weight);
        }
        BigDecimal target = p.multiply(places.get(places.size() - 1));
        for (int i = 1; i < values.size(); i++) {
            if (places.get(i).compareTo(target) > 0) {
                BigDecimal step = places.get(i).subtract(places.get(i - 1));
                BigDecimal share = target.subtract(places.get(i - 1)).divide(step, DIGITS);
                BigDecimal low = values.get(i - 1);
                return low.add(values.get(i).subtract(low).multiply(share));
            }
        }
        return values.get(values.size() - 1);
    }
}
