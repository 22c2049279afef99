package dev.croft.core.crs;

import java.util.Locale;
import java.util.Optional;

/** A CRS by its entry in a register, such as {@code EPSG:5070}. */
record AuthorityCode(String authority, String code) {
    static final AuthorityCode CRS84 = new AuthorityCode("OGC", "CRS84");
    static final AuthorityCode WGS84 = epsg(4326);
    private static final AuthorityCode WEB_MERCATOR = epsg(3857);

    private static final String URN = "urn:";
    private static final String URL = "//www.opengis.net/def/crs/";
    private static final String GML = "//www.opengis.net/gml/srs/";
    private static final int MAX_DIGITS = 6;

    static AuthorityCode epsg(int code) {
        return new AuthorityCode("EPSG", Integer.toString(code));
    }

    /** Understands {@code EPSG:n}, URNs, URLs and a bare {@code CRS84}; upper and lower case alike. */
    static Optional<AuthorityCode> parse(String text) {
        if (text.equalsIgnoreCase("CRS84")) {
            return Optional.of(CRS84);
        }
        if (text.regionMatches(true, 0, URN, 0, URN.length())) {
            // urn:ogc:def:crs:EPSG:10.2:5070, the version often empty
            String[] parts = text.split(":", -1);
            return parts.length == 7 ? ofParts(parts[4], parts[6]) : Optional.empty();
        }
        int url = text.indexOf(URL);
        if (url > 0) {
            String[] parts = text.substring(url + URL.length()).split("/", -1);
            return parts.length >= 3 ? ofParts(parts[0], parts[2]) : Optional.empty();
        }
        int gml = text.indexOf(GML);
        if (gml > 0) {
            String[] parts = text.substring(gml + GML.length()).split("#", -1);
            return parts.length == 2 ? ofParts(parts[0].replace(".xml", ""), parts[1]) : Optional.empty();
        }
        String[] parts = text.replace("::", ":").split(":", -1);
        return parts.length == 2 ? ofParts(parts[0], parts[1]) : Optional.empty();
    }

    private static Optional<AuthorityCode> ofParts(String authority, String code) {
        return isPlain(authority) && isPlain(code) ? Optional.of(of(authority, code)) : Optional.empty();
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
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

    /** The same code for what differs in axis order alone, which Croft does not heed. */
    AuthorityCode horizontal() {
        return equals(CRS84) ? WGS84 : this;
    }

    boolean isEpsg() {
        return authority.equals("EPSG")
                && code.length() <= MAX_DIGITS
                && code.chars().allMatch(Character::isDigit);
    }

    int number() {
        return Integer.parseInt(code);
    }

    @Override
    public String toString() {
        return authority + ":" + code;
    }
}
