package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorAction;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorFactory;
import io.mobula.api.Ref;
import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.shapes.StubRef;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Calls on actors, and their factories, are bodies like tasks; the actor is the argument. */
class ActorBodiesTest {
    static class Counter {
        private long count;

        Counter() {}

        Counter(long count) {
            this.count = count;
        }

        long add(long by) {
            return count += by;
        }

        long value() {
            return count;
        }
    }

    record Add(long by) implements ActorCall<Counter, Long> {
        @Override
        public Long on(Counter actor) {
            return actor.add(by);
        }
    }

    enum Reset implements ActorAction<Counter> {
        ZERO {
            @Override
            public void on(Counter actor) {
                actor.count = 0;
            }
        }
    }

    record At(long start) implements ActorFactory<Counter> {
        @Override
        public Counter create() {
            return new Counter(start);
        }
    }

    record TaskAndCall(long by) implements Task<Long>, ActorCall<Counter, Long> {
        @Override
        public Long call() {
            return by;
        }

        @Override
        public Long on(Counter actor) {
            return by;
        }
    }

    private static <R> Body call(ActorCall<Counter, R> call) {
        return Body.of(call);
    }

    private static <A> Body factory(ActorFactory<A> factory) {
        return Body.of(factory);
    }

    @Test
    void theActorIsTheArgumentAfterTheCaptures() throws Throwable {
        long by = 3;
        Body lambda = call(counter -> counter.add(by));
        assertEquals(1, lambda.captured().length);
        assertEquals(3L, lambda.invoke(new Counter()));
        assertEquals(7L, call(Counter::value).invoke(new Counter(7)));
        assertEquals("value", call(Counter::value).code().name());
    }

    @Test
    void recordsAndConstantsAreCalls() throws Throwable {
        assertEquals(5L, Body.of(new Add(5)).invoke(new Counter()));
        assertEquals(List.of(5L), List.of(Body.of(new Add(5)).held()));
        var counter = new Counter(9);
        Body.of(Reset.ZERO).invoke(counter);
        assertEquals(0, counter.count);
        assertEquals(ActorCall.class, Body.face(new Add(1)));
        assertEquals(ActorAction.class, Body.face(Reset.ZERO));
        assertTrue(Body.isBody(new At(1)));
    }

    @Test
    void aFactoryTellsWhatItMakes() throws Throwable {
        long start = 4;
        assertEquals(Counter.class, factory(Counter::new).answerType());
        assertEquals(Counter.class, factory(() -> new Counter(start)).answerType());
        assertEquals(Counter.class, Body.of(new At(1)).answerType());
        assertEquals(4, ((Counter) factory(() -> new Counter(start)).invoke()).count);
    }

    @Test
    void aBodyThatIsTwoThingsIsRefused() {
        var failure = assertThrows(CaptureException.class, () -> Body.of(new TaskAndCall(1)));
        assertEquals(ErrorCode.CAPTURE_NOT_A_LAMBDA, failure.code());
        assertTrue(failure.getMessage().contains("Task and ActorCall"), failure.getMessage());
    }

    @Test
    void anAsyncCallIsKnownByItsCodeAndKeepsItsDependencies() throws Throwable {
        Ref<Long> ref = new StubRef<>(2L);
        Body async = Body.of(
                new Bodies.Async<Counter, Long>(counter -> CompletableFuture.completedFuture(counter.add(ref.get()))));
        var found = new ArrayList<Ref<?>>();
        async.dependencies(found::add);
        assertEquals(List.of(ref), found);
        assertTrue(Bodies.Async.is(async.code()));
        assertFalse(Bodies.Async.is(call(Counter::value).code()));
        assertEquals(
                2L,
                ((CompletionStage<?>) async.invoke(new Counter()))
                        .toCompletableFuture()
                        .join());
    }

    @Test
    void aCallThatHasTravelledIsABodyAgain() throws Throwable {
        long by = 6;
        Body sent = call(counter -> counter.add(by));
        Body arrived = Body.of(sent.code(), sent.captured(), ActorBodiesTest.class.getClassLoader());
        ActorCall<?, ?> face = arrived.as(ActorCall.class);
        assertEquals(6L, Body.of((Serializable) face).invoke(new Counter()));
    }
}
