package dev.croft.tiling;

import dev.croft.tiling.mvt.ValueType;
import dev.croft.tiling.mvt.ValueVisitor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which values the attributes of a layer take, for the {@code tilestats} of an archive's metadata. Of each attribute no more than
 * the {@link #MOST_VALUES} least are known, so that the result is the same in whatever order values come. Confined to one thread, or
 * to one after the other.
 */
final class TagStatistics implements ValueVisitor {
    /** Distinct values that are counted; as mapbox-geostats does, a count of so many means at least so many. */
    static final int MOST_VALUES = 1000;

    private final List<Values> attributes;

    TagStatistics(int attributeCount) {
        attributes =
                IntStream.range(0, attributeCount).mapToObj(i -> new Values()).toList();
    }

    @Override
    public void number(int attribute, ValueType type, long bits) {
        Values values = attributes.get(attribute);
        switch (type) {
            case BOOLEAN -> values.addBoolean(bits != 0);
            case FLOAT -> values.addNumber(Float.intBitsToFloat((int) bits));
            case DOUBLE -> values.addNumber(Double.longBitsToDouble(bits));
            case INT, SINT -> values.addNumber((double) bits);
            case UINT -> values.addNumber(bits >= 0 ? (double) bits : (bits >>> 1) * 2.0 + (bits & 1));
            case STRING -> throw new IllegalArgumentException("A string is no number");
        }
    }

    @Override
    public void string(int attribute, byte[] array, int offset, int length) {
        attributes.get(attribute).addText(new String(array, offset, length, StandardCharsets.UTF_8));
    }

    void addAll(TagStatistics other) {
        for (int i = 0; i < attributes.size(); i++) {
            attributes.get(i).addAll(other.attributes.get(i));
        }
    }

    Values of(int attribute) {
        return attributes.get(attribute);
    }

    /** Values of one attribute. */
    static final class Values {
        private final TreeSet<Double> numbers = new TreeSet<>();
        private final TreeSet<String> texts = new TreeSet<>();
        private final TreeSet<Boolean> booleans = new TreeSet<>();
        private double most = Double.NEGATIVE_INFINITY;
        private double least = Double.POSITIVE_INFINITY;

        private void addNumber(double number) {
            if (Double.isFinite(number)) {
                most = Math.max(most, number);
                least = Math.min(least, number);
                keepLeast(numbers, number);
            }
        }

        private void addText(String text) {
            keepLeast(texts, text);
        }

        private void addBoolean(boolean value) {
            booleans.add(value);
        }

        private static <T extends Comparable<T>> void keepLeast(SortedSet<T> values, T value) {
            if (values.size() < MOST_VALUES) {
                values.add(value);
            } else if (value.compareTo(values.last()) < 0 && values.add(value)) {
                values.remove(values.last());
            }
        }

        private void addAll(Values other) {
            most = Math.max(most, other.most);
            least = Math.min(least, other.least);
            other.numbers.forEach(number -> keepLeast(numbers, number));
            other.texts.forEach(text -> keepLeast(texts, text));
            booleans.addAll(other.booleans);
        }

        /** Distinct values, up to {@link #MOST_VALUES}. */
        Collection<?> distinct() {
            if (!numbers.isEmpty()) {
                return Collections.unmodifiableSet(numbers);
            }
            return Collections.unmodifiableSet(texts.isEmpty() ? booleans : texts);
        }

        boolean hasNumbers() {
            return !numbers.isEmpty();
        }

        double most() {
            return most;
        }

        double least() {
            return least;
        }
    }
}
