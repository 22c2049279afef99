package dev.croft.cli.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes opaque pixels as PNG (W3C Recommendation of 10 November 2003): 8-bit truecolour, no filter, one IDAT chunk. */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS_PER_SAMPLE = 8;
    private static final byte TRUECOLOUR = 2;
    private static final byte NO_FILTER = 0;

    private PngFile() {}

    /** @param pixels 0xAARRGGBB row by row, whose alpha is left out */
    static void write(Path file, int[] pixels, int width, int height) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(SIGNATURE);
            writeChunk(out, "IHDR", header(width, height));
            writeChunk(out, "IDAT", scanlines(pixels, width, height));
            writeChunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(width);
        header.writeInt(height);
        header.writeByte(BITS_PER_SAMPLE);
        header.writeByte(TRUECOLOUR);
        header.write(new byte[3]); // Deflate, the standard's filters, not interlaced.
        return bytes.toByteArray();
    }

    private static byte[] scanlines(int[] pixels, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        byte[] line = new byte[1 + 3 * width];
        line[0] = NO_FILTER;
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    int pixel = pixels[row * width + column];
                    line[1 + 3 * column] = (byte) (pixel >> 16);
                    line[2 + 3 * column] = (byte) (pixel >> 8);
                    line[3 + 3 * column] = (byte) pixel;
                }
                out.write(line);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void writeChunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
