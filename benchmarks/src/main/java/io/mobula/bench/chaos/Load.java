package io.mobula.bench.chaos;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Work that a driver keeps giving to the cluster, and that knows what must come of it. */
interface Load {
    String name();

    /** Gives work for as long as {@code goesOn} says, then returns when all that was given has ended. */
    void run(BooleanSupplier goesOn) throws InterruptedException;

    /** How much has ended so far. */
    long done();

    /** What it waits for, when it does not come to its end. */
    String standing();

    /** What should not have happened; bounded. */
    List<String> violations();

    /** Lets go of what it holds in the cluster. */
    default void end() {}
}
