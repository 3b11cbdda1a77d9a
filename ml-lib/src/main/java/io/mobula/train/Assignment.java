package io.mobula.train;

import io.mobula.api.ActorHandle;
import io.mobula.api.ObjectRef;
import io.mobula.train.checkpoint.CheckpointFormat;
import io.mobula.train.checkpoint.Checkpoints;
import io.mobula.train.collective.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a worker is told when the group is complete.
 *
 * @param run the run's name
 * @param rank the worker's
 * @param group where all ranks listen, by rank; an endpoint's name is its node's
 * @param from what the loop goes on from
 * @param format of checkpoints
 * @param scope whose checkpoints are kept
 * @param limits how long to wait for others
 * @param mailbox where reports go
 */
record Assignment(
        String run,
        int rank,
        List<Endpoint> group,
        From from,
        CheckpointFormat format,
        Checkpoints.Scope scope,
        Limits limits,
        ActorHandle<Mailbox> mailbox) {
    /**
     * @param step 0 for the beginning
     * @param value the rank's encoded checkpoint
     */
    record From(long step, Optional<ObjectRef<byte[]>> value) {}

    /**
     * @param join for the group to connect
     * @param hang of a collective call, without a byte moving
     */
    record Limits(Duration join, Duration hang) {}

    String node() {
        return group.get(rank).name();
    }

    /** How many ranks of the same node come before it. */
    int localRank() {
        return (int) group.subList(0, rank).stream()
                .filter(other -> other.name().equals(node()))
                .count();
    }

    String name() {
        return "rank " + rank + " (" + node() + ")";
    }
}
