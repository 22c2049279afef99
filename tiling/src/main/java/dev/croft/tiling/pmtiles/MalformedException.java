package dev.croft.tiling.pmtiles;

/** Bytes that break the format, told without their place; who knows file and place turns it into an InputDataException. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }

    MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
