package dev.croft.core.problem;

import java.util.Collection;
import java.util.List;

/** Finds what a misspelt word may have meant. */
public final class Spelling {
    private Spelling() {}

    /** The known words nearest to {@code word}, in their order; none when even those are hardly alike. */
    public static List<String> nearest(String word, Collection<String> known) {
        int least = known.stream()
                .mapToInt(candidate -> distance(word, candidate))
                .min()
                .orElse(Integer.MAX_VALUE);
        int mistakesAllowed = Math.max(1, word.length() / 3);
        return least > mistakesAllowed
                ? List.of()
                : known.stream()
                        .filter(candidate -> distance(word, candidate) == least)
                        .toList();
    }

    /**
     * Letters to insert, delete, replace or swap with their neighbour to get from one word to the other: the optimal string
     * alignment distance (Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.1).
     */
    static int distance(String from, String to) {
        int[][] distances = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, from, to, i, j);
            }
        }
        return distances[from.length()][to.length()];
    }

    private static int step(int[][] distances, String from, String to, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int inserted = 1 + Math.min(distances[i - 1][j], distances[i][j - 1]);
        int least = Math.min(replaced, inserted);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
