package io.mobula.watch;

import io.mobula.core.task.HostCensus;
import io.mobula.core.task.HostCensus.Phase;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyRun;
import io.mobula.process.LocalProcess;
import io.mobula.store.ObjectStore;
import io.mobula.watch.Span.Ending;
import io.mobula.watch.Span.Kind;
import io.mobula.watch.TaskRow.State;
import io.mobula.wire.ArrivedWork;
import io.mobula.wire.EncodedWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The tasks of a node: first what runs, then what waits, then what has ended, the latest first. */
final class TaskRows {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Both clocks at one moment. */
    record Now(long nanos, long zeroMicros) {
        static Now read() {
            long nanos = System.nanoTime();
            return new Now(nanos, micros() - nanos / NANOS_PER_MICRO);
        }
    }

    private TaskRows() {}

    /** By this machine's clock, since 1970. */
    static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
    }

    static WatchAnswer.Tasks of(WatchAsk.Tasks ask, LocalProcess process, SpanRing spans) {
        WatchAsk.Filter filter = ask.filter();
        Now now = Now.read();
        int most = Math.min(ask.most(), WatchAsk.MOST);
        HostCensus census = process.census((task, phase) -> matches(filter, task, phase), most);
        var rows = new ArrayList<TaskRow>();
        for (HostCensus.Seen seen : census.seen()) rows.add(hosted(seen, now));
        long total = census.total();
        for (Span span : spans.latest(Integer.MAX_VALUE).reversed()) {
            if (!matches(filter, span)) continue;
            total++;
            if (rows.size() < most) rows.add(ended(span, now));
        }
        return new WatchAnswer.Tasks(rows, total);
    }

    private static boolean matches(WatchAsk.Filter filter, HostedTask task, Phase phase) {
        return filter.state().stream().allMatch(state(phase)::equals)
                && filter.job().stream().allMatch(task.push.job().toString()::equals)
                && filter.name().stream().allMatch(name(task)::contains);
    }

    private static boolean matches(WatchAsk.Filter filter, Span span) {
        return span.kind() != Kind.FETCH
                && filter.state().stream().allMatch(state(span.ending())::equals)
                && filter.job().stream().allMatch(job(span)::equals)
                && filter.name().stream().allMatch(span.name()::contains);
    }

    private static TaskRow hosted(HostCensus.Seen seen, Now now) {
        HostedTask task = seen.task();
        return new TaskRow(
                task.push.id().toString(),
                name(task),
                task.push.job().toString(),
                task.actor == null ? "" : task.actor.spec.id().toString(),
                task.push.attempt(),
                state(seen.phase()),
                since(seen, now),
                OptionalLong.empty());
    }

    private static OptionalLong since(HostCensus.Seen seen, Now now) {
        long begun = 0;
        if (seen.phase() == Phase.RUNNING && seen.task().run instanceof BodyRun run) begun = run.startNanos();
        else if (seen.task().push.work() instanceof ArrivedWork arrived) begun = arrived.arrivedNanos();
        return begun == 0 ? OptionalLong.empty() : OptionalLong.of(millis(now.nanos() - begun));
    }

    private static TaskRow ended(Span span, Now now) {
        long endMicros = now.zeroMicros() + (span.startNanos() + span.nanos()) / NANOS_PER_MICRO;
        return new TaskRow(
                span.id(),
                span.name(),
                job(span),
                "",
                span.attempt(),
                state(span.ending()),
                OptionalLong.of(millis(span.nanos())),
                OptionalLong.of(endMicros / MICROS_PER_MILLI));
    }

    private static long millis(long nanos) {
        return Math.max(0, nanos / NANOS_PER_MILLI);
    }

    private static String name(HostedTask task) {
        return task.push.work() instanceof EncodedWork work ? work.name() : "";
    }

    private static String job(Span span) {
        return span.job() < 0 ? "" : "driver-" + span.job();
    }

    private static State state(Phase phase) {
        return switch (phase) {
            case RUNNING -> State.RUNNING;
            case WAITING -> State.WAITING;
            case FETCHING -> State.FETCHING;
        };
    }

    private static State state(Ending ending) {
        return switch (ending) {
            case FINISHED -> State.FINISHED;
            case FAILED -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
        };
    }

    static List<ObjectRow> objects(List<ObjectStore.Entry> entries) {
        return entries.stream()
                .map(entry -> new ObjectRow(
                        entry.key().ref().object().toString(),
                        entry.sizeBytes(),
                        entry.kind().name(),
                        entry.key().ref().owner().toString(),
                        entry.pins()))
                .toList();
    }
}
