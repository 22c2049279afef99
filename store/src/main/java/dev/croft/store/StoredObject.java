package dev.croft.store;

import java.time.Instant;

/**
 * An object as its store describes it.
 *
 * @param key relative to the location of the store, with {@code /} between its parts
 * @param byteCount size
 * @param version tells this content from another under the same key, as the store counts it: an ETag, or size and time of a file
 * @param modified when it was put
 */
public record StoredObject(String key, long byteCount, String version, Instant modified) {}
