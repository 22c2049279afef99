package dev.croft.tiling.mvt;

/**
 * Bytes that are no vector tile, or one that cannot be read on. The message begins with "Cannot" and gives the place within the
 * tile; whoever knows the file and the tile's number adds them.
 */
public final class MvtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message begins with "Cannot" */
    public MvtException(String message) {
        super(message);
    }
}
