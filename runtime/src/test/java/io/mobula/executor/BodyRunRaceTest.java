package io.mobula.executor;

import io.mobula.RaceSearch;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A body has one thread, and an interrupt that is meant for it does not reach what its thread does next. */
public class BodyRunRaceTest {
    private final BodyRun run = new BodyRun(_ -> {});

    /** Whether this thread was the one to run it. */
    @Operation
    public boolean runIfFree() {
        if (!run.claim()) return false;
        run.end();
        return true;
    }

    /** Never, since nobody is interrupted here but within the body. */
    @Operation
    public boolean isInterruptedAtOtherWork() {
        return Thread.interrupted();
    }

    @Operation
    public void interrupt() {
        run.interrupt();
    }

    @Test
    void isClaimedOnceAndLeavesNoInterruptBehind() {
        RaceSearch.in(BodyRunRaceTest.class);
    }
}
