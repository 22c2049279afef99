package dev.croft.core.raster;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value that marks cells without data, as the decimal text that files and options give. Kept as text because neither
 * double nor long holds every value of every sample type. Two are equal when their texts are. Immutable.
 */
public final class NoData {
    /** Larger magnitudes fit no integer type; keeps huge exponents from being written out. */
    private static final double BEYOND_INTEGERS = 0x1p64;

    private final String text;
    private final double number;
    private final Optional<BigDecimal> exact;

    /**
     * A value from text: digits with or without sign, point and exponent, or nan, inf, infinity in any case.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public NoData(String text) {
        this.text = text.trim();
        switch (this.text.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> {
                number = Double.NaN;
                exact = Optional.empty();
            }
            case "inf", "+inf", "infinity", "+infinity" -> {
                number = Double.POSITIVE_INFINITY;
                exact = Optional.empty();
            }
            case "-inf", "-infinity" -> {
                number = Double.NEGATIVE_INFINITY;
                exact = Optional.empty();
            }
            default -> {
                exact = Optional.of(decimal(this.text));
                number = Double.parseDouble(this.text); // unlike BigDecimal keeps the sign of a zero
            }
        }
    }

    /** The text it was given by, without blanks around it. */
    public String text() {
        return text;
    }

    public boolean isNaN() {
        return Double.isNaN(number);
    }

    /** The value as double, rounded to nearest. */
    public double asDouble() {
        return number;
    }

    /** The value as a cell of {@code type} holds it: a float32 is not the decimal that the file states. */
    public double asDouble(SampleType type) {
        return type == SampleType.FLOAT32 ? (float) number : number;
    }

    /**
     * The bits of this value in a cell of {@code type}, sign-extended for signed and zero-extended for unsigned integer
     * types; float32 and float64 give their raw bits.
     *
     * @return empty when no cell of the type can hold the value, such as -999 in an unsigned byte
     */
    public OptionalLong bits(SampleType type) {
        if (type == SampleType.FLOAT64) {
            return OptionalLong.of(Double.doubleToRawLongBits(number));
        }
        if (type == SampleType.FLOAT32) {
            return OptionalLong.of(Float.floatToRawIntBits((float) number));
        }
        if (exact.isEmpty() || Math.abs(number) > BEYOND_INTEGERS) {
            return OptionalLong.empty();
        }
        BigDecimal value = exact.get().stripTrailingZeros();
        return value.scale() > 0 ? OptionalLong.empty() : integerBits(value.toBigInteger(), type);
    }

    private static OptionalLong integerBits(BigInteger whole, SampleType type) {
        int bitCount = type.byteCount() * 8;
        boolean fits =
                type.isSigned() ? whole.bitLength() < bitCount : whole.signum() >= 0 && whole.bitLength() <= bitCount;
        return fits ? OptionalLong.of(whole.longValue()) : OptionalLong.empty();
    }

    private static BigDecimal decimal(String text) {
        try {
            if (text.chars().anyMatch(character -> character > 127)) {
                throw new NumberFormatException("BigDecimal takes digits of any script");
            }
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Cannot read \"" + text + "\" as a nodata value: expected a number or nan", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoData that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
