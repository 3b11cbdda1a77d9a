package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.api.Priority;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.task.TaskOptions.Lifetime;
import io.mobula.output.TaskOutputs;
import io.mobula.process.LocalProcess;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all sessions of one job in one process share. */
final class Engine {
    private final LocalProcess process;
    private final Payloads payloads;
    private final OptionsCache options;
    private final FailureWords words;
    private final Surroundings surroundings;
    private final ProcessId job;
    private final MobulaSession root;

    /** Null where bodies print as the process does. */
    private volatile @Nullable TaskOutputs outputs;

    /** What a session can see of the cluster. */
    record Surroundings(Supplier<ClusterView> view, Supplier<Traffic> traffic) {}

    Engine(LocalProcess process, Payloads payloads, Surroundings surroundings, ProcessId job, Closing closing) {
        this.process = process;
        this.payloads = payloads;
        this.options = new OptionsCache(process.shapes());
        this.words = new FailureWords(payloads);
        this.surroundings = surroundings;
        this.job = job;
        var scope = new MobulaSession.Scope(
                this, job, TaskId.root(process.self()), new AtomicLong(), closing, Lifetime.JOB, Long.MAX_VALUE);
        this.root = new MobulaSession(scope, Priority.NORMAL);
        payloads.engine(this);
    }

    void speaksTo(@Nullable TaskOutputs where) {
        outputs = where;
    }

    @Nullable
    TaskOutputs outputs() {
        return outputs;
    }

    LocalProcess process() {
        return process;
    }

    Payloads payloads() {
        return payloads;
    }

    OptionsCache options() {
        return options;
    }

    FailureWords words() {
        return words;
    }

    ProcessId self() {
        return process.self();
    }

    ProcessId job() {
        return job;
    }

    ClusterView view() {
        return surroundings.view().get();
    }

    Traffic traffic() {
        return surroundings.traffic().get();
    }

    /** The session that belongs to no task: the program's own in a driver. */
    MobulaSession root() {
        return root;
    }
}
