package io.mobula.cli.job;

import java.util.List;
import java.util.Optional;

/** Lists a cluster's actors. */
@FunctionalInterface
public interface ActorSource {
    /** Asks one node, which knows them all; throws a {@code RuntimeException} whose message says why there is no answer. */
    List<Actor> actors(Target target);

    /**
     * One actor; also what {@code mobula actors --json} prints.
     *
     * @param node where it lives; empty while it waits or when it is dead
     * @param restarts used up so far
     * @param job the driver that made it
     * @param cause why it is dead, or what it waits for
     */
    record Actor(
            String id,
            Optional<String> name,
            String type,
            State state,
            Optional<String> node,
            int restarts,
            String job,
            Optional<String> cause) {}

    enum State {
        WAITING,
        STARTING,
        ALIVE,
        RESTARTING,
        DEAD
    }
}
