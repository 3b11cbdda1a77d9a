package io.mobula.watch;

import io.mobula.process.LocalProcess;
import io.mobula.store.ObjectStore;
import java.util.HashMap;
import java.util.List;

/** Answers what is asked of a node about itself. Thread safety: any thread. */
public record NodeWatch(EventLog events, SpanRing spans, LocalProcess process, ObjectStore store) {
    public WatchAnswer answer(WatchAsk ask) {
        return switch (ask) {
            case WatchAsk.Tasks tasks -> TaskRows.of(tasks, process, spans);
            case WatchAsk.Objects(int most) ->
                new WatchAnswer.Objects(
                        TaskRows.objects(store.largest(Math.min(most, WatchAsk.MOST))),
                        store.stats().objects());
            case WatchAsk.Events(long after, long since, int most) ->
                new WatchAnswer.Events(events.after(after, since, Math.min(most, WatchAsk.MOST)), events.last());
            case WatchAsk.Spans(int most) -> spans(most);
            case WatchAsk.Clock _ -> new WatchAnswer.Clock(TaskRows.micros());
        };
    }

    private WatchAnswer spans(int most) {
        List<Span> latest = spans.latest(most);
        var threads = new HashMap<Long, String>();
        for (Span span : latest) threads.computeIfAbsent(span.thread(), spans::threadName);
        return new WatchAnswer.Spans(latest, threads, TaskRows.Now.read().zeroMicros(), spans.added());
    }
}
