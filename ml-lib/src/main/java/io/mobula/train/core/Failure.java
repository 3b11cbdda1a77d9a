package io.mobula.train.core;

import java.util.OptionalInt;

/**
 * Why an attempt ends.
 *
 * @param rank where it was seen; empty if it concerns the whole group
 * @param text a sentence without its full stop, {@code rank 1 (node-2) failed: java.io.IOException: …}
 */
public record Failure(Kind kind, OptionalInt rank, String text, Remedy remedy) {
    /** From the least telling to the most: of several failures of one attempt, the first of the most telling kind is the cause. */
    public enum Kind {
        /** A rank suffered from another's failure. */
        COLLATERAL,
        /** Something did not happen in time. */
        LATE,
        /** A rank's process or loop failed, or the ranks' loops do not fit together, or there is no room. */
        PRIMARY
    }

    /** Whether a new attempt may help. */
    public enum Remedy {
        RESTART,
        NONE
    }

    static Failure late(String text) {
        return new Failure(Kind.LATE, OptionalInt.empty(), text, Remedy.RESTART);
    }

    static Failure unfit(String text) {
        return new Failure(Kind.PRIMARY, OptionalInt.empty(), text, Remedy.NONE);
    }

    /** Of two failures of one attempt, this the earlier, the one that is the cause. */
    Failure or(Failure later) {
        return later.kind.compareTo(kind) > 0 ? later : this;
    }
}
