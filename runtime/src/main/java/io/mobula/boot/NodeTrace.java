package io.mobula.boot;

import io.mobula.attach.WatchClient;
import io.mobula.cli.watch.WatchSource.NodeSpans;
import io.mobula.cli.watch.WatchSource.Span;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.time.Instant;
import java.util.Locale;

/** One node's part of a timeline, told by the clock of whoever asks. */
final class NodeTrace {
    /** The quickest of so many round trips tells best how far the clocks are apart. */
    private static final int ROUNDS = 7;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private NodeTrace() {}

    static NodeSpans read(String node, WatchClient client) {
        long skew = skewMicros(client);
        if (!(client.ask(new WatchAsk.Spans(WatchAsk.MOST_SPANS)) instanceof WatchAnswer.Spans spans))
            throw JobsService.unexpected();
        return new NodeSpans(
                node,
                skew,
                spans.spans().stream().map(span -> span(span, spans, skew)).toList(),
                spans.total() - spans.spans().size());
    }

    private static long skewMicros(WatchClient client) {
        long quickest = Long.MAX_VALUE;
        long skew = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long before = nowMicros();
            if (!(client.ask(new WatchAsk.Clock()) instanceof WatchAnswer.Clock(long there)))
                throw JobsService.unexpected();
            long took = nowMicros() - before;
            if (took >= quickest) continue;
            quickest = took;
            skew = there - (before + took / 2);
        }
        return skew;
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
    }

    private static Span span(io.mobula.watch.Span span, WatchAnswer.Spans of, long skew) {
        return new Span(
                switch (span.kind()) {
                    case TASK -> "task";
                    case CALL -> "call";
                    case LATER_CALL -> "later";
                    case FETCH -> "fetch";
                },
                span.name(),
                span.id(),
                span.job() < 0 ? "" : "driver-" + span.job(),
                span.attempt(),
                span.ending().name().toLowerCase(Locale.ROOT),
                of.threads().getOrDefault(span.thread(), "thread " + span.thread()),
                span.thread(),
                of.zeroMicros() + span.startNanos() / NANOS_PER_MICRO - skew,
                span.nanos() / (double) NANOS_PER_MICRO,
                span.bytes());
    }
}
