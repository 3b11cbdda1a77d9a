package io.mobula.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.watch.Span.Ending;
import io.mobula.watch.Span.Kind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanRingTest {
    private final SpanRing ring = new SpanRing(64);

    private void add(int i) {
        ring.fetched("object " + i, i, i * 10L, i * 10L + 5, i % 2 == 0 ? Ending.FINISHED : Ending.FAILED);
    }

    @Test
    void theLatestAreKeptInTheirOrder() {
        for (int i = 0; i < 100; i++) add(i);
        List<Span> latest = ring.latest(1_000);
        assertEquals(
                IntStream.range(36, 100).mapToObj(i -> "object " + i).toList(),
                latest.stream().map(Span::id).toList());
        assertEquals(
                List.of("object 98", "object 99"),
                ring.latest(2).stream().map(Span::id).toList());
        assertEquals(100, ring.added());
    }

    @Test
    void aSpanIsReadAsItWasWritten() {
        add(7);
        Span span = ring.latest(1).getFirst();
        assertEquals(
                new Span(
                        Kind.FETCH,
                        Ending.FAILED,
                        70,
                        5,
                        Thread.currentThread().threadId(),
                        "fetch",
                        "object 7",
                        -1,
                        0,
                        7),
                span);
        assertEquals(Thread.currentThread().getName(), ring.threadName(span.thread()));
    }

    @Test
    void whatIsReadWhileOthersWriteIsWhole() throws InterruptedException {
        int writers = 3;
        var done = new CountDownLatch(writers);
        for (int writer = 0; writer < writers; writer++) {
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 200_000; i++) add(i);
                done.countDown();
            });
        }
        long read = 0;
        while (done.getCount() > 0 || read == 0) {
            for (Span span : ring.latest(64)) {
                assertEquals("object " + span.bytes(), span.id());
                assertEquals(span.bytes() * 10, span.startNanos());
                assertEquals(span.bytes() % 2 == 0 ? Ending.FINISHED : Ending.FAILED, span.ending());
                read++;
            }
        }
        done.await();
        assertTrue(ring.latest(64).size() == 64);
    }
}
