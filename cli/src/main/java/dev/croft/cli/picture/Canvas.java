package dev.croft.cli.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Opaque pixels to paint on; what falls outside is left out. Confined to one thread. */
final class Canvas {
    private final int width;
    private final int height;
    private final int[] pixels;

    Canvas(int width, int height, int argb) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
        Arrays.fill(pixels, argb);
    }

    int width() {
        return width;
    }

    /** Lays a colour over a pixel; {@code coverage}, 0 to 1, thins the colour's own alpha. */
    void blend(int column, int row, int argb, double coverage) {
        if (column < 0 || row < 0 || column >= width || row >= height) {
            return;
        }
        double share = coverage * (argb >>> 24) / 255;
        int below = pixels[row * width + column];
        pixels[row * width + column] = 0xff000000
                | mixed(below >> 16, argb >> 16, share) << 16
                | mixed(below >> 8, argb >> 8, share) << 8
                | mixed(below, argb, share);
    }

    void fillRectangle(int column, int row, int columnCount, int rowCount, int argb) {
        for (int y = row; y < row + rowCount; y++) {
            for (int x = column; x < column + columnCount; x++) {
                blend(x, y, argb, 1);
            }
        }
    }

    /** A frame of one pixel just outside the rectangle. */
    void frame(int column, int row, int columnCount, int rowCount, int argb) {
        fillRectangle(column - 1, row - 1, columnCount + 2, 1, argb);
        fillRectangle(column - 1, row + rowCount, columnCount + 2, 1, argb);
        fillRectangle(column - 1, row, 1, rowCount, argb);
        fillRectangle(column + columnCount, row, 1, rowCount, argb);
    }

    /** Writes text whose letters are {@code scale} times as large as {@link PixelFont}'s, from its top left corner. */
    void text(String text, int column, int row, int scale, int argb) {
        PixelFont.draw(text, (x, y) -> fillRectangle(column + x * scale, row + y * scale, scale, scale, argb));
    }

    void write(Path file) throws IOException {
        PngFile.write(file, pixels, width, height);
    }

    private static int mixed(int below, int above, double share) {
        int from = below & 0xff;
        return (int) Math.rint(from + ((above & 0xff) - from) * share);
    }
}
