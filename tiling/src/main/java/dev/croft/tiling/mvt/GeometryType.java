package dev.croft.tiling.mvt;

/** What a feature's geometry is (specification, section 4.3.4). */
public enum GeometryType {
    /** Anything; readers may pass over such features. */
    UNKNOWN(0),
    /** One point or several. */
    POINT(1),
    /** One line or several. */
    LINESTRING(2),
    /** Rings: each exterior ring begins a polygon and is followed by the holes of it. */
    POLYGON(3);

    private static final GeometryType[] BY_NUMBER = values();

    private final int number;

    GeometryType(int number) {
        this.number = number;
    }

    /** The number that a feature's {@code type} field holds. */
    public int number() {
        return number;
    }

    /**
     * The type that has a number.
     *
     * @throws IllegalArgumentException when none has
     */
    public static GeometryType of(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("There is no geometry type of number " + number);
        }
        return BY_NUMBER[number];
    }
}
