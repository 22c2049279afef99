package dev.croft.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.croft.core.raster.CdlClasses;
import dev.croft.core.raster.CdlClasses.CdlClass;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Names and colours of classes, by the text of their value. Immutable. */
public final class Legend {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RGB = 0xffffff;
    private static final int MOST_CDL_CODE = 255;
    private static final int TELLING_CDL_CODE = 100;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingDouble(Legend::numberOf).thenComparing(Comparator.naturalOrder());

    private final Map<String, LegendClass> classes = new LinkedHashMap<>();

    /**
     * A class.
     *
     * @param value as text; a number without fraction where it is one
     * @param rgb 0xRRGGBB
     */
    public record LegendClass(String value, String name, int rgb) {
        /** The colour as style sheets write it. */
        public String color() {
            return String.format(Locale.ROOT, "#%06x", rgb);
        }
    }

    Legend(Collection<LegendClass> classes) {
        classes.forEach(one -> this.classes.put(one.value(), one));
    }

    /** The classes of the Cropland Data Layer. */
    public static Legend cdl() {
        return new Legend(IntStream.rangeClosed(1, MOST_CDL_CODE)
                .mapToObj(code -> CdlClasses.of(code).orElse(null))
                .filter(Objects::nonNull)
                .map(Legend::of)
                .toList());
    }

    /**
     * What can be said of classes of which only the values are known. They are taken for the Cropland Data Layer's when each is a code of it
     * or its background, and one at least lies above 100, where that has water, towns, woods and grass, and small codes of other land cover
     * do not reach. Otherwise each has its value for a name, and a colour of its own.
     */
    public static Legend ofValues(Collection<String> values) {
        Legend known = cdl();
        Set<String> nothing = Set.of(Integer.toString(CdlClasses.BACKGROUND));
        boolean areCodes = values.stream().allMatch(value -> known.find(value).isPresent() || nothing.contains(value));
        if (areCodes && values.stream().anyMatch(value -> Integer.parseInt(value) > TELLING_CDL_CODE)) {
            return known;
        }
        List<String> sorted = values.stream().distinct().sorted(BY_NUMBER).toList();
        return new Legend(IntStream.range(0, sorted.size())
                .mapToObj(place -> unnamed(sorted.get(place), Palette.color(place)))
                .toList());
    }

    /** As the page names classes that no legend knows. */
    private static LegendClass unnamed(String value, int rgb) {
        return new LegendClass(value, NUMBER.matcher(value).matches() ? "Class " + value : value, rgb);
    }

    private static double numberOf(String value) {
        return NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.POSITIVE_INFINITY;
    }

    private static LegendClass of(CdlClass one) {
        return new LegendClass(Integer.toString(one.code()), one.name(), one.argb() & RGB);
    }

    /** The class of a value; empty when the legend does not know it. */
    public Optional<LegendClass> find(String value) {
        return Optional.ofNullable(classes.get(value));
    }

    /** All classes, in order. */
    public Collection<LegendClass> classes() {
        return classes.values();
    }

    /** The form in which the pipeline publishes it: {@code {"classes": [{"value": 1, "name": "Corn", "color": "#ffd300"}]}}. */
    public byte[] json() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("classes");
        for (LegendClass one : classes.values()) {
            ObjectNode entry = root.withArray("classes").addObject();
            if (one.value().matches("-?\\d{1,15}")) {
                entry.put("value", Long.parseLong(one.value()));
            } else {
                entry.put("value", one.value());
            }
            entry.put("name", one.name()).put("color", one.color());
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
