package io.mobula.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.api.Retry;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.SessionException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.train.collective.CollectiveException;
import io.mobula.train.core.Failure;
import io.mobula.train.core.Failure.Kind;
import io.mobula.train.core.Failure.Remedy;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Retry IO = Retry.times(1).on(IOException.class);

    private static Failure of(MobulaException error, Retry retry) {
        return Failures.ofRank(1, "rank 1 (node-2)", error, retry);
    }

    private static TaskFailedException thrown(Throwable cause) {
        return new TaskFailedException(ErrorCode.TASK_FAILED, "run failed", cause);
    }

    @Test
    void theLoopsExceptionIsRetriedIfItIsNamed() {
        Failure named = of(thrown(new FileNotFoundException("weights.bin")), IO);
        assertEquals("rank 1 (node-2) failed: java.io.FileNotFoundException: weights.bin", named.text());
        assertEquals(Remedy.RESTART, named.remedy());
        assertEquals(Remedy.NONE, of(thrown(new IllegalStateException()), IO).remedy());
        assertEquals(
                Remedy.RESTART,
                of(thrown(new IllegalStateException()), Retry.times(1)).remedy());
    }

    @Test
    void aDeadWorkerIsRetriedWhateverTheRetryNames() {
        Failure dead = of(new ActorDiedException(ErrorCode.ACTOR_DIED, "node-2 died", null), IO);
        assertEquals("rank 1 (node-2) is gone: node-2 died", dead.text());
        assertEquals(Remedy.RESTART, dead.remedy());
        assertEquals(Kind.PRIMARY, dead.kind());
    }

    @Test
    void aClosedSessionIsNotRetried() {
        assertEquals(
                Remedy.NONE,
                of(new SessionException(ErrorCode.SESSION_CLOSED, "closed", null), IO)
                        .remedy());
    }

    @Test
    void aRankThatSufferedIsNotTheCauseEvenIfTheLoopWrapsWhatItGot() {
        var wrapped = new IllegalStateException("step failed", CollectiveException.aborted("rank 0 (node-1) failed"));
        assertEquals(Kind.COLLATERAL, of(thrown(wrapped), IO).kind());
    }
}
