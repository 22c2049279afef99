package dev.croft.store;

import dev.croft.core.problem.ConfigurationException;
import java.nio.charset.StandardCharsets;

/** What may be a key, in a bucket as in a folder. */
public final class ObjectKeys {
    /** S3's limit, in bytes of UTF-8. */
    private static final int MOST_BYTES = 1024;

    private ObjectKeys() {}

    /** Whether {@code key} has {@code /} between its parts, none of which is empty, {@code .} or {@code ..}. */
    public static boolean isValid(String key) {
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return key.chars().noneMatch(Character::isISOControl)
                && key.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /**
     * Answers {@code key}.
     *
     * @throws ConfigurationException when it is none
     */
    public static String require(String key) {
        if (!isValid(key)) {
            throw new ConfigurationException("Cannot use the key \"" + key
                    + "\": keys have / between their parts, no part that is empty, . or .., no control characters and"
                    + " at most " + MOST_BYTES + " bytes.");
        }
        return key;
    }
}
