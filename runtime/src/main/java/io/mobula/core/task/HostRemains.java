package io.mobula.core.task;

import io.mobula.core.id.ActorId;
import java.util.List;

/**
 * What would be lost with a host at one moment.
 *
 * @param open tasks and calls that run, wait, or whose results are not acknowledged
 * @param actors that live there
 */
public record HostRemains(int open, List<ActorId> actors) {
    public HostRemains {
        actors = List.copyOf(actors);
    }

    public boolean isNothing() {
        return open == 0 && actors.isEmpty();
    }
}
