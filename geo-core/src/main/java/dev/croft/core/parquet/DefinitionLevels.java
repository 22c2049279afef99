package dev.croft.core.parquet;

/** Which rows of a page hold a value; a flat column has only the levels 0, null, and 1. */
final class DefinitionLevels {
    private final HybridDecoder decoder;
    private final int[] levels = new int[1024];
    private int next;
    private int decoded;
    private int undecoded;

    DefinitionLevels(byte[] bytes, int offset, int limit, int rowCount) {
        this.decoder = new HybridDecoder(bytes, offset, limit, 1);
        this.undecoded = rowCount;
    }

    /** Length of the next run of equal levels, at most {@code maximum}; negative for a run of nulls. */
    int run(int maximum) {
        if (next == decoded) {
            decoded = Math.min(undecoded, levels.length);
            decoder.read(levels, decoded);
            undecoded -= decoded;
            next = 0;
        }
        int start = next;
        int end = Math.min(decoded, start + maximum);
        int level = levels[start];
        while (next < end && levels[next] == level) {
            next++;
        }
        return level == 0 ? start - next : next - start;
    }
}
