package io.mobula.cli;

import io.mobula.cli.job.Target;
import io.mobula.cli.watch.WatchSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cluster in which one task runs and much has ended. */
final class FakeWatch implements WatchSource {
    static final Task RUNNING = new Task(
            "00112233445566778899aabbccddeeff",
            "fit",
            "driver-7",
            "left",
            Optional.empty(),
            1,
            "RUNNING",
            Optional.of(12_300L),
            Optional.empty());

    @Override
    public Found<Task> tasks(Target target, Query query) {
        return new Found<>(List.of(RUNNING), 901, List.of("right"));
    }

    @Override
    public Found<StoredObject> objects(Target target, Query query) {
        return new Found<>(
                List.of(new StoredObject("aabbccddeeff0011", 3 << 20, "PRIMARY", "left", "driver-7", 1)), 1, List.of());
    }

    @Override
    public Found<Group> groups(Target target, Query query) {
        return new Found<>(List.of(), 0, List.of());
    }

    @Override
    public EventReader events(Target target, Instant since) {
        return new EventReader() {
            @Override
            public List<Event> next() {
                return List.of(new Event(0, "ERROR", "left", "right", "right (node-2.1) died: it was silent"));
            }

            @Override
            public List<String> silent() {
                return List.of();
            }
        };
    }

    @Override
    public Trace trace(Target target) {
        var span = new Span("task", "fit", "aa", "driver-7", 1, "finished", "lane-1", 31, 1_000, 250.5, 0);
        return new Trace(List.of(new NodeSpans("left", 12, List.of(span), 5)), List.of());
    }
}
