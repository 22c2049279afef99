package dev.croft.testdata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns the polygons that tests write as text into well-known binary (OGC 06-103r4, sections 7 and 8): POLYGON and
 * MULTIPOLYGON of x and y, EMPTY, holes, any number Java reads as a double, NaN and Infinity too. Coordinates are not
 * checked, since tests want broken rings as well. Confined to one thread.
 */
public final class WktPolygons {
    private static final int POLYGON = 3;
    private static final int MULTI_POLYGON = 6;
    private static final int HEADER_BYTES = 9;
    private static final int POINT_BYTES = 16;

    private final String text;
    private int position;

    private WktPolygons(String text) {
        this.text = text;
    }

    /**
     * Well-known binary of {@code wkt}, little-endian.
     *
     * @throws IllegalArgumentException when the text is not a polygon or multipolygon of x and y
     */
    public static byte[] toWkb(String wkt) {
        WktPolygons reader = new WktPolygons(wkt);
        byte[] wkb = reader.geometry();
        if (reader.peek() != '\0') {
            throw reader.unexpected("the end");
        }
        return wkb;
    }

    private byte[] geometry() {
        String type = word().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "POLYGON" -> polygon();
            case "MULTIPOLYGON" -> multiPolygon();
            default -> throw unexpected("POLYGON or MULTIPOLYGON before it");
        };
    }

    private byte[] multiPolygon() {
        List<byte[]> parts = new ArrayList<>();
        if (isList()) {
            do {
                parts.add(polygon());
            } while (isAnother());
        }
        return joined(MULTI_POLYGON, parts);
    }

    private byte[] polygon() {
        List<byte[]> rings = new ArrayList<>();
        if (isList()) {
            do {
                rings.add(ring());
            } while (isAnother());
        }
        return joined(POLYGON, rings);
    }

    private byte[] ring() {
        List<Double> coordinates = new ArrayList<>();
        if (isList()) {
            do {
                coordinates.add(number());
                coordinates.add(number());
            } while (isAnother());
        }
        int pointCount = coordinates.size() / 2;
        byte[] ring = new byte[Integer.BYTES + pointCount * POINT_BYTES];
        ByteBuffer numbers = ByteBuffer.wrap(ring).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(pointCount);
        coordinates.forEach(numbers::putDouble);
        return ring;
    }

    private static byte[] joined(int type, List<byte[]> pieces) {
        byte[] header = new byte[HEADER_BYTES];
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(type)
                .putInt(pieces.size());
        ByteArrayOutputStream wkb = new ByteArrayOutputStream();
        wkb.writeBytes(header);
        pieces.forEach(wkb::writeBytes);
        return wkb.toByteArray();
    }

    /** Whether a list begins here rather than the word EMPTY; moves past either. */
    private boolean isList() {
        if (peek() == '(') {
            position++;
            return true;
        }
        if (word().equalsIgnoreCase("EMPTY")) {
            return false;
        }
        throw unexpected("( or EMPTY");
    }

    /** Whether another item of the list follows rather than its end; moves past the comma or the bracket. */
    private boolean isAnother() {
        char next = peek();
        if (next != ',' && next != ')') {
            throw unexpected(", or )");
        }
        position++;
        return next == ',';
    }

    private double number() {
        String word = word();
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw unexpected("a number before it");
        }
    }

    private String word() {
        peek();
        int start = position;
        while (position < text.length() && "(), \t\n\r".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    /** Next character that is not blank, NUL at the end. */
    private char peek() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException(
                "Cannot read \"" + text + "\" as WKT at character " + position + ": expected " + expected);
    }
}
