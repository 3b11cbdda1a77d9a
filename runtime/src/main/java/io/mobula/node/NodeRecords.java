package io.mobula.node;

import io.mobula.attach.Listening;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.config.MobulaConfig;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import io.mobula.output.PendingLines;
import io.mobula.output.ProcessStreams;
import io.mobula.output.TaskOutputs;
import io.mobula.session.NodeSessions;
import io.mobula.session.Sessions;
import io.mobula.session.StoreWatch;
import io.mobula.session.StoredValues;
import io.mobula.submit.JobState;
import io.mobula.submit.SubmittedJob;
import io.mobula.watch.ClusterNews;
import io.mobula.watch.EventLog;
import io.mobula.watch.Severity;
import io.mobula.watch.Span;
import io.mobula.watch.SpanRing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a node writes down: what bodies print, what happens, what runs how long. */
final class NodeRecords implements AutoCloseable {
    /** Ended bodies and fetches that are remembered; they take about a megabyte. */
    private static final int SPANS = 1 << 14;

    /** On the way to a driver that is slower than its bodies. */
    private static final PendingLines.Bound PENDING = new PendingLines.Bound(10_000, 1 << 20);

    private static final String STORE = "store";

    private final TaskOutputs outputs;
    private final EventLog events;
    private final SpanRing spans = new SpanRing(SPANS);

    /** Touched by the thread of control events alone. */
    private final ClusterNews news = new ClusterNews();

    private Optional<ProcessStreams.Routing> routing = Optional.empty();

    private NodeRecords(TaskOutputs outputs, EventLog events) {
        this.outputs = outputs;
        this.events = events;
    }

    static NodeRecords open(MobulaConfig config) throws IOException {
        Path folder = config.node().dataDir();
        var limits = new TaskOutputs.Limits(
                config.jobs().taskOutputBytes(), config.jobs().taskOutputTotalBytes(), PENDING);
        return new NodeRecords(
                TaskOutputs.open(folder.resolve("output"), limits),
                EventLog.open(folder.resolve("events"), config.node().name()));
    }

    TaskOutputs outputs() {
        return outputs;
    }

    EventLog events() {
        return events;
    }

    SpanRing spans() {
        return spans;
    }

    /** From now on bodies print as themselves, and what they do is seen. */
    void observe(NodeSessions sessions, StoredValues stored) {
        sessions.speaksTo(outputs);
        sessions.process().watchedBy(spans);
        stored.watchedBy(new Store());
        routing = Optional.of(ProcessStreams.route(Sessions::voice));
    }

    private final class Store implements StoreWatch {
        @Override
        public void fetched(String object, long bytes, long startNanos, Arrival arrival) {
            boolean came = arrival == Arrival.CAME;
            Span.Ending ending = came ? Span.Ending.FINISHED : Span.Ending.FAILED;
            spans.fetched(object, bytes, startNanos, System.nanoTime(), ending);
            if (!came)
                events.addSeldom(
                        Severity.WARNING, STORE, "object %s (%,d bytes) was not fetched".formatted(object, bytes));
        }

        @Override
        public void refused(String why) {
            events.addSeldom(Severity.ERROR, STORE, why);
        }
    }

    void heard(ControlEvent event) {
        for (ClusterNews.News each : news.heard(event))
            events.add(each.severity(), each.subject(), each.text(), each.key());
    }

    /** On the thread of control events: what was heard before happened before this node was there. */
    void upToDate() {
        news.upToDate();
    }

    /** Others noticed it too, if there are any. */
    void joined(String name, ProcessId self, String address) {
        ClusterNews.News own = ClusterNews.joined(name, self, address);
        events.add(own.severity(), own.subject(), own.text(), own.key());
    }

    void begun(HomeDriver driver) {
        events.add(
                Severity.INFO,
                driver.process().toString(),
                "job %s began: %s, pid %d".formatted(driver.name(), driver.process(), driver.pid()),
                "began " + driver.process());
    }

    void submitted(SubmittedJob job) {
        String title = job.id() + " (" + job.name() + ")";
        switch (job.state()) {
            case JobState.Starting _, JobState.Stopping _ -> {}
            case JobState.Running(JobState.Driver driver) ->
                events.add(Severity.INFO, job.id(), title + " was submitted, and runs as pid " + driver.pid());
            case JobState.Succeeded _ -> events.add(Severity.INFO, job.id(), title + " has succeeded");
            case JobState.Stopped _ -> events.add(Severity.INFO, job.id(), title + " was stopped");
            case JobState.Failed failed ->
                events.add(Severity.ERROR, job.id(), title + " has failed: " + failed.cause());
        }
    }

    Optional<PendingLines> listen(ProcessId driver, Listening how) {
        String job = driver.toString();
        how.submittedAs().ifPresent(name -> outputs.named(job, name));
        return switch (how.wish()) {
            case LINES -> outputs.listen(job);
            case NAMES_ONLY -> {
                outputs.mute(job);
                yield Optional.empty();
            }
        };
    }

    @Override
    public void close() {
        routing.ifPresent(ProcessStreams.Routing::close);
        outputs.close();
        events.close();
    }
}
