package dev.croft.view.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures. */
public final class PictureFile {
    /** Raised when equal inputs give another picture than before. */
    public static final int ALGORITHM_VERSION = 2;

    /** Pixels along the longer side, at most. */
    static final int MOST_PIXELS = 1024;

    private PictureFile() {}

    /** Writes a picture as PNG. */
    public static void write(BufferedImage picture, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IllegalStateException("This Java writes no PNG");
            }
        }
    }
}
