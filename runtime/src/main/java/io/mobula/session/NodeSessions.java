package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The sessions of the tasks that run on a node: one engine for each job, over the job's own class loader. */
public final class NodeSessions {
    private final ConcurrentHashMap<ProcessId, Engine> engines = new ConcurrentHashMap<>();
    private final Function<ProcessId, ClassLoader> loaders;
    private final StoredValues store;
    private final Limits limits;
    private final Engine.Surroundings surroundings;
    private final LocalProcess process;

    /**
     * @param backlogBytes of submitted work that may wait in this process
     * @param inlineLimitBytes up to which values travel in messages
     */
    public record Limits(long backlogBytes, long inlineLimitBytes) {}

    /** What a session can see of the cluster. */
    public record Sight(String node, Supplier<ClusterView> view, Supplier<Traffic> traffic) {}

    /** @param loaders of each job; may block, and throw what the task then fails with */
    public NodeSessions(
            ProcessCore.Settings core,
            Links links,
            StoredValues store,
            Function<ProcessId, ClassLoader> loaders,
            Limits limits,
            Sight sight) {
        this.loaders = loaders;
        this.store = store;
        this.limits = limits;
        this.surroundings = new Engine.Surroundings(sight.view(), sight.traffic());
        this.process =
                new LocalProcess(core, links, store, new Invoker(sight.node(), this::engine), limits.backlogBytes());
        process.endsWith(this::ended);
    }

    public LocalProcess process() {
        return process;
    }

    private Engine engine(ProcessId job) {
        Engine known = engines.get(job);
        return known != null ? known : engines.computeIfAbsent(job, this::start);
    }

    private Engine start(ProcessId job) {
        var code = EncodedPayloads.Code.of(loaders.apply(job));
        return new Engine(
                process, new EncodedPayloads(code, store, limits.inlineLimitBytes()), surroundings, job, Closing.NEVER);
    }

    private void ended(HostedTask task) {
        Engine engine = engines.get(task.push.job());
        if (engine != null) engine.payloads().ended(task);
    }

    public void died(ProcessId driver) {
        engines.remove(driver);
    }
}
