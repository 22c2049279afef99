package dev.croft.core.table;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The shortest decimal that reads back as the same number, worded alike by every JDK; {@code Double.toString} of JDKs
 * before 19 sometimes gives a digit too many.
 */
public final class ShortestNumber {
    /** Longs and powers of ten up to here are exact doubles, so that their quotient is the nearest double. */
    private static final double EXACT = 1L << 53;

    private static final double[] POWERS = new double[16];
    private static final int LONGEST = 17;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private ShortestNumber() {}

    /** The decimal of {@code value}; infinities and NaN as {@code Double.toString} words them. */
    public static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        for (int digits = 0; digits < POWERS.length; digits++) {
            double scaled = Math.rint(Math.abs(value) * POWERS[digits]);
            if (scaled >= EXACT) {
                break;
            }
            if (scaled / POWERS[digits] == Math.abs(value)) {
                return plain((long) scaled, digits, Double.compare(value, 0.0) < 0);
            }
        }
        return shorten(value);
    }

    /** The decimal of {@code value}; infinities and NaN as {@code Float.toString} words them. */
    public static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return Float.toString(value);
        }
        for (int digits = 0; digits < 10; digits++) {
            double scaled = Math.rint(Math.abs((double) value) * POWERS[digits]);
            if (scaled >= 1e9) {
                break;
            }
            if ((float) (scaled / POWERS[digits]) == Math.abs(value)) {
                return plain((long) scaled, digits, Float.compare(value, 0.0f) < 0);
            }
        }
        return word(new BigDecimal(Float.toString(value)));
    }

    /** {@code units / 10^digits}, always with a point and a digit after it, as a real number should look. */
    private static String plain(long units, int digits, boolean negative) {
        StringBuilder text = new StringBuilder(24);
        text.append(units);
        while (text.length() <= digits) {
            text.insert(0, '0');
        }
        text.insert(text.length() - digits, '.');
        if (digits == 0) {
            text.append('0');
        }
        return negative ? text.insert(0, '-').toString() : text.toString();
    }

    private static String shorten(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() >= LONGEST) {
            BigDecimal shorter = decimal.round(new MathContext(LONGEST - 1));
            if (shorter.doubleValue() == value) {
                decimal = shorter.stripTrailingZeros();
            }
        }
        return word(decimal);
    }

    private static String word(BigDecimal decimal) {
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent < -4 || exponent > 16) {
            return decimal.stripTrailingZeros().toString();
        }
        String plain = decimal.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
