package dev.croft.view;

import java.awt.Color;

/** Colours for classes that come without one: hues by the golden angle, so that neighbours differ, in three lightnesses. */
final class Palette {
    private static final double GOLDEN_TURN = 0.381966;
    private static final float SATURATION = 0.62f;
    private static final float[] BRIGHTNESS = {0.85f, 0.65f, 0.95f};
    private static final int RGB = 0xffffff;

    private Palette() {}

    /** Colour of the class with this place in its legend, as 0xRRGGBB. */
    static int color(int place) {
        float hue = (float) (place * GOLDEN_TURN % 1);
        return Color.HSBtoRGB(hue, SATURATION, BRIGHTNESS[place % BRIGHTNESS.length]) & RGB;
    }
}
