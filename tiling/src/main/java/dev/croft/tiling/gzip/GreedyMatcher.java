package dev.croft.tiling.gzip;

/** Takes each match at once. */
final class GreedyMatcher extends Matcher {
    @Override
    int parse(int from, int chunkEnd, Sequences sequences) {
        // Fields in local variables, and no calls that return two things: this loop is half of the time of the encoder.
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
            int hash = (four * HASH_MULTIPLIER) >>> HASH_SHIFT;
            int place = places[hash] - base;
            places[hash] = position + base;
            if (place >= Math.max(first, position - DeflateSymbols.WINDOW) && (int) INT.get(in, place) == four) {
                int matchEnd = matchEnd(in, position, place, inputEnd);
                sequences.add(position - runStart, Sequences.match(matchEnd - position, position - place));
                insert(position + 1, Math.min(matchEnd - 1, lastHashed));
                position = matchEnd;
                runStart = matchEnd;
            } else {
                position++;
            }
        }
        return finishChunk(position, runStart, chunkEnd, sequences);
    }
}
