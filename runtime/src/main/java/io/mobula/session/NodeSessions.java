package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.code.CallerLoader;
import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.id.ProcessId;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedTask;
import io.mobula.process.DirectoryClient;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The sessions of the tasks that run on a node, and its actors: one engine for each job, over the job's own class loader. */
public final class NodeSessions implements Engines {
    /** The code of jobs, as the node has it. */
    public interface Code {
        /** May block, and throw what the task then fails with. */
        ClassLoader loader(ProcessId job);

        /** It has ended, and a detached actor of it is to live here: it is to be had again. True if it had ended. */
        boolean revive(ProcessId job);

        /** Nothing of the job runs here any more. */
        void end(ProcessId job);
    }

    /** A call from one job on an actor of another. */
    private record Pair(ProcessId actors, ProcessId callers) {}

    private final ConcurrentHashMap<ProcessId, Engine> engines = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Pair, Engine> pairs = new ConcurrentHashMap<>();
    /** Ended jobs of which a detached actor lives here. */
    private final Set<ProcessId> outlived = ConcurrentHashMap.newKeySet();

    private final Code code;
    private final StoredValues store;
    private final Limits limits;
    private final Engine.Surroundings surroundings;
    private final LocalProcess process;
    private final ActorHosting actors;

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
        this.actors = new ActorHosting(process, this, sight.node(), this::dropped);
        process.endsWith(this::ended);
    }

    public LocalProcess process() {
        return process;
    }

    @Override
    public Engine of(ProcessId job) {
        Engine known = engines.get(job);
        return known != null ? known : engines.computeIfAbsent(job, this::start);
    }

    private Engine start(ProcessId job) {
        if (actors.hostsDetached(job) && code.revive(job)) outlived.add(job);
        return engine(code.loader(job), job);
    }

    private Engine engine(ClassLoader loader, ProcessId job) {
        var payloads = new EncodedPayloads(EncodedPayloads.Code.of(loader), store, limits.inlineLimitBytes());
        return new Engine(process, payloads, surroundings, job, Closing.NEVER);
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
        Engine engine = engines.get(task.push.job());
        if (engine != null) engine.payloads().ended(task);
        if (task.actor == null) return;
        for (Engine of : actorEngines(task.actor.spec.job())) of.payloads().ended(task);
    }

    private List<Engine> actorEngines(ProcessId job) {
        var found = new ArrayList<Engine>();
        Engine own = engines.get(job);
        if (own != null) found.add(own);
        pairs.forEach((pair, engine) -> {
            if (pair.actors().equals(job)) found.add(engine);
        });
        return found;
    }

    /** The job ends here with its driver, or with the last detached actor of it. */
    public void died(ProcessId driver) {
        pairs.keySet().removeIf(pair -> pair.callers().equals(driver));
        if (actors.hostsDetached(driver)) outlived.add(driver);
        else end(driver);
    }

    private void dropped(ActorSpec actor) {
        if (outlived.contains(actor.job()) && !actors.hostsDetached(actor.job()) && outlived.remove(actor.job()))
            end(actor.job());
    }

    private void end(ProcessId job) {
        engines.remove(job);
        pairs.keySet().removeIf(pair -> pair.actors().equals(job));
        code.end(job);
    }
}
