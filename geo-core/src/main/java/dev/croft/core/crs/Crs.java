package dev.croft.core.crs;

import java.util.OptionalInt;

/** A coordinate reference system. */
public final class Crs {
    /** The CRS of a file that states none; equivalent to nothing, not even to itself. */
    public static final Crs UNKNOWN = new Crs("unknown");

    private final String name;

    private Crs(String name) {
        this.name = name;
    }

    public static Crs parse(String text) {
        return new Crs(text);
    }

    public String name() {
        return name;
    }

    public boolean isKnown() {
        return this != UNKNOWN;
    }

    /** The code of a name of the form EPSG:n. */
    public OptionalInt epsgCode() {
        return name.matches("EPSG:\\d{1,6}")
                ? OptionalInt.of(Integer.parseInt(name.substring(5)))
                : OptionalInt.empty();
    }

    public boolean isGeographic() {
        return name.contains("longlat")
                || (epsgCode().orElse(0) >= 4000 && epsgCode().orElse(0) < 5000);
    }

    public boolean isEquivalentTo(Crs other) {
        return isKnown() && other.isKnown() && name.equals(other.name);
    }
}
