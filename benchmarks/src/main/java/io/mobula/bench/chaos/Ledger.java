package io.mobula.bench.chaos;

import io.mobula.api.Restorable;
import java.util.BitSet;

/** Counts what it is told. Its state survives the node it is on. */
final class Ledger implements Restorable<Ledger.State> {
    /** @param reported the reports had, as {@link BitSet#toLongArray} gives them */
    record State(long[] reported, long twice) {}

    private BitSet reported = new BitSet();
    private long twice;

    long report(int index) {
        if (reported.get(index)) twice++;
        reported.set(index);
        return index;
    }

    State state() {
        return new State(reported.toLongArray(), twice);
    }

    @Override
    public State snapshot() {
        return state();
    }

    @Override
    public void restore(State state) {
        reported = BitSet.valueOf(state.reported());
        twice = state.twice();
    }
}
