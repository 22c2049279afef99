package dev.croft.core.run;

/** The run was asked to stop, by a signal, an interrupt or its owner, and did so at a safe point. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException(String message) {
        super(message);
    }
}
