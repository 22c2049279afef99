package dev.croft.tiling.gzip;

/** Bytes are no whole gzip member, or of more than is allowed. Whoever knows the file and the tile adds them. */
public final class DamagedGzipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedGzipException(String message) {
        super("Cannot inflate: " + message);
    }

    DamagedGzipException(String message, Throwable cause) {
        super("Cannot inflate: " + message, cause);
    }
}
