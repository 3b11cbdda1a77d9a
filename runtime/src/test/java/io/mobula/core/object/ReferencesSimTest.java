package io.mobula.core.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.InvariantViolation;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real core in a world of delay, overtaking, crashes and zombies: nothing is freed under anybody, and all that nobody needs is freed. */
class ReferencesSimTest {
    /** {@code -Dsim.seeds=…} runs more. */
    private static final int SEEDS = Integer.getInteger("sim.seeds", 2_500);
    /** Within so many seeds every broken rule must show. */
    private static final int MUTANT_SEEDS = 2_000;

    private static final List<String> RARE = List.of(
            "answer waited for an acknowledgement",
            "borrow carried",
            "confirmation waited for an acknowledgement",
            "copies told",
            "copy lost",
            "orphan registered",
            "push to the dead refused",
            "pushed again",
            "ref of the dead arrived",
            "resolver told that the owner died",
            "result waited for an acknowledgement",
            "stale answer",
            "value waited for what was decoded from it",
            "zombie learnt of its death");

    @Test
    void nothingIsFreedUnderAHolderAndNothingLeaks() {
        long freed = 0;
        var reached = new TreeMap<String, Integer>();
        for (long seed = 0; seed < SEEDS; seed++) {
            RefWorld world = run(seed, Mutation.NONE);
            freed += world.freedCount;
            world.reached.forEach((branch, times) -> reached.merge(branch, times, Integer::sum));
        }
        assertTrue(freed > 10L * SEEDS, "the worlds are too quiet to prove anything: " + freed + " objects freed");
        for (String branch : RARE)
            assertTrue(reached.containsKey(branch), branch + " never happened; what did: " + reached);
    }

    /** Found by earlier runs; each broke something once. */
    @ParameterizedTest
    @ValueSource(longs = {4_054, 26_956})
    void seedsThatOnceFailedDoNotFailAgain(long seed) {
        assertTrue(run(seed, Mutation.NONE).freedCount > 0);
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
            } catch (AssertionError | InvariantViolation _) {
                return;
            }
        }
        throw new AssertionError(mutation + " went unnoticed for " + MUTANT_SEEDS + " seeds");
    }

    private static RefWorld run(long seed, Mutation mutation) {
        try {
            return new RefWorld(seed, mutation).run();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "seed " + seed + " (new RefWorld(" + seed + ", Mutation." + mutation + ").run()): "
                            + failure.getMessage(),
                    failure);
        }
    }
}
