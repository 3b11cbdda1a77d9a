package io.mobula.core.task;

import java.util.List;

/**
 * Tasks and calls hosted at one moment whose bodies have not ended.
 *
 * @param seen as many as were asked for
 * @param total how many there are
 */
public record HostCensus(List<Seen> seen, int total) {
    public enum Phase {
        FETCHING,
        WAITING,
        RUNNING
    }

    public record Seen(HostedTask task, Phase phase) {}

    public HostCensus {
        seen = List.copyOf(seen);
    }
}
