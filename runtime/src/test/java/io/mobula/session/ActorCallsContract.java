package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ActorQueueFullException;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.SessionException;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.api.error.ValueException;
import io.mobula.session.ActorCast.Add;
import io.mobula.session.ActorCast.Counter;
import io.mobula.session.ActorCast.Diary;
import io.mobula.session.ActorCast.Keeper;
import io.mobula.session.ActorCast.Reset;
import io.mobula.session.ActorCast.Starting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Calls on actors: their order, their results and failures. */
interface ActorCallsContract extends ContractBase {
    @Test
    default void anActorKeepsItsStateBetweenCalls() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertEquals(1L, counter.call(c -> c.increment(1)).get());
        assertEquals(3L, counter.call(c -> c.increment(2)).get());
        assertEquals(3L, counter.call(Counter::value).get());
    }

    @Test
    default void whatTheFactoryCapturesAreTheActorsArguments() {
        long start = 40;
        ActorHandle<Counter> counter = mobula().start(() -> new Counter(start));
        assertEquals(42L, counter.call(c -> c.increment(2)).get());
    }

    @Test
    default void recordsAndEnumConstantsAreCallsAndFactories() {
        ActorHandle<Counter> counter = mobula().start(new Starting(5));
        assertEquals(12L, counter.call(new Add(7)).get());
        assertNull(counter.run(Reset.ZERO).get());
        assertEquals(0L, counter.call(Counter::value).get());
    }

    @Test
    default void theCallsOfOneProcessRunInTheOrderMade() {
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            String line = "line " + i;
            diary.send(d -> d.note(line));
            expected.add(line);
        }
        assertEquals(expected, diary.call(Diary::lines).get());
    }

    @Test
    default void aPendingRefHoldsBackTheCallsBehindIt() throws Exception {
        Gate gate = gate();
        ObjectRef<String> first = mobula().task().cpus(0).submit(() -> {
            gate.pass();
            return "first";
        });
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        diary.run(d -> d.note(first.get()));
        ObjectRef<String> second = diary.call(d -> d.note("second"));
        assertEquals(Future.State.RUNNING, second.state());
        assertThrows(GetTimeoutException.class, () -> second.get(Duration.ofMillis(50)));
        gate.open();
        assertEquals("second", second.get());
        assertEquals(List.of("first", "second"), diary.call(Diary::lines).get());
    }

    @Test
    default void aFailedRefFailsTheCallAndNotThoseBehindIt() {
        ObjectRef<String> failed = mobula().submit(() -> {
            throw new IOException("no value");
        });
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        ObjectRef<String> call = diary.call(d -> d.note(failed.get()));
        diary.send(d -> d.note("after"));
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, call);
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals(List.of("after"), diary.call(Diary::lines).get());
    }

    @Test
    default void anExceptionIsTheCauseAndNamesActorAndMethod() {
        ActorHandle<Counter> counter = mobula().actor().name("failing").start(Counter::new);
        ObjectRef<Void> call = counter.run(c -> c.failWith("disk full"));
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, call);
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals("disk full", failure.getCause().getMessage());
        assertTrue(failure.getMessage().contains("failing."), failure.getMessage());
        assertEquals(0L, counter.call(Counter::value).get(), "a call that failed ends no actor");
        counter.kill();
    }

    @Test
    default void aMethodReferenceIsNamedInItsFailure() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        ObjectRef<Long> call = counter.call(c -> {
            throw new IllegalStateException("no");
        });
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, call);
        assertTrue(failure.getMessage().contains("Counter."), failure.getMessage());
    }

    @Test
    default void valuesAreCopiedBetweenCallerAndActor() {
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        diary.run(d -> d.note("one")).get();
        List<String> lines = diary.call(Diary::lines).get();
        lines.add("mine");
        assertEquals(List.of("one"), diary.call(Diary::lines).get());
        var mine = new ArrayList<>(List.of("a"));
        ObjectRef<Integer> size = diary.call(d -> {
            mine.add("b");
            return mine.size();
        });
        assertEquals(2, size.get());
        assertEquals(1, mine.size());
    }

    @Test
    default void aStageFailsACallAndIsTheValueOfAnAsyncOne() throws Exception {
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        ObjectRef<Object> wrong = keeper.call(k -> k.later("wrong"));
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, wrong);
        assertInstanceOf(ValueException.class, failure.getCause());
        ObjectRef<String> value = keeper.callAsync(k -> k.later("right"));
        assertTrue(keeper.call(k -> k.finish("right", "done")).get(), "the lane goes on while a stage is pending");
        assertEquals("done", value.get());
    }

    @Test
    default void aStageThatEndsBeforeItIsReturnedIsAValueToo() {
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        assertTrue(keeper.call(k -> k.finish("early", "bird")).get());
        assertEquals("bird", keeper.callAsync(k -> k.later("early")).get());
    }

    @Test
    default void aStagesFailureIsTheCause() {
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        ObjectRef<String> value = keeper.callAsync(k -> k.later("bad"));
        keeper.run(k -> k.fail("bad"));
        var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, value);
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals("stage bad", failure.getCause().getMessage());
    }

    @Test
    default void anAsyncCallMayBeAMethodReferenceWithCaptures() {
        ActorHandle<Keeper> keeper = mobula().start(Keeper::new);
        String key = "captured";
        keeper.send(k -> k.finish(key, "value of " + key));
        assertEquals("value of captured", keeper.callAsync(k -> k.later(key)).get());
        ObjectRef<String> none = keeper.callAsync(k -> null);
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, none);
    }

    @Test
    default void oneCallAtATimeByDefault() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        var calls = new ArrayList<ObjectRef<String>>();
        for (String mark : List.of("a", "b", "c")) calls.add(diary.call(d -> d.hold(gate, mark)));
        gate.until("a");
        gate.open();
        mobula().getAll(calls);
        assertEquals(1, diary.call(Diary::most).get());
    }

    @Test
    default void asManyCallsAtOnceAsAllowed() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().actor().maxConcurrency(3).start(Diary::new);
        var calls = new ArrayList<ObjectRef<String>>();
        for (String mark : List.of("a", "b", "c", "d")) calls.add(diary.call(d -> d.hold(gate, mark)));
        for (String mark : List.of("a", "b", "c")) gate.until(mark);
        gate.open();
        mobula().getAll(calls);
        assertEquals(3, diary.call(Diary::most).get());
    }

    @Test
    default void concurrencyGroupsDoNotWaitForEachOther() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().actor().concurrencyGroup("reads", 2).start(Diary::new);
        ObjectRef<String> write = diary.call(d -> d.hold(gate, "write"));
        gate.until("write");
        ActorHandle<Diary> reads = diary.withGroup("reads");
        ObjectRef<String> one = reads.call(d -> d.hold(gate, "one"));
        ObjectRef<String> two = reads.call(d -> d.hold(gate, "two"));
        gate.until("one");
        gate.until("two");
        gate.open();
        assertEquals(List.of("write", "one", "two"), mobula().getAll(List.of(write, one, two)));
    }

    @Test
    default void anUnknownConcurrencyGroupIsRefused() {
        ActorHandle<Counter> counter =
                mobula().actor().concurrencyGroup("reads", 1).start(Counter::new);
        var failure = assertThrows(IllegalArgumentException.class, () -> counter.withGroup("writes"));
        assertTrue(failure.getMessage().contains("'reads'"), failure.getMessage());
    }

    @Test
    default void aCallOverTheLimitOfPendingCallsIsRefusedAtOnce() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().actor().maxPendingCalls(2).start(Diary::new);
        ObjectRef<String> one = diary.call(d -> d.hold(gate, "one"));
        ObjectRef<String> two = diary.call(d -> d.note("two"));
        var failure = assertThrows(ActorQueueFullException.class, () -> diary.run(d -> d.note("three")));
        assertEquals(ErrorCode.ACTOR_QUEUE_FULL, failure.code());
        gate.open();
        mobula().getAll(List.of(one, two));
        assertEquals(List.of("one", "two"), diary.call(Diary::lines).get());
    }

    @Test
    default void aCallPastItsTimeoutFailsAndTheActorGoesOn() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        ObjectRef<String> late = diary.withTimeout(Duration.ofMillis(100)).call(d -> d.hold(gate, "late"));
        failure(TaskTimedOutException.class, ErrorCode.TASK_TIMED_OUT, late);
        assertEquals("next", diary.call(d -> d.note("next")).get());
        gate.open();
    }

    @Test
    default void aTimeoutMustBePositive() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertThrows(IllegalArgumentException.class, () -> counter.withTimeout(Duration.ZERO));
    }

    @Test
    default void aCancelledCallIsInterruptedOrNeverRuns() throws Exception {
        Gate gate = gate();
        ActorHandle<Diary> diary = mobula().start(Diary::new);
        ObjectRef<String> running = diary.call(d -> d.hold(gate, "running"));
        ObjectRef<String> queued = diary.call(d -> d.note("queued"));
        gate.until("running");
        assertTrue(queued.cancel());
        assertTrue(running.cancel());
        failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, queued);
        failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, running);
        assertEquals(List.of(), diary.call(Diary::lines).get());
        gate.open();
    }

    @Test
    default void aRetriedCallRunsAgainWhenItsMethodThrows() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        ActorHandle<Counter> again =
                counter.withRetry(Retry.times(3).backoff(Duration.ofMillis(1), 1).jitter(0));
        assertEquals(3L, again.call(c -> {
                    if (c.increment(1) < 3) throw new IOException("not yet");
                    return c.value();
                })
                .get());
    }

    @Test
    default void anActorSubmitsTasksAndWaitsForThem() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertEquals(42L, counter.call(c -> {
                    ObjectRef<Long> task = Mobula.current().submit(() -> 42L);
                    return c.increment(task.get());
                })
                .get());
    }

    @Test
    default void anActorCallsAnother() {
        ActorHandle<Counter> inner = mobula().start(Counter::new);
        ActorHandle<Counter> outer = mobula().start(Counter::new);
        assertEquals(8L, outer.call(c -> c.increment(inner.call(i -> i.increment(7)).get() + 1))
                .get());
        assertEquals(7L, inner.call(Counter::value).get());
    }

    @Test
    default void aTasksContextIsThereInACall() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertEquals(
                "1 true " + mobula().cluster().nodes().getFirst().name(),
                counter.withTimeout(Duration.ofMinutes(1)).call(_ -> {
                            TaskContext context = TaskContext.current();
                            return context.attempt() + " " + context.remaining().isPresent() + " " + context.node();
                        })
                        .get());
    }

    @Test
    default void aSentCallRunsThoughNobodyAwaitsIt() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        for (int i = 0; i < 10; i++) counter.send(c -> c.add(1));
        counter.send(c -> c.failWith("is logged"));
        assertEquals(10L, counter.call(Counter::value).get());
    }

    @Test
    default void aClosedSessionTakesNoCall() {
        Mobula session = another();
        ActorHandle<Counter> counter = session.start(Counter::new);
        counter.call(Counter::value).get();
        session.close();
        assertEquals(
                ErrorCode.SESSION_CLOSED,
                assertThrows(SessionException.class, () -> counter.call(Counter::value))
                        .code());
        assertThrows(SessionException.class, () -> session.start(Counter::new));
    }

    @Test
    default void whatACallCannotCarryIsRefusedAtTheVerb() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        var thread = new Thread();
        var failure = assertThrows(
                CaptureException.class, () -> counter.call(c -> c.increment(thread.threadId())));
        assertEquals(ErrorCode.CAPTURE_UNSHIPPABLE, failure.code());
        var factory = assertThrows(
                CaptureException.class, () -> mobula().start(() -> new Counter(thread.threadId())));
        assertEquals(ErrorCode.CAPTURE_UNSHIPPABLE, factory.code());
    }

    @Test
    default void aLargeResultAndLargeArgumentsPassThrough() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        var large = new byte[300_000];
        large[299_999] = 7;
        assertEquals(7L, counter.call(c -> c.increment(large[299_999])).get());
        assertEquals(300_000, counter.call(_ -> new byte[300_000]).get().length);
        ActorHandle<Counter> made = mobula().start(() -> new Counter(large.length));
        assertEquals(300_000L, made.call(Counter::value).get());
    }

    @Test
    default void aCallsRefIsADependencyLikeAnyOther() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        ObjectRef<Long> five = counter.call(c -> c.increment(5));
        assertEquals(10L, mobula().submit(() -> five.get() * 2).get());
        assertEquals(10L, counter.call(c -> c.increment(five.get())).get());
        assertEquals(6L, five.map(value -> value + 1).get());
    }
}
