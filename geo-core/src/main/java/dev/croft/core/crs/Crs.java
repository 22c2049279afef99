package dev.croft.core.crs;

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

    public boolean isEquivalentTo(Crs other) {
        return isKnown() && other.isKnown() && name.equals(other.name);
    }
}
