package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.Optional;

/**
 * What an actor is for all its lives.
 *
 * @param job whose code it is; with the job it ends, unless detached
 * @param owner the process that started it; with it it ends, unless detached
 * @param handle the ref that stands for all handles together: when it is freed nobody can call the actor any more; none of a detached one
 * @param name unique among the living of the namespace; empty for none
 * @param type class of the object its handle was typed with
 * @param demand taken for as long as it lives
 * @param bundle out of which it takes its demand
 * @param lanes its concurrency groups, the default one first under the empty name
 */
public record ActorSpec(
        ActorId id,
        ProcessId job,
        ProcessId owner,
        Optional<RefKey> handle,
        String namespace,
        String name,
        String type,
        Demand demand,
        Optional<BundleId> bundle,
        List<Lane> lanes,
        Policy policy) {

    /** A concurrency group: so many calls at once. */
    public record Lane(String name, int limit) {
        public Lane {
            if (limit < 1) throw new IllegalArgumentException("a lane for " + limit + " calls");
        }
    }

    /**
     * @param maxRestarts -1 for always
     * @param maxTaskRetries of calls that may have run
     * @param maxPendingCalls of one process; {@link Integer#MAX_VALUE} without a limit
     * @param snapshotNanos how much of a restorable actor's work a restart may lose; 0 for none
     */
    public record Policy(
            int maxRestarts, int maxTaskRetries, int maxPendingCalls, boolean detached, long snapshotNanos) {}

    public ActorSpec {
        lanes = List.copyOf(lanes);
        if (lanes.isEmpty() || !lanes.getFirst().name().isEmpty())
            throw new IllegalArgumentException("the first lane is the default one: " + lanes);
    }

    public boolean detached() {
        return policy.detached();
    }
}
