package dev.croft.tiling.gzip;

import java.util.Arrays;

/**
 * Takes a match when it is cheaper than the literals it replaces, and none at the next byte saves more. Prices are those of a code
 * for the symbols of the block so far.
 */
final class LazyMatcher extends Matcher {
    private static final int GOOD_LENGTH = Integer.getInteger("good", 32);
    private static final int M3 = Integer.getInteger("m3", 0);
    private static final int D3 = Integer.getInteger("d3", 4096);

    private final Prices prices = new Prices();
    private final int[] table3 = new int[1 << 14];
    private int bestMatch;
    private int bestSaved;

    @Override
    void begin(byte[] input, int offset, int length) {
        super.begin(input, offset, length);
        prices.begin(input, offset, length);
    }

    @Override
    void clear() {
        super.clear();
        Arrays.fill(table3, 0);
    }

    @Override
    void learn(SymbolCounts block) {
        prices.set(block);
    }

    @Override
    int parse(int from, int chunkEnd, Sequences sequences) {
        int lastHashed = end - HASHED;
        int limit = Math.min(chunkEnd, lastHashed + 1);
        int position = from;
        int runStart = from;
        while (position < limit) {
            int saved = find(position);
            if (saved <= 0) {
                position++;
                continue;
            }
            int match = bestMatch;
            int hashed = position + 1;
            while (Sequences.length(match) < GOOD_LENGTH && position < lastHashed) {
                int later = find(position + 1);
                hashed = position + 2;
                if (later <= saved) {
                    break;
                }
                position++;
                match = bestMatch;
                saved = later;
            }
            sequences.add(position - runStart, match);
            position += Sequences.length(match);
            runStart = position;
            insert(hashed, Math.min(position - 1, lastHashed));
        }
        if (position < chunkEnd) {
            position = chunkEnd; // the last bytes, too few for a hash
        }
        if (position > runStart) {
            sequences.add(position - runStart, 0);
        }
        return position;
    }

    private void insert(int from, int last) {
        byte[] in = bytes;
        int[] places = table;
        int base = entryBase;
        for (int p = from; p <= last; p++) {
            int four = (int) INT.get(in, p);
            places[four * HASH_MULTIPLIER >>> HASH_SHIFT] = p + base;
            if (M3 != 0) table3[(four << 8) * HASH_MULTIPLIER >>> 18] = p + base;
        }
    }

    private int find(int position) {
        byte[] in = bytes;
        int four = (int) INT.get(in, position);
        int hash = four * HASH_MULTIPLIER >>> HASH_SHIFT;
        int place = table[hash] - entryBase;
        table[hash] = position + entryBase;
        int place3 = 0;
        if (M3 != 0) {
            int h3 = (four << 8) * HASH_MULTIPLIER >>> 18;
            place3 = table3[h3] - entryBase;
            table3[h3] = position + entryBase;
        }
        if (place >= Math.max(start, position - DeflateSymbols.WINDOW) && (int) INT.get(in, place) == four) {
            int length = matchEnd(in, position, place, end) - position;
            bestMatch = Sequences.match(length, position - place);
            return prices.saved(in, position, length, position - place);
        }
        if (M3 != 0 && place3 >= Math.max(start, position - D3) && ((int) INT.get(in, place3) ^ four) << 8 == 0) {
            bestMatch = Sequences.match(3, position - place3);
            return prices.saved(in, position, 3, position - place3);
        }
        return 0;
    }
}
