package io.mobula;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Looks for an interleaving of a class's operations that breaks it: Lincheck's model checker, switching threads at every shared access (Koval, Fedorov, Sokolova, Tsitelov, Alistarh, CAV 2023). */
public final class RaceSearch {
    /** How many times as long as in every verification: {@code -Dtests.race.effort=50}. */
    private static final int EFFORT = Integer.getInteger("tests.race.effort", 1);

    private RaceSearch() {}

    /** Fails with the interleaving that it has found. */
    public static void in(Class<?> subject) {
        new ModelCheckingOptions()
                .iterations(6 * EFFORT)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(2)
                .check(subject);
    }
}
