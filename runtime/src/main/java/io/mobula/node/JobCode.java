package io.mobula.node;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ErrorCode;
import io.mobula.code.JobLoaders;
import io.mobula.control.ControlClient;
import io.mobula.control.JobSpec;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;
import io.mobula.link.BulkLinks;
import io.mobula.session.NodeSessions;
import io.mobula.watch.EventLog;
import io.mobula.watch.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The class loaders of the jobs that run here. Each is made by the job's first task, and closed when its driver is dead. */
final class JobCode implements NodeSessions.Code {
    private static final long LOOKUP_SECONDS = 30;

    private final ControlClient control;
    private final JobLoaders loaders;
    private final BulkLinks bulk;
    private final EventLog events;
    private final ConcurrentHashMap<ProcessId, JobLoaders.Use> used = new ConcurrentHashMap<>();

    JobCode(ControlClient control, JobLoaders loaders, BulkLinks bulk, EventLog events) {
        this.control = control;
        this.loaders = loaders;
        this.bulk = bulk;
        this.events = events;
    }

    /** Blocks while the job's code is brought here. */
    @Override
    public ClassLoader loader(ProcessId job) {
        return used.computeIfAbsent(job, this::open).loader();
    }

    /** The log is asked once for a job's first task; it has been asked for the loader a moment ago. */
    @Override
    public Share share(ProcessId job) {
        return new Share(job, lookup(job).weight());
    }

    /** What a source has brought is here, so the next one is asked only for what is still missing. */
    private JobLoaders.Use open(ProcessId job) {
        JobSpec spec = lookup(job);
        var missed = new StringJoiner("; ");
        Optional<IOException> last = Optional.empty();
        for (ProcessId source : sources(job, spec)) {
            try {
                return loaders.use(job, spec.code(), bulk.peer(source));
            } catch (IOException e) {
                missed.add(source + ": " + e.getMessage());
                last = Optional.of(e);
            }
        }
        events.addSeldom(
                Severity.ERROR,
                job.toString(),
                "tasks of %s (%s) fail here, for their code cannot be brought: %s".formatted(job, spec.name(), missed));
        throw new CodeException(
                ErrorCode.CLASS_NOT_SHIPPED,
                "The code of " + job + " (" + spec.name() + ") cannot be brought to " + control.self() + ": " + missed
                        + ". Connect again to ship it anew",
                last.orElseThrow());
    }

    /**
     * Whom to ask for the job's code, in this order. The home has it all, as soon as the driver's connect has returned. Without the home there is the driver itself; and if a detached actor has outlived it, there are nodes
     * that have run something of the job, the home's own next incarnation among them.
     */
    private List<ProcessId> sources(ProcessId job, JobSpec spec) {
        var nodes = new ArrayList<ProcessId>();
        for (ClusterView.Node node : control.view().nodes()) {
            if (node.process().equals(control.self())) continue;
            if (node.process().equals(spec.home())) nodes.addFirst(node.process());
            else nodes.add(node.process());
        }
        if (nodes.contains(spec.home())) nodes.add(job);
        else nodes.addFirst(job);
        return nodes;
    }

    private JobSpec lookup(ProcessId job) {
        try {
            return control.job(job).toCompletableFuture().get(LOOKUP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the lookup of " + job + " was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the control log does not tell what " + job + " is: " + e, e);
        }
    }

    @Override
    public void goesOn(ProcessId job) {
        loaders.goesOn(job);
    }

    @Override
    public void end(ProcessId job) {
        loaders.end(job);
        JobLoaders.Use ended = used.remove(job);
        if (ended != null) ended.close();
    }
}
