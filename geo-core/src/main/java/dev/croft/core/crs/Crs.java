package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A horizontal coordinate reference system. Whatever axis order its authority states, coordinates are x, y: longitude
 * before latitude, easting before northing. Immutable.
 */
public final class Crs {
    /** The CRS of a file that states none; equivalent to nothing, not even to itself. */
    public static final Crs UNKNOWN = new Crs("unknown", "", "");

    private static final int LONGEST_SHOWN_TEXT = 80;

    private final String name;
    private final Optional<AuthorityCode> code;
    private final Optional<Definition> definition;
    private final String refusedText;
    private final String reason;

    Crs(String name, Optional<AuthorityCode> code, Definition definition) {
        this.name = name;
        this.code = code;
        this.definition = Optional.of(definition);
        this.refusedText = "";
        this.reason = "";
    }

    private Crs(String name, String refusedText, String reason) {
        this.name = name;
        this.code = Optional.empty();
        this.definition = Optional.empty();
        this.refusedText = refusedText;
        this.reason = reason;
    }

    /**
     * A CRS from text: {@code EPSG:5070}, {@code OGC:CRS84}, their URNs and URLs, WKT1 of GDAL or ESRI, WKT2, PROJJSON, or a
     * PROJ string. Where WKT or PROJJSON carry an outermost id that Croft knows, the id decides; of a compound CRS the
     * horizontal part is taken.
     *
     * @throws ConfigurationException when the text is none of these, the code is not known, or the projection is not
     *     supported; the message names which and says what to give instead
     */
    public static Crs parse(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{")) {
            return WktReader.read(ProjJsonReader.tree(trimmed));
        }
        if (trimmed.indexOf('[') > 0) {
            return WktReader.read(WktNode.parse(trimmed));
        }
        if (trimmed.startsWith("+") || trimmed.contains("proj=")) {
            ProjString proj = ProjString.parse(trimmed);
            Optional<String> init = proj.string("init");
            return init.isPresent()
                    ? ofCode(trimmed, init.get())
                    : new Crs(trimmed, Optional.empty(), Definition.of(proj));
        }
        return ofCode(trimmed, trimmed);
    }

    /**
     * The CRS of a file that states one which {@link #parse} refuses, so that all else of the file can be used. It is
     * equal to another of the same text but equivalent to nothing, and a transformation from or to it fails.
     *
     * @param text what the file states
     * @param reason message of that failure
     */
    public static Crs unsupported(String text, String reason) {
        String line = text.strip().replaceAll("\\s+", " ");
        String shown = line.length() <= LONGEST_SHOWN_TEXT ? line : line.substring(0, LONGEST_SHOWN_TEXT) + "...";
        return new Crs("unsupported: " + shown, text, reason);
    }

    /** The CRS with an EPSG code. */
    public static Crs ofEpsg(int code) {
        return of(AuthorityCode.of("EPSG", Integer.toString(code)));
    }

    private static Crs ofCode(String text, String code) {
        return of(AuthorityCode.parse(code)
                .orElseThrow(() -> new ConfigurationException("Cannot understand the CRS '" + text
                        + "'. Give it as EPSG:n, OGC:CRS84, WKT, PROJJSON or PROJ string (+proj=...).")));
    }

    private static Crs of(AuthorityCode code) {
        Register.Entry entry = Register.lookUp(code);
        return new Crs(entry.name(), Optional.of(code), entry.definition());
    }

    /** What people call it, for messages: the register's name, that of the WKT, or the PROJ string; what is unsupported says so. */
    public String name() {
        return name;
    }

    /** False for {@link #UNKNOWN} only; what is unsupported is known, though of no use. */
    public boolean isKnown() {
        return definition.isPresent() || !reason.isEmpty();
    }

    /** The EPSG code it was given by; also 4326 for OGC:CRS84. */
    public OptionalInt epsgCode() {
        return code.map(AuthorityCode::horizontal)
                .filter(AuthorityCode::isEpsg)
                .map(horizontal -> OptionalInt.of(horizontal.number()))
                .orElse(OptionalInt.empty());
    }

    /** Whether coordinates are degrees of longitude and latitude. */
    public boolean isGeographic() {
        return definition.isPresent() && definition.get().isGeographic();
    }

    /** Metres per unit of projected coordinates; NaN when coordinates are degrees or the CRS is unknown or unsupported. */
    public double metresPerUnit() {
        return definition.isPresent() && !isGeographic() ? definition.get().metresPerUnit() : Double.NaN;
    }

    /**
     * Whether coordinates in one are coordinates in the other: the same code, or the same method, datum and parameters up to
     * rounding. Datums that PROJ takes for one another, such as NAD83 and WGS84, are not the same.
     */
    public boolean isEquivalentTo(Crs other) {
        if (definition.isEmpty() || other.definition.isEmpty()) {
            return false;
        }
        if (code.isPresent() && code.map(AuthorityCode::horizontal).equals(other.code.map(AuthorityCode::horizontal))) {
            return true;
        }
        boolean registeredApart = epsgCode().isPresent() && other.epsgCode().isPresent();
        Definition own = definition.get();
        Definition others = other.definition.get();
        boolean datumsNamed =
                !own.datum().name().isEmpty() && !others.datum().name().isEmpty();
        return (!registeredApart || datumsNamed) && own.isEquivalentTo(others);
    }

    /**
     * PROJJSON for the metadata of a GeoParquet file: with the register's id where there is one, with the datum shift as a
     * bound CRS where there is none.
     */
    public String toProjJson() {
        return new ProjJsonWriter(this).write();
    }

    /**
     * What it is made of.
     *
     * @throws ConfigurationException when it is unsupported, with the reason
     */
    Definition definition() {
        return definition.orElseThrow(() -> new ConfigurationException(reason));
    }

    Optional<AuthorityCode> code() {
        return code;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Crs that
                        && isKnown()
                        && that.isKnown()
                        && refusedText.equals(that.refusedText)
                        && code.map(AuthorityCode::horizontal).equals(that.code.map(AuthorityCode::horizontal))
                        && definition.equals(that.definition));
    }

    @Override
    public int hashCode() {
        return Objects.hash(definition, refusedText);
    }

    @Override
    public String toString() {
        return code.map(known -> known + " (" + name + ")").orElse(name);
    }
}
