package dev.croft.tiling.mvt;

import java.math.BigInteger;

/**
 * The value of an attribute, with the type it has in the tile. Values are equal when type and content are, bit by bit.
 *
 * @param type how it is encoded
 * @param bits the integer itself, or the bits of a floating point number; 0 for a string
 * @param text a string; empty for all other types
 */
public record TagValue(ValueType type, long bits, String text) {
    /** A string. */
    public static TagValue of(String text) {
        return new TagValue(ValueType.STRING, 0, text);
    }

    /** The value as a String, Float, Double, Boolean, Long, or a BigInteger when it is beyond a Long. */
    public Object content() {
        return switch (type) {
            case STRING -> text;
            case FLOAT -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            case INT, SINT -> bits;
            case UINT -> unsigned();
            case BOOLEAN -> bits != 0;
        };
    }

    private Object unsigned() {
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    @Override
    public String toString() {
        return content().toString();
    }
}
