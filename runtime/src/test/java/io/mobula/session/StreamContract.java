package io.mobula.session;

import static io.mobula.session.ContractBase.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.Emitter;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.Retry;
import io.mobula.api.StreamBuffer;
import io.mobula.api.StreamTask;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.SessionException;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.api.resource.Bytes;
import io.mobula.session.ActorCast.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams: elements as they are made, and who waits for whom. */
interface StreamContract extends ContractBase {
    Duration PATIENCE = Duration.ofSeconds(20);

    private static <T> List<T> all(ObjectStream<T> stream) {
        try (stream) {
            var elements = new ArrayList<T>();
            for (T element : stream) elements.add(element);
            return elements;
        }
    }

    @Test
    default void elementsComeInTheOrderEmitted() {
        ObjectStream<Integer> stream = mobula().stream(out -> {
            for (int i = 0; i < 1_000; i++) out.emit(i);
        });
        assertEquals(IntStream.range(0, 1_000).boxed().toList(), all(stream));
    }

    @Test
    default void aStreamMayBeEmpty() {
        ObjectStream<String> stream = mobula().stream(_ -> {});
        assertEquals(List.of(), all(stream));
    }

    @Test
    default void anElementIsSeenBeforeTheBodyHasEnded() throws Exception {
        Gate gate = gate();
        try (ObjectStream<String> stream = mobula().stream(out -> {
            out.emit("first");
            gate.pass();
            out.emit("second");
        })) {
            Iterator<String> each = stream.iterator();
            assertEquals("first", each.next());
            gate.open();
            assertEquals("second", each.next());
            assertFalse(each.hasNext());
            assertThrows(NoSuchElementException.class, each::next);
        }
    }

    @Test
    default void nextWaitsForSoLongAndTheStreamGoesOn() throws Exception {
        Gate gate = gate();
        try (ObjectStream<String> stream = mobula().stream(out -> {
            gate.pass("begun");
            out.emit("late");
        })) {
            gate.until("begun");
            var failure = assertThrows(GetTimeoutException.class, () -> stream.next(Duration.ofMillis(20)));
            assertEquals(ErrorCode.GET_TIMED_OUT, failure.code());
            gate.open();
            assertEquals("late", stream.next(PATIENCE).orElseThrow());
            assertTrue(stream.next(PATIENCE).isEmpty());
        }
    }

    @Test
    default void theProducerWaitsForItsConsumer() throws Exception {
        Gate gate = gate();
        try (ObjectStream<Integer> stream = mobula().task().buffer(StreamBuffer.of(4)).stream(out -> {
            for (int i = 0; i < 12; i++) {
                out.emit(i);
                gate.mark("after-" + i);
            }
        })) {
            gate.until("after-3");
            assertFalse(gate.isMarked("after-4"), "four are on their way, and none was taken");
            Iterator<Integer> each = stream.iterator();
            for (int i = 0; i < 12; i++) {
                assertEquals(i, each.next());
                assertFalse(gate.isMarked("after-" + (i + 5)), "never more than four ahead");
            }
            assertFalse(each.hasNext());
            gate.until("after-11");
        }
    }

    @Test
    default void aProducerThatWaitsLendsItsCpu() throws Exception {
        Gate gate = gate();
        double cpus = cpusOfNode();
        int nodes = mobula().cluster().nodes().size();
        var streams = new ArrayList<ObjectStream<Integer>>();
        for (int n = 0; n < nodes; n++) {
            String mark = "waits-" + n;
            streams.add(mobula().task().cpus(cpus).buffer(StreamBuffer.of(1)).stream(out -> {
                out.emit(0);
                gate.mark(mark);
                out.emit(1);
            }));
        }
        for (int n = 0; n < nodes; n++) gate.until("waits-" + n);
        assertEquals(7, mobula().submit(() -> 7).get(PATIENCE));
        for (ObjectStream<Integer> stream : streams) assertEquals(List.of(0, 1), all(stream));
    }

    @Test
    default void bytesBoundTheBufferToo() throws Exception {
        Gate gate = gate();
        var small = StreamBuffer.of(100).size(Bytes.kibi(300));
        try (ObjectStream<byte[]> stream = mobula().task().buffer(small).stream(out -> {
            for (int i = 0; i < 6; i++) {
                out.emit(new byte[200 << 10]);
                gate.mark("after-" + i);
            }
        })) {
            gate.until(boundsBytes() ? "after-1" : "after-5");
            assertEquals(!boundsBytes(), gate.isMarked("after-5"));
            int seen = 0;
            for (byte[] element : stream) {
                assertEquals(200 << 10, element.length);
                seen++;
            }
            assertEquals(6, seen);
        }
    }

    /** Shared values have no size. */
    default boolean boundsBytes() {
        return true;
    }

