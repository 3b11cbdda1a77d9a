package io.mobula.cli;

import io.mobula.cli.job.Target;

/** Asks a cluster what its object stores hold. */
@FunctionalInterface
public interface MemorySource {
    /**
     * Asks every node; throws a {@code RuntimeException} whose message says why there is no answer from the first.
     *
     * @param top how many of its largest objects each node names
     */
    ClusterMemory memory(Target target, int top);
}
