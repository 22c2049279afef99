package dev.croft.store.s3;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.store.ObjectKeys;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket and what the keys in it begin with.
 *
 * @param bucket name
 * @param prefix empty, or ends with {@code /}
 */
public record S3Location(String bucket, String prefix) {
    private static final String SCHEME = "s3://";

    /** As AWS has named buckets since 2018, and the capitals and underscores that older ones and other servers have. */
    private static final Pattern LOCATION =
            Pattern.compile(SCHEME + "([A-Za-z0-9][A-Za-z0-9._-]{1,254})(?:/(.*))?", Pattern.DOTALL);

    /** Whether {@code text} means a bucket. */
    public static boolean isOne(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /**
     * Reads {@code s3://bucket/prefix}; slashes at the end do not count.
     *
     * @throws ConfigurationException when it is none
     */
    public static S3Location parse(String text) {
        Matcher parts = LOCATION.matcher(text);
        if (!parts.matches()) {
            throw noLocation(text);
        }
        String path = parts.group(2) == null ? "" : parts.group(2).replaceFirst("/+$", "");
        if (!path.isEmpty() && !ObjectKeys.isValid(path)) {
            throw noLocation(text);
        }
        return new S3Location(parts.group(1), path.isEmpty() ? "" : path + "/");
    }

    /** The bucket's name for a key of the store. */
    String inBucket(String key) {
        return prefix + ObjectKeys.require(key);
    }

    /** The store's name for a key in the bucket, which begins with the prefix. */
    String inStore(String bucketKey) {
        return bucketKey.substring(prefix.length());
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }

    private static ConfigurationException noLocation(String text) {
        return new ConfigurationException(
                "Cannot open the store \"" + text + "\": it is no bucket. Write s3://bucket or s3://bucket/prefix.");
    }
}
