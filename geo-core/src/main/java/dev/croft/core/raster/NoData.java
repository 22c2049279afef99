package dev.croft.core.raster;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * A value that marks cells without data, as the decimal text that files and options give. Kept as text because neither
 * double nor long holds every value of every sample type.
 */
public record NoData(String text) {
    /** Largest integer below which every whole double is exact. */
    private static final double WHOLE = 0x1p63;

    public NoData {
        text = text.trim();
        if (!isNaN(text)) {
            parse(text);
        }
    }

    public boolean isNaN() {
        return isNaN(text);
    }

    /** The value as double, rounded to nearest. */
    public double asDouble() {
        return isNaN() ? Double.NaN : parse(text);
    }

    /**
     * The bits of this value in a cell of {@code type}, sign-extended for signed and zero-extended for unsigned integer
     * types; float32 and float64 give their raw bits.
     *
     * @return empty when no cell of the type can hold the value, such as -999 in an unsigned byte
     */
    public OptionalLong bits(SampleType type) {
        if (type == SampleType.FLOAT64) {
            return OptionalLong.of(Double.doubleToRawLongBits(asDouble()));
        }
        if (type == SampleType.FLOAT32) {
            return OptionalLong.of(Float.floatToRawIntBits((float) asDouble()));
        }
        if (isNaN() || !Double.isFinite(asDouble()) || Math.abs(asDouble()) > 2 * WHOLE) {
            return OptionalLong.empty();
        }
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        if (value.scale() > 0) {
            return OptionalLong.empty();
        }
        BigInteger whole = value.toBigInteger();
        int bitCount = type.byteCount() * 8;
        boolean fits =
                type.isSigned() ? whole.bitLength() < bitCount : whole.signum() >= 0 && whole.bitLength() <= bitCount;
        return fits ? OptionalLong.of(whole.longValue()) : OptionalLong.empty();
    }

    private static boolean isNaN(String text) {
        return text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("-nan");
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text.replaceFirst("(?i)^([+-]?)inf$", "$1Infinity"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Cannot read \"" + text + "\" as a nodata value: expected a number or nan", e);
        }
    }
}
