package dev.croft.cli.picture;

import java.util.Objects;

/** A colour of a picture, 0xAARRGGBB, and what it means; the text is ASCII and best below thirty letters. */
public record LegendEntry(int argb, String text) {
    public LegendEntry {
        Objects.requireNonNull(text, "text");
    }
}
