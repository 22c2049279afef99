package dev.croft.tiling;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.tiling.tile.TileId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A layer of the tiles: its name and the zooms at which it is there.
 *
 * @param minZoom from 0
 * @param maxZoom from {@code minZoom} to {@link #MOST_ZOOM}
 */
public record LayerSpec(String name, int minZoom, int maxZoom) {
    /** A unit of a tile is then less than a centimetre. */
    public static final int MOST_ZOOM = 22;

    private static final int DEFAULT_MIN_ZOOM = 4;
    private static final int DEFAULT_MAX_ZOOM = 14;
    private static final Pattern SPEC = Pattern.compile("([^:]+)(?::(\\d{1,3})-(\\d{1,3}))?");

    static {
        if (MOST_ZOOM > TileId.MOST_ZOOM) {
            throw new AssertionError("Tiles of zoom " + MOST_ZOOM + " have no number");
        }
    }

    public LayerSpec {
        if (name.isBlank()) {
            throw new ConfigurationException("Cannot name a layer \"" + name + "\": its name is blank.");
        }
        if (minZoom < 0 || maxZoom < minZoom || maxZoom > MOST_ZOOM) {
            throw new ConfigurationException(
                    "Cannot make layer \"" + name + "\" for zooms " + minZoom + " to " + maxZoom
                            + ": zooms go from 0 to " + MOST_ZOOM + ", the lower one first, as in " + name + ":4-14.");
        }
    }

    /** A layer for zooms 4 to 14. */
    public static LayerSpec named(String name) {
        return new LayerSpec(name, DEFAULT_MIN_ZOOM, DEFAULT_MAX_ZOOM);
    }

    /** Reads {@code NAME} or {@code NAME:MIN-MAX}. */
    public static LayerSpec parse(String text) {
        Matcher matcher = SPEC.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigurationException("Cannot make layer \"" + text
                    + "\": give its name, and perhaps a colon and zooms, as in fields or fields:4-14.");
        }
        return matcher.group(2) == null
                ? named(matcher.group(1))
                : new LayerSpec(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return name + ":" + minZoom + "-" + maxZoom;
    }
}
