package dev.croft.core.problem;

/** Disk, memory or the machine cannot carry the job as asked; worth retrying elsewhere or later. Exit code 4. */
public final class ResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ResourceException(String message) {
        super(message);
    }

    public ResourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
