package dev.croft.core.parquet;

/** Bytes that break the format. Whoever knows file and place turns it into an InputDataException. */
final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
