package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.code.CallerLoader;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedTask;
import io.mobula.output.TaskOutputs;
import io.mobula.process.DirectoryClient;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sessions of the tasks that run on a node, and its actors: one engine for each job, over the job's own class loader. */
public final class NodeSessions implements Engines {
    /** The code of jobs, as the node has it. */
    public interface Code {
        /** May block, and throw what the task then fails with. */
        ClassLoader loader(ProcessId job);

        /** What part of busy nodes is due to the job; as {@link #loader}. */
        Share share(ProcessId job);

        /** Nothing of the job runs here any more. */
        void end(ProcessId job);

        /** It was said to have ended, and has not. */
        void goesOn(ProcessId job);
    }

    /** A call from one job on an actor of another. */
    private record Pair(ProcessId actors, ProcessId callers) {}

    private final ConcurrentHashMap<ProcessId, Engine> engines = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Pair, Engine> pairs = new ConcurrentHashMap<>();
    private final Code code;
    private final StoredValues store;
    private final Limits limits;
    private final Engine.Surroundings surroundings;
    private final LocalProcess process;
    private volatile @Nullable TaskOutputs outputs;

    /**
     * @param backlogBytes of submitted work that may wait in this process
     * @param inlineLimitBytes up to which values travel in messages
     */
    public record Limits(long backlogBytes, long inlineLimitBytes) {}

    /** What a session can see of the cluster, and whom it asks. */
    public record Sight(
            String node, Supplier<ClusterView> view, Supplier<Traffic> traffic, DirectoryClient directory) {}

    public NodeSessions(
            ProcessCore.Settings core, Links links, StoredValues store, Code code, Limits limits, Sight sight) {
        this.code = code;
        this.store = store;
        this.limits = limits;
        this.surroundings = new Engine.Surroundings(sight.view(), sight.traffic());
        this.process = new LocalProcess(
                core, links, sight.directory(), store, new Invoker(sight.node(), this), limits.backlogBytes());
        process.seesNodes(() -> nodes(sight.view()));
        var _ = new ActorHosting(process, this, sight.node());
        process.endsWith(this::ended);
    }

    /** Those that may be given something to keep. */
    static List<ProcessId> nodes(Supplier<ClusterView> view) {
        ClusterView now = view.get();
        return now.nodes().stream()
                .map(ClusterView.Node::process)
                .filter(node -> now.draining(node).isEmpty())
                .toList();
    }

    public LocalProcess process() {
        return process;
    }

    /** Where bodies print. Comes before the first of them. */
    public void speaksTo(TaskOutputs where) {
        outputs = where;
    }

    @Override
    public Engine of(ProcessId job) {
        Engine known = engines.get(job);
        return known != null ? known : engines.computeIfAbsent(job, this::start);
    }

    private Engine start(ProcessId job) {
        return engine(code.loader(job), job);
    }

    private Engine engine(ClassLoader loader, ProcessId job) {
        var payloads = new EncodedPayloads(EncodedPayloads.Code.of(loader), store, limits.inlineLimitBytes());
        var engine = new Engine(process, payloads, surroundings, code.share(job), Closing.NEVER);
        engine.speaksTo(outputs);
        return engine;
    }

    /** What the actor's own job can run needs no code of the caller: a method reference, most often. */
    @Override
    public Engine of(ProcessId actorsJob, HostedTask call) {
        Engine own = of(actorsJob);
        ProcessId caller = call.push.job();
        if (caller.equals(actorsJob) || own.payloads().runsAlone(call)) return own;
        return pairs.computeIfAbsent(new Pair(actorsJob, caller), _ -> {
            var loader = new CallerLoader(code.loader(actorsJob), code.loader(caller));
            return engine(loader, actorsJob);
        });
    }

    private void ended(HostedTask task) {
        ActorHosting.ended(task);
        ProcessId job = task.actor == null ? task.push.job() : task.actor.spec.job();
        Engine engine = engines.get(job);
        if (engine != null) engine.payloads().ended(task);
        Engine pair = task.actor == null ? null : pairs.get(new Pair(job, task.push.job()));
        if (pair != null) pair.payloads().ended(task);
    }

    /** The job's driver is dead, and no actor lives that outlives it: nothing of the job runs here any more. */
    public void over(ProcessId driver) {
        engines.remove(driver);
        pairs.keySet()
                .removeIf(pair -> pair.callers().equals(driver) || pair.actors().equals(driver));
        code.end(driver);
    }

    /** It was said to be over, and is not: a detached actor of it lives. */
    public void goesOn(ProcessId driver) {
        code.goesOn(driver);
    }
}
