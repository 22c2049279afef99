package dev.croft.tiling.gzip;

import java.util.Arrays;

/** What literals and matches will cost, in sixteenths of a bit. */
final class Prices {
    private final int[] literals = new int[256];
    private final int[] lengths = new int[DeflateSymbols.LONGEST_MATCH + 1];
    private final int[] distances = new int[DeflateSymbols.DISTANCE_COUNT];
    private final int[] sample = new int[256];
    private static final int SAMPLE = Integer.getInteger("sample", 4096);

    void begin(byte[] in, int offset, int length) {
        Arrays.fill(sample, 0);
        int n = Math.min(length, SAMPLE);
        for (int i = offset; i < offset + n; i++) sample[in[i] & 255]++;
        int total = Entropy.log2(n + 128);
        for (int v = 0; v < 256; v++) {
            literals[v] = total - Entropy.log2(sample[v] * 2 + 1) + 16 + 8;
        }
        for (int l = 3; l <= 258; l++) {
            int s = DeflateSymbols.lengthSymbol(l);
            lengths[l] = (5 + Math.min(6, (s - 257) / 2) + DeflateSymbols.lengthExtraBits(s)) * 16;
        }
        for (int s = 0; s < 30; s++) distances[s] = (5 + DeflateSymbols.distanceExtraBits(s)) * 16;
    }

    void set(SymbolCounts block) {
        int total = Entropy.log2(2 * block.literalTotal() + 128);
        for (int v = 0; v < 256; v++) {
            literals[v] = total - Entropy.log2(2 * block.counts[v] + 1);
        }
        for (int s = 257; s < 286; s++) {
            int x = DeflateSymbols.lengthExtraBits(s);
            int price = total - Entropy.log2(2 * block.counts[s] + 1) + 16 * x;
            int base = DeflateSymbols.lengthBase(s);
            for (int l = base; l < Math.min(64, base + (1 << x)); l++) lengths[l] = price;
        }
        int dt = Entropy.log2(2 * block.distanceTotal() + 30);
        for (int s = 0; s < 30; s++) {
            distances[s] = dt
                    - Entropy.log2(2 * block.counts[SymbolCounts.DISTANCES + s] + 1)
                    + 16 * DeflateSymbols.distanceExtraBits(s);
        }
    }

    int saved(byte[] in, int position, int length, int distance) {
        int saved = -lengths[length] - distances[DeflateSymbols.distanceSymbol(distance)];
        int n = Math.min(length, 32);
        for (int i = position; i < position + n; i++) {
            saved += literals[in[i] & 0xFF];
        }
        return saved;
    }
}
