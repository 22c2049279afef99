package dev.croft.tiling.gzip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Inputs that lie where encoders of Deflate go wrong. */
final class SampleBytes {
    private SampleBytes() {}

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] allEqual(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    static byte[] text(int length) {
        StringBuilder text = new StringBuilder(length + 64);
        for (int line = 0; text.length() < length; line++) {
            text.append("field ")
                    .append(line)
                    .append(" grows maize, ")
                    .append(line * 37 % 101)
                    .append(" ha\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Random bytes, then {@code length} of the first of them again, {@code distance} after their first place. */
    static byte[] repeatAt(int distance, int length, long seed) {
        byte[] bytes = random(distance + length, seed);
        System.arraycopy(bytes, 0, bytes, distance, length);
        return bytes;
    }

    /** Stretches of random, equal, copied and counting bytes, of random lengths. */
    static byte[] mixture(int length, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            int stretch = Math.min(length - at, 1 + (int) Math.exp(random.nextDouble() * 9));
            int kind = random.nextInt(4);
            int distance = 1 + random.nextInt(Math.max(1, at));
            byte value = (byte) random.nextInt();
            int span = 1 + random.nextInt(40);
            for (int i = at; i < at + stretch; i++) {
                bytes[i] = switch (kind) {
                    case 0 -> (byte) random.nextInt();
                    case 1 -> value;
                    case 2 -> i >= distance ? bytes[i - distance] : value;
                    default -> (byte) (value + i % span);
                };
            }
            at += stretch;
        }
        return bytes;
    }
}
