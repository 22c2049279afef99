package dev.croft.tiling.attribute;

import java.nio.file.Path;

/**
 * What became of a joined file.
 *
 * @param inOrder whether its rows were in the order of the zones and none was missing, so that nothing had to be looked up
 * @param rowCount rows of the file
 * @param nullKeyCount of them those without a key, which are ignored
 * @param unmatchedRowCount of them those whose key no zone has
 * @param joinedZoneCount zones that got values
 * @param unmatchedZoneCount zones whose key is not in the file, or that have none: their attributes are null
 */
public record JoinSummary(
        Path file,
        boolean inOrder,
        long rowCount,
        long nullKeyCount,
        long unmatchedRowCount,
        long joinedZoneCount,
        long unmatchedZoneCount) {}
