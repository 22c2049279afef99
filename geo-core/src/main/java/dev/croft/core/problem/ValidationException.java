package dev.croft.core.problem;

/** A file was read without trouble and is not what it should be, for instance it has too few rows. Exit code 5. */
public final class ValidationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ValidationException(String message) {
        super(message);
    }
}