    @Test
    default void closingStopsTheProducer() throws Exception {
        Gate gate = gate();
        ObjectStream<Integer> stream = mobula().stream(out -> {
            try {
                for (int i = 0; ; i++) out.emit(i);
            } catch (TaskCancelledException closed) {
                if (closed.code() == ErrorCode.STREAM_CLOSED
                        && TaskContext.current().isCancelled()) gate.mark("stopped");
                throw closed;
            }
        });
        Iterator<Integer> each = stream.iterator();
        for (int i = 0; i < 100; i++) assertEquals(i, each.next());
        stream.close();
        stream.close();
        gate.until("stopped");
        assertFalse(each.hasNext());
        assertTrue(stream.next(Duration.ZERO).isEmpty());
    }

    @Test
    default void closingInterruptsABodyThatDoesNotEmit() throws Exception {
        Gate gate = gate();
        ObjectStream<Integer> stream = mobula().stream(_ -> {
            try {
                gate.pass("begun");
            } catch (InterruptedException interrupted) {
                gate.mark("interrupted");
            }
        });
        gate.until("begun");
        stream.close();
        gate.until("interrupted");
    }

    @Test
    default void aFailureComesAfterTheElementsBeforeIt() {
        try (ObjectStream<Integer> stream = mobula().stream(out -> {
            for (int i = 0; i < 10; i++) out.emit(i);
            throw new IOException("torn");
        })) {
            Iterator<Integer> each = stream.iterator();
            for (int i = 0; i < 10; i++) assertEquals(i, each.next());
            var failure = assertThrows(TaskFailedException.class, each::hasNext);
            assertEquals(
                    "torn",
                    assertInstanceOf(IOException.class, failure.getCause()).getMessage());
            assertThrows(TaskFailedException.class, each::next);
        }
    }

    @Test
    default void aTimeoutEndsIt() {
        try (ObjectStream<Integer> stream =
                mobula().task().name("endless").timeout(Duration.ofMillis(150)).stream(out -> {
                    for (int i = 0; ; i++) out.emit(i);
                })) {
            var failure = assertThrows(TaskTimedOutException.class, () -> {
                for (Integer element : stream) assertTrue(element >= 0);
            });
            assertTrue(failure.getMessage().contains("endless"), failure.getMessage());
        }
    }

    @Test
    default void aRetryShowsEachIndexOnce() throws Exception {
        Gate gate = gate();
        try (ObjectStream<String> stream =
                mobula().task().retry(Retry.times(1).backoff(Duration.ZERO, 1)).stream(out -> {
                    int attempt = TaskContext.current().attempt();
                    for (int i = 0; i < 5; i++) {
                        if (i == 3 && attempt == 1) throw new IllegalStateException("once");
                        out.emit(i + " of attempt " + attempt);
                    }
                })) {
            assertEquals(
                    List.of("0 of attempt 1", "1 of attempt 1", "2 of attempt 1", "3 of attempt 2", "4 of attempt 2"),
                    all(stream));
        }
        assertFalse(gate.isMarked("open"));
    }

    @Test
    default void aConsumerInATaskLendsItsCpuToTheProducer() {
        int depth = (int) (cpusOfNode() * 3);
        assertEquals(depth, nested(mobula(), depth));
    }

    private static int nested(Mobula session, int depth) {
        ObjectStream<Integer> stream = session.stream(out -> out.emit(depth == 0 ? 0 : 1 + nested(session, depth - 1)));
        return all(stream).getFirst();
    }

    @Test
    default void elementsAsRefsStayWhereTheyAre() {
        ObjectRef<Integer> sum;
        try (ObjectStream<int[]> stream = mobula().stream(out -> {
            for (int i = 0; i < 5; i++) out.emit(new int[] {i, 50_000});
        })) {
            var refs = new ArrayList<ObjectRef<int[]>>();
            for (ObjectRef<int[]> ref : stream.refs()) refs.add(ref);
            assertEquals(5, refs.size());
            assertEquals(5, refs.stream().distinct().count());
            ObjectRef<List<int[]>> together = mobula().all(refs);
            sum = mobula().submit(() ->
                    together.get().stream().mapToInt(each -> each[0]).sum());
        }
        assertEquals(10, sum.get());
    }

    @Test
    default void largeElementsAreReadAfterTheBodyHasEnded() throws Exception {
        Gate gate = gate();
        ObjectStream<byte[]> stream = mobula().stream(out -> {
            for (byte i = 0; i < 5; i++) {
                var large = new byte[300 << 10];
                large[7] = i;
                out.emit(large);
            }
            gate.mark("all");
        });
        gate.until("all");
        List<byte[]> elements = all(stream);
        for (byte i = 0; i < 5; i++) assertEquals(i, elements.get(i)[7]);
    }

    @Test
    default void whatIsChangedAfterEmitDoesNotShow() {
        ObjectStream<int[]> stream = mobula().stream(out -> {
            var one = new int[1];
            for (int i = 0; i < 3; i++) {
                one[0] = i;
                out.emit(one);
            }
        });
        assertEquals(List.of(0, 1, 2), all(stream).stream().map(each -> each[0]).toList());
    }

