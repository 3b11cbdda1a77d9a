package io.mobula.core.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real core in a world of delay, overtaking, crashes and zombies: nothing is freed under anybody, and all that nobody needs is freed. */
class ReferencesSimTest {
    private static final int SEEDS = 3_000;
    /** Within so many seeds every broken rule must show. */
    private static final int MUTANT_SEEDS = 2_000;

    @Test
    void nothingIsFreedUnderAHolderAndNothingLeaks() {
        long freed = 0;
        for (long seed = 0; seed < SEEDS; seed++) freed += run(seed, Mutation.NONE).freedCount;
        assertTrue(freed > 10L * SEEDS, "the worlds are too quiet to prove anything: " + freed + " objects freed");
    }

    @Test
    void theSameSeedIsTheSameRun() {
        for (long seed = 0; seed < 50; seed++) {
            long first = run(seed, Mutation.NONE).traceHash();
            assertEquals(first, run(seed, Mutation.NONE).traceHash(), "seed " + seed);
            assertNotEquals(first, run(seed + 1, Mutation.NONE).traceHash());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyBrokenRuleIsNoticed(Mutation mutation) {
        for (long seed = 0; seed < MUTANT_SEEDS; seed++) {
            try {
                new RefWorld(seed, mutation).run();
            } catch (AssertionError | InvariantViolation noticed) {
                System.out.println(mutation + " after " + (seed + 1) + " seeds: " + noticed.getMessage().lines().findFirst().orElse(""));
                return;
            }
        }
        throw new AssertionError(mutation + " went unnoticed for " + MUTANT_SEEDS + " seeds");
    }

    private static RefWorld run(long seed, Mutation mutation) {
        try {
            return new RefWorld(seed, mutation).run();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + " (new RefWorld(" + seed + ", Mutation." + mutation + ").run()): " + failure.getMessage(), failure);
        }
    }
}
