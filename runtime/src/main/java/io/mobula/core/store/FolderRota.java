package io.mobula.core.store;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Which folder takes the next file: in turns, those with more room more often. A folder that refused is left alone for a while.
 *
 * <p>Source: smooth weighted round robin, as nginx has it.
 */
public final class FolderRota {
    private static final long NEVER = Long.MIN_VALUE;

    private final long retryNanos;
    private final double[] credit;

    /** When each refused last; {@link #NEVER} while it is in use. */
    private final long[] refusedNanos;

    public FolderRota(int folders, long retryNanos) {
        this.retryNanos = retryNanos;
        this.credit = new double[folders];
        this.refusedNanos = new long[folders];
        Arrays.fill(refusedNanos, NEVER);
    }

    /** @param roomBytes of each folder */
    public OptionalInt next(long[] roomBytes, long fileBytes, long nowNanos) {
        double all = 0;
        int best = -1;
        for (int i = 0; i < credit.length; i++) {
            if (roomBytes[i] < fileBytes || isLeftAlone(i, nowNanos)) continue;
            all += roomBytes[i];
            credit[i] += roomBytes[i];
            if (best < 0 || credit[i] > credit[best]) best = i;
        }
        if (best < 0) return OptionalInt.empty();
        credit[best] -= all;
        return OptionalInt.of(best);
    }

    private boolean isLeftAlone(int folder, long nowNanos) {
        return refusedNanos[folder] != NEVER && nowNanos - refusedNanos[folder] < retryNanos;
    }

    /** Whether that is news: it was in use before. */
    public boolean refused(int folder, long nowNanos) {
        boolean news = refusedNanos[folder] == NEVER;
        refusedNanos[folder] = nowNanos;
        credit[folder] = 0;
        return news;
    }

    /** Whether that is news: it had refused before. */
    public boolean worked(int folder) {
        boolean news = refusedNanos[folder] != NEVER;
        refusedNanos[folder] = NEVER;
        return news;
    }
}
