package dev.croft.tiling.gzip;

/** Takes each match at once: the latest place where the same four bytes began. */
final class GreedyMatcher extends Matcher {
    @Override
    int parse(int from, int chunkEnd, Sequences sequences) {
        byte[] in = bytes;
        int[] places = table;
        int base = entryBase;
        int first = start;
        int inputEnd = end;
        int lastHashed = inputEnd - HASHED;
        int limit = Math.min(chunkEnd, lastHashed + 1);
        int position = from;
        int runStart = from;
        while (position < limit) {
            int four = (int) INT.get(in, position);
            int hash = four * HASH_MULTIPLIER >>> HASH_SHIFT;
            int place = places[hash] - base;
            places[hash] = position + base;
            if (place >= Math.max(first, position - DeflateSymbols.WINDOW) && (int) INT.get(in, place) == four) {
                int matchEnd = matchEnd(in, position, place, inputEnd);
                sequences.add(position - runStart, Sequences.match(matchEnd - position, position - place));
                int hashEnd = Math.min(matchEnd - 1, lastHashed);
                for (int p = position + 1; p <= hashEnd; p++) {
                    places[(int) INT.get(in, p) * HASH_MULTIPLIER >>> HASH_SHIFT] = p + base;
                }
                position = matchEnd;
                runStart = matchEnd;
            } else {
                position++;
            }
        }
        if (position < chunkEnd) {
            position = chunkEnd; // the last bytes, too few for a hash
        }
        if (position > runStart) {
            sequences.add(position - runStart, 0);
        }
        return position;
    }
}
