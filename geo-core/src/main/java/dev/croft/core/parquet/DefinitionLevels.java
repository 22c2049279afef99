package dev.croft.core.parquet;

import java.io.IOException;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;

/** Which rows of a page hold a value; a flat column has only the levels 0, null, and 1. */
final class DefinitionLevels {
    private final RunLengthBitPackingHybridDecoder decoder;
    private final int[] levels = new int[1024];
    private int next;
    private int decoded;
    private int undecoded;

    DefinitionLevels(EncodedValues encoded, int rowCount) throws IOException {
        PageClaims.checkRuns(encoded, 1);
        this.decoder = new RunLengthBitPackingHybridDecoder(1, encoded.stream());
        this.undecoded = rowCount;
    }

    /** Length of the next run of equal levels, at most {@code maximum}; negative for a run of nulls. */
    int run(int maximum) throws IOException {
        if (next == decoded) {
            decode();
        }
        int start = next;
        int end = Math.min(decoded, start + maximum);
        int level = levels[start];
        while (next < end && levels[next] == level) {
            next++;
        }
        return level == 0 ? start - next : next - start;
    }

    private void decode() throws IOException {
        decoded = Math.min(undecoded, levels.length);
        for (int i = 0; i < decoded; i++) {
            levels[i] = decoder.readInt();
        }
        undecoded -= decoded;
        next = 0;
    }
}
