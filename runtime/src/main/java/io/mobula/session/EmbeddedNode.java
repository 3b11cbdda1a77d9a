package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.api.Mobula;
import io.mobula.api.Priority;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.process.ProcessCore;
import io.mobula.process.Arguments;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A node in this JVM, for one session: owner and host are the same process, and nothing listens. */
public final class EmbeddedNode {
    private static final ProcessId SELF = ProcessId.node(1, 1);
    private static final String NAME = "embedded";
    private static final int SHARDS = 8;

    private EmbeddedNode() {}

    /** @param infeasibleGraceNanos how long a demand beyond this node is kept before it fails */
    public record Settings(Demand capacity, long infeasibleGraceNanos, long backlogBytes) {}

    public static Mobula open(Settings settings) {
        var invoker = new Invoker(NAME);
        var core = new ProcessCore.Settings(SELF, settings.capacity(), SHARDS, settings.infeasibleGraceNanos());
        var process = new LocalProcess(core, Links.NONE, Arguments.NONE, invoker, settings.backlogBytes());
        var view = new ClusterView(
                1, List.of(new ClusterView.Node(SELF, NAME, NAME, NAME, "", settings.capacity(), true, ProcessHandle.current().pid())));
        process.core().controlled(new ControlEvent.Viewed(view));
        Payloads payloads = new SharedPayloads();
        var engine = new Engine(process, payloads, new OptionsCache(), new FailureWords(payloads), () -> view, () -> new Traffic(0, 0));
        invoker.engine(engine);
        var scope = new MobulaSession.Scope(engine, SELF, TaskId.root(SELF), new AtomicLong(), new Closing(process::close));
        return new MobulaSession(scope, Long.MAX_VALUE, Priority.NORMAL);
    }
}
