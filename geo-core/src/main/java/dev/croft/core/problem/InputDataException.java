package dev.croft.core.problem;

import java.nio.file.Path;

/**
 * An input is damaged or breaks its format. Carries the file and a short stable code to count by, such as
 * {@code TIFF_TRUNCATED}; the message names file and place and begins with "Cannot".
 */
public final class InputDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String code;

    public InputDataException(Path file, String code, String message) {
        this(file, code, message, null);
    }

    public InputDataException(Path file, String code, String message, Throwable cause) {
        super(message, cause);
        this.file = file.toString();
        this.code = code;
    }

    public String file() {
        return file;
    }

    public String code() {
        return code;
    }
}
