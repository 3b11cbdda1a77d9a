package io.mobula.config;

import java.util.List;
import java.util.Optional;

/** "Did you mean": the candidate that fewest edits turn the word into. */
final class Nearest {
    /** Beyond this share of the word's length another word was meant, and a suggestion would mislead. */
    private static final double MAX_EDITS_PER_LETTER = 0.4;

    private Nearest() {}

    static Optional<String> of(String word, List<String> candidates) {
        String best = "";
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int edits = Math.min(edits(word, candidate), edits(word, lastPart(candidate)) + 1);
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return fewest <= word.length() * MAX_EDITS_PER_LETTER ? Optional.of(best) : Optional.empty();
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
    static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) cost[i][0] = i;
        for (int j = 0; j <= to.length(); j++) cost[0][j] = j;
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (swapped(from, i, to, j)) cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static boolean swapped(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
