package dev.croft.core.crs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A CRS by its entry in a register, such as {@code EPSG:5070}. */
record AuthorityCode(String authority, String code) {
    static final AuthorityCode CRS84 = new AuthorityCode("OGC", "CRS84");
    static final AuthorityCode WGS84 = epsg(4326);
    private static final AuthorityCode WEB_MERCATOR = epsg(3857);

    private static final Pattern SHORT = Pattern.compile("([A-Za-z]+):{1,2}([A-Za-z0-9]+)");
    private static final Pattern URN = Pattern.compile("urn:(?:x-)?ogc:def:crs:([A-Za-z]+):([^:]*):([A-Za-z0-9]+)");
    private static final Pattern URL =
            Pattern.compile("https?://www\\.opengis\\.net/def/crs/([A-Za-z]+)/([^/]*)/([A-Za-z0-9]+)/?");
    private static final Pattern GML =
            Pattern.compile("https?://www\\.opengis\\.net/gml/srs/([A-Za-z]+)\\.xml#([A-Za-z0-9]+)");

    static AuthorityCode epsg(int code) {
        return new AuthorityCode("EPSG", Integer.toString(code));
    }

    /** Understands {@code EPSG:n}, URNs, URLs and a bare {@code CRS84}; upper and lower case alike. */
    static Optional<AuthorityCode> parse(String text) {
        if (text.equalsIgnoreCase("CRS84")) {
            return Optional.of(CRS84);
        }
        Matcher urn = URN.matcher(lowerPrefix(text));
        if (urn.matches()) {
            return Optional.of(of(urn.group(1), urn.group(3)));
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            return Optional.of(of(url.group(1), url.group(3)));
        }
        Matcher gml = GML.matcher(text);
        if (gml.matches()) {
            return Optional.of(of(gml.group(1), gml.group(2)));
        }
        Matcher plain = SHORT.matcher(text);
        return plain.matches() ? Optional.of(of(plain.group(1), plain.group(2))) : Optional.empty();
    }

    /**
     * One code for all entries that mean the same horizontal coordinates: the three-dimensional and the unofficial ones give
     * way to the one in common use.
     */
    static AuthorityCode of(String authority, String code) {
        AuthorityCode plain = new AuthorityCode(authority.toUpperCase(Locale.ROOT), code.toUpperCase(Locale.ROOT));
        return switch (plain.toString()) {
            case "EPSG:4979" -> WGS84;
            case "OGC:84", "CRS:84", "CRS:CRS84" -> CRS84;
            case "CRS:83" -> epsg(4269);
            case "EPSG:900913", "EPSG:102100", "EPSG:102113", "ESRI:102100", "GOOGLE:900913" -> WEB_MERCATOR;
            default -> plain;
        };
    }

    private static String lowerPrefix(String text) {
        return text.regionMatches(true, 0, "urn:", 0, 4) ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** The same code for what differs in axis order alone, which Croft does not heed. */
    AuthorityCode horizontal() {
        return equals(CRS84) ? WGS84 : this;
    }

    boolean isEpsg() {
        return authority.equals("EPSG") && code.matches("[0-9]{1,6}");
    }

    int number() {
        return Integer.parseInt(code);
    }

    @Override
    public String toString() {
        return authority + ":" + code;
    }
}
