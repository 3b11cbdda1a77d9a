package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ObjectReleasedException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.ValueException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What comes back: values, exceptions, and copies of what went in. */
interface ResultsContract extends ContractBase {
    @Test
    default void aTaskAnswersWithItsValue() {
        int factor = 6;
        assertEquals(42, mobula().submit(() -> factor * 7).get());
    }

    @Test
    default void anActionAnswersWithNull() {
        Gate gate = gate();
        ObjectRef<Void> ref = mobula().submit(() -> gate.mark("ran"));
        assertNull(ref.get());
        assertTrue(gate.isMarked("ran"));
    }

    @Test
    default void aCheckedExceptionIsTheCauseWithItsTypeAndMessage() {
        ObjectRef<String> ref = mobula().task().name("reads").submit(() -> {
            throw new FileNotFoundException("weights.bin");
        });
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref);
        assertInstanceOf(FileNotFoundException.class, failure.getCause());
        assertEquals("weights.bin", failure.getCause().getMessage());
        assertTrue(failure.getMessage().contains("reads"), failure.getMessage());
    }

    @Test
    default void rethrowThrowsTheCauseOfTheTypeNamed() {
        ObjectRef<String> ref = mobula().submit(() -> {
            throw new FileNotFoundException("gone");
        });
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref);
        assertEquals(
                "gone",
                assertThrows(IOException.class, () -> {
                            throw failure.rethrow(IOException.class);
                        })
                        .getMessage());
        assertThrows(TaskFailedException.class, () -> {
            throw failure.rethrow(InterruptedException.class);
        });
    }

    @Test
    default void outcomeReturnsTheValueOrTheFailure() {
        assertEquals(new Outcome.Success<>("a"), mobula().submit(() -> "a").outcome());
        ObjectRef<String> failed = mobula().submit(() -> {
            throw new IllegalStateException("no");
        });
        Outcome<String> outcome = failed.outcome();
        assertTrue(
                outcome instanceof Outcome.Failure<String>(MobulaException error)
                        && error.getCause() instanceof IllegalStateException,
                outcome.toString());
        assertEquals(Future.State.FAILED, failed.state());
    }

    @Test
    default void anErrorOfTheBodyIsAFailureToo() {
        ObjectRef<String> ref = mobula().submit(() -> {
            throw new StackOverflowError("deep");
        });
        assertInstanceOf(
                StackOverflowError.class,
                failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref).getCause());
    }

    @Test
    default void aCapturedArrayIsCopiedAtSubmit() throws Exception {
        Gate gate = gate();
        int[] numbers = {1, 2, 3};
        ObjectRef<Integer> ref = mobula().submit(() -> {
            gate.pass();
            int seen = numbers[0];
            numbers[0] = -1;
            return seen;
        });
        numbers[0] = 99;
        gate.open();
        assertEquals(1, ref.get());
        assertEquals(99, numbers[0]);
    }

    @Test
    default void twoGetsAreIsolatedFromEachOther() {
        ObjectRef<List<String>> ref = mobula().submit(() -> new ArrayList<>(List.of("a")));
        List<String> first = ref.get();
        first.add("b");
        assertEquals(List.of("a"), ref.get());
        assertNotSame(first, ref.get());
    }

    @Test
    default void aPutValueIsSnapshotAndEachGetACopy() {
        byte[] bytes = {1, 2};
        ObjectRef<byte[]> ref = mobula().put(bytes);
        bytes[0] = 7;
        ref.get()[1] = 9;
        assertArrayEquals(new byte[] {1, 2}, ref.get());
    }

    @Test
    default void aTaskCannotChangeThePutValueItReads() {
        ObjectRef<List<Integer>> ref = mobula().put(new ArrayList<>(List.of(1)));
        assertEquals(
                2,
                mobula().submit(() -> {
                            List<Integer> own = ref.get();
                            own.add(2);
                            return own.size();
                        })
                        .get());
        assertEquals(List.of(1), ref.get());
    }

    @Test
    default void valuesBeyondTheInlineLimitTravelToo() {
        long[] large = new long[100_000];
        large[99_999] = 5;
        ObjectRef<long[]> put = mobula().put(large);
        ObjectRef<long[]> made = mobula().submit(() -> {
            long[] own = put.get();
            own[0] = 6;
            return own;
        });
        assertEquals(5, made.get()[99_999]);
        assertEquals(6, made.get()[0]);
        assertEquals(0, put.get()[0]);
    }

    @Test
    default void nullIsAValue() {
        ObjectRef<String> nothing = mobula().put(null);
        assertNull(nothing.get());
        assertTrue(mobula().submit(() -> nothing.get() == null).get());
    }

    @Test
    default void aStageIsNoValue() {
        ObjectRef<CompletableFuture<String>> ref = mobula().submit(() -> CompletableFuture.completedFuture("x"));
        var failure = assertThrows(MobulaException.class, ref::get);
        assertTrue(
                failure.code() == ErrorCode.VALUE_IS_A_STAGE
                        || failure.cause(ValueException.class)
                                .filter(cause -> cause.code() == ErrorCode.VALUE_IS_A_STAGE)
                                .isPresent(),
                failure.toString());
    }

    @Test
    default void whatCannotTravelIsRefusedAtSubmitWithThePath() {
        Logger logger = Logger.getLogger("x");
        Task<String> body = logger::getName;
        Task<String> lambda = () -> logger.getName() + "!";
        for (Task<String> refused : List.of(body, lambda)) {
            var failure = assertThrows(CaptureException.class, () -> mobula().submit(refused));
            assertEquals(ErrorCode.CAPTURE_UNSHIPPABLE, failure.code());
            assertTrue(failure.getMessage().contains("java.util.logging.Logger"), failure.getMessage());
            assertTrue(failure.getMessage().contains("captured"), failure.getMessage());
        }
    }

    @Test
    default void aReleasedRefSaysSoAtOnce() throws Exception {
        ObjectRef<String> done = mobula().put("x");
        done.release();
        failure(ObjectReleasedException.class, ErrorCode.OBJECT_RELEASED, done);
        Gate gate = gate();
        ObjectRef<Void> pending = mobula().submit(() -> gate.pass());
        pending.release();
        assertThrows(ObjectReleasedException.class, () -> pending.get(Duration.ofSeconds(10)));
        gate.open();
    }

    @Test
    default void aReleasedRefIsRefusedAsACapture() {
        ObjectRef<String> ref = mobula().put("x");
        ref.release();
        assertThrows(
                ObjectReleasedException.class,
                () -> mobula().submit(() -> ref.get()).get());
    }

    @Test
    default void aFutureGivesTheSameValue() throws Exception {
        assertEquals("v", mobula().submit(() -> "v").toCompletableFuture().get());
        ObjectRef<String> ref = mobula().submit(() -> "kept");
        ref.toCompletableFuture().cancel(true);
        assertEquals("kept", ref.get());
    }
}
