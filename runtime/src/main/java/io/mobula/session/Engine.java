package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.api.Priority;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Share;
import io.mobula.core.task.TaskOptions.Lifetime;
import io.mobula.output.TaskOutputs;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import java.util.Optional;
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
    private final Share share;
    private final MobulaSession root;

    /** Null where bodies print as the process does. */
    private volatile @Nullable TaskOutputs outputs;

    /** What a session can see of the cluster. */
    record Surroundings(Supplier<ClusterView> view, Supplier<Traffic> traffic) {}

    Engine(LocalProcess process, Payloads payloads, Surroundings surroundings, Share share, Closing closing) {
        this.process = process;
        this.payloads = payloads;
        this.options = new OptionsCache(process.shapes(), ofOwner(process, share));
        this.words = new FailureWords(payloads);
        this.surroundings = surroundings;
        this.share = share;
        var scope = new MobulaSession.Scope(
                this,
                share.job(),
                TaskId.root(process.self()),
                new AtomicLong(),
                closing,
                Lifetime.JOB,
                Long.MAX_VALUE,
                Optional.empty());
        this.root = new MobulaSession(scope, Priority.NORMAL);
        payloads.engine(this);
    }

    /** On how many nodes a value can be at all: one, where the process is all there is. */
    @SuppressWarnings("ReferenceEquality") // NONE is one object
    int mostCopies() {
        return process.links() == Links.NONE ? 1 : Persisting.MOST_COPIES;
    }

    /** Nothing has to be said of a job that is the owner's own and weighs what all weigh. */
    private static Optional<Share> ofOwner(LocalProcess process, Share share) {
        return share.equals(Share.of(process.self())) ? Optional.empty() : Optional.of(share);
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
        return share.job();
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