    @Test
    default void elementsMayBringRefs() {
        Mobula session = mobula();
        try (ObjectStream<List<ObjectRef<Integer>>> stream = session.stream(out -> {
            for (int i = 0; i < 20; i++) {
                int n = i;
                out.emit(List.of(session.submit(() -> n)));
            }
        })) {
            int next = 0;
            for (List<ObjectRef<Integer>> element : stream)
                assertEquals(next++, element.getFirst().get());
            assertEquals(20, next);
        }
    }

    @Test
    default void aBodyMayBringBackARefItCaptured() {
        ObjectRef<String> put = mobula().put("kept");
        List<ObjectRef<String>> captured = List.of(put);
        ObjectStream<ObjectRef<String>> stream = mobula().stream(out -> out.emit(captured.getFirst()));
        assertEquals("kept", all(stream).getFirst().get());
    }

    record Naturals(int count) implements StreamTask<Integer> {
        @Override
        public void run(Emitter<? super Integer> out) {
            for (int i = 0; i < count; i++) out.emit(i);
        }
    }

    @Test
    default void aRecordIsABodyAndStreamsAreStreams() {
        ObjectStream<Integer> naturals = mobula().stream(new Naturals(10));
        try (var stream = naturals.stream()) {
            assertEquals(45, stream.mapToInt(Integer::intValue).sum());
        }
    }

    @Test
    default void anElementIsNeverNull() {
        ObjectStream<String> stream = mobula().stream(out -> out.emit(null));
        var failure = assertThrows(TaskFailedException.class, () -> all(stream));
        assertInstanceOf(NullPointerException.class, failure.getCause());
    }

    @Test
    default void whatIsEmittedAfterTheBodyComesTooLate() throws Exception {
        Gate gate = gate();
        ObjectStream<Integer> stream =
                mobula().stream(out -> Thread.ofPlatform().start(() -> {
                    try {
                        gate.until("ended");
                        out.emit(1);
                    } catch (IllegalStateException tooLate) {
                        gate.mark("too late");
                    } catch (InterruptedException never) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertEquals(List.of(), all(stream));
        gate.mark("ended");
        gate.until("too late");
    }

    @Test
    default void manyStreamsAtOnce() {
        var streams = new ArrayList<ObjectStream<Integer>>();
        for (int s = 0; s < 20; s++) {
            int of = s;
            streams.add(mobula().task().cpus(0.1).stream(out -> {
                for (int i = 0; i < 200; i++) out.emit(of * 1_000 + i);
            }));
        }
        for (int s = 0; s < 20; s++) {
            List<Integer> elements = all(streams.get(s));
            assertEquals(200, elements.size());
            assertEquals(s * 1_000 + 199, elements.getLast());
        }
    }

    @Test
    default void anActorStreamsInItsTurn() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        counter.run(c -> c.add(5));
        try (ObjectStream<Long> stream = counter.stream((c, out) -> {
            for (int i = 0; i < 100; i++) out.emit(c.increment(1));
        })) {
            ObjectRef<Long> after = counter.call(Counter::value);
            long expected = 6;
            for (long value : stream) assertEquals(expected++, value);
            assertEquals(105, after.get());
        }
    }

    @Test
    default void closingAnActorsStreamLetsTheActorGoOn() throws Exception {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        try (ObjectStream<Long> stream = counter.stream(StreamBuffer.of(2), (c, out) -> {
            for (; ; ) out.emit(c.increment(1));
        })) {
            assertEquals(1, stream.next(PATIENCE).orElseThrow());
        }
        assertTrue(counter.call(Counter::value).get(PATIENCE) >= 1);
    }

    @Test
    default void theEndOfTheSessionEndsItsStreams() throws Exception {
        Gate gate = gate();
        Mobula second = another();
        ObjectStream<Integer> stream;
        try (second) {
            stream = second.stream(out -> {
                out.emit(1);
                gate.pass("begun");
            });
            assertEquals(1, stream.next(PATIENCE).orElseThrow());
            gate.until("begun");
        }
        var failure = assertThrows(SessionException.class, () -> stream.next(PATIENCE));
        assertEquals(ErrorCode.SESSION_CLOSED, failure.code());
        assertThrows(SessionException.class, () -> second.stream(out -> out.emit(1)));
    }

    @Test
    default void aFailedDependencyIsTheStreamsFailure() {
        ObjectRef<Integer> failed = mobula().submit(() -> {
            throw new IOException("root");
        });
        until("it has failed", () -> failed.state() == java.util.concurrent.Future.State.FAILED);
        ObjectStream<Integer> stream = mobula().stream(out -> out.emit(failed.get()));
        var failure = assertThrows(TaskFailedException.class, () -> all(stream));
        assertEquals("root", failure.getCause().getMessage());
    }
}
