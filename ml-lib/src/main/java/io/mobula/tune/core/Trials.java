package io.mobula.tune.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All trials by number. Immutable; a changed copy shares all chunks but one, so it costs {@value #CHUNK} + size / {@value #CHUNK} references.
 *
 * @param chunks all of {@value #CHUNK} trials but the last
 */
public record Trials(List<List<TrialState>> chunks) {
    private static final int CHUNK = 64;

    static Trials fresh(int count) {
        List<List<TrialState>> chunks = new ArrayList<>();
        for (int from = 0; from < count; from += CHUNK) {
            chunks.add(List.copyOf(Collections.nCopies(Math.min(CHUNK, count - from), TrialState.FRESH)));
        }
        return new Trials(List.copyOf(chunks));
    }

    public int size() {
        return chunks.isEmpty()
                ? 0
                : (chunks.size() - 1) * CHUNK + chunks.getLast().size();
    }

    public TrialState get(int trial) {
        return chunks.get(trial / CHUNK).get(trial % CHUNK);
    }

    Trials with(int trial, TrialState state) {
        List<TrialState> chunk = new ArrayList<>(chunks.get(trial / CHUNK));
        chunk.set(trial % CHUNK, state);
        List<List<TrialState>> all = new ArrayList<>(chunks);
        all.set(trial / CHUNK, List.copyOf(chunk));
        return new Trials(List.copyOf(all));
    }
}
