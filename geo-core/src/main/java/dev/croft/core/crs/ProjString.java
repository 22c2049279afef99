package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The keys and values of a PROJ string such as {@code +proj=utm +zone=32 +ellps=GRS80}. Immutable. */
final class ProjString {
    /** Say nothing about horizontal coordinates. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("no_defs", "type", "wktext", "title", "vunits", "vto_meter", "geoidgrids");

    private final String text;
    private final Map<String, String> values;

    private ProjString(String text, Map<String, String> values) {
        this.text = text;
        this.values = values;
    }

    static ProjString parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String token : text.trim().split("\\s+", -1)) {
            String pair = token.startsWith("+") ? token.substring(1) : token;
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!key.isEmpty() && !WITHOUT_EFFECT.contains(key)) {
                // PROJ lets the first of a repeated key win.
                values.putIfAbsent(key, value);
            }
        }
        return new ProjString(text, values);
    }

    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key) && !"false".equals(values.get(key));
    }

    Optional<String> string(String key) {
        return Optional.ofNullable(values.get(key));
    }

    OptionalDouble number(String key) {
        String value = values.get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(parseNumber(key, value));
    }

    double number(String key, double otherwise) {
        return number(key).orElse(otherwise);
    }

    /** Degrees, from a decimal number or from PROJ's {@code 12d34'56.7"E}. */
    OptionalDouble angle(String key) {
        String value = values.get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(parseAngle(key, value));
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (String value : values.get(key).split(",", -1)) {
            numbers.add(parseNumber(key, value));
        }
        return numbers;
    }

    ConfigurationException problem(String what) {
        return new ConfigurationException("Cannot use the PROJ string '" + text + "': " + what);
    }

    private double parseAngle(String key, String value) {
        if (value.indexOf('d') < 0) {
            return parseNumber(key, value);
        }
        String plain = value;
        double sign = 1;
        char last = value.charAt(value.length() - 1);
        if ("NSEW".indexOf(last) >= 0) {
            sign = last == 'S' || last == 'W' ? -1 : 1;
            plain = value.substring(0, value.length() - 1);
        }
        if (plain.startsWith("-")) {
            sign = -sign;
            plain = plain.substring(1);
        }
        double[] parts = Arrays.stream(plain.split("[d'\"]"))
                .mapToDouble(part -> parseNumber(key, part))
                .toArray();
        double unit = 1;
        double degrees = 0;
        for (double part : parts) {
            degrees += part * unit;
            unit /= 60;
        }
        return sign * degrees;
    }

    private double parseNumber(String key, String value) {
        try {
            double number = Double.parseDouble(value.trim());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Cannot use the PROJ string '" + text + "': +" + key + "=" + value + " is not a number", e);
        }
        throw problem("+" + key + "=" + value + " is not finite");
    }

    @Override
    public String toString() {
        return text;
    }
}
