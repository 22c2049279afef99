package dev.croft.core.raster.geotiff;

/** What is wrong with a block's bytes, as a clause; {@link GeoTiffSource} adds file, band and window. */
final class DamagedBlockException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    DamagedBlockException(String code, String found, Throwable cause) {
        super(found, cause);
        this.code = code;
    }

    DamagedBlockException(String code, String found) {
        this(code, found, null);
    }

    String code() {
        return code;
    }
}
