package io.mobula.cli;

import io.mobula.cli.job.Target;

/** Asks a cluster how it is. */
@FunctionalInterface
public interface StatusSource {
    /**
     * One round trip to the node at the target's address; throws a {@code RuntimeException} whose message says why there is no answer.
     */
    ClusterStatus status(Target target);
}
