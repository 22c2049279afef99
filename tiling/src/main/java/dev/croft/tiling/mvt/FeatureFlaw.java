package dev.croft.tiling.mvt;

/** Why a feature cannot be used although the tile around it can be read on. */
public enum FeatureFlaw {
    /** Nothing is wrong as far as the feature has been read. */
    NONE("nothing is wrong"),
    /** The {@code type} field is missing (section 4.2). */
    NO_TYPE("it does not say its geometry type"),
    /** The {@code type} field has a number that is no type (section 4.3.4). */
    UNDEFINED_TYPE("its geometry type is none that is defined"),
    /** The {@code geometry} field is missing or empty (section 4.2). */
    NO_GEOMETRY("it has no geometry"),
    /** The {@code geometry} field comes twice. */
    TWO_GEOMETRIES("it has two geometry fields"),
    /** A key without a value (section 4.4). */
    ODD_TAGS("its tags are not pairs"),
    /** A LineTo that goes nowhere (section 4.3.3.2). */
    REPEATED_POINT("a segment of its geometry has no length"),
    /** A ring of one or two points (section 4.3.4.4). */
    SHORT_RING("a ring of it has fewer than three points");

    private final String text;

    FeatureFlaw(String text) {
        this.text = text;
    }

    /** The flaw as the end of a sentence about the feature. */
    public String text() {
        return text;
    }
}
