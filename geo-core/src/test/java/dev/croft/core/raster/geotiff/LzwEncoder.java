package dev.croft.core.raster.geotiff;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/** LZW as TIFF 6.0 section 13 writes it down, step by step, with strings as keys. */
final class LzwEncoder {
    private static final int CLEAR = 256;
    private static final int END = 257;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> table = new HashMap<>();
    private int codeBits;
    private int bits;
    private int bitCount;

    private LzwEncoder() {}

    static byte[] encode(byte[] data) {
        LzwEncoder encoder = new LzwEncoder();
        encoder.clear();
        String string = "";
        for (byte b : data) {
            char next = (char) (b & 0xFF);
            if (encoder.table.containsKey(string + next)) {
                string += next;
                continue;
            }
            encoder.put(encoder.table.get(string));
            encoder.table.put(string + next, encoder.table.size() + 2);
            int size = encoder.table.size() + 2;
            if (size == 512 || size == 1024 || size == 2048) {
                encoder.codeBits++;
            }
            if (size == 4095) {
                encoder.clear();
            }
            string = "" + next;
        }
        if (!string.isEmpty()) {
            encoder.put(encoder.table.get(string));
        }
        encoder.put(END);
        encoder.flush();
        return encoder.out.toByteArray();
    }

    private void clear() {
        if (codeBits > 0) {
            put(CLEAR);
        }
        table.clear();
        for (int i = 0; i < 256; i++) {
            table.put("" + (char) i, i);
        }
        if (codeBits == 0) {
            codeBits = 9;
            put(CLEAR);
        }
        codeBits = 9;
    }

    private void put(int code) {
        bits = (bits << codeBits) | code;
        bitCount += codeBits;
        while (bitCount >= 8) {
            bitCount -= 8;
            out.write(bits >> bitCount);
        }
    }

    private void flush() {
        out.write(bits << (8 - bitCount));
    }
}
