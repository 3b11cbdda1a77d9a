package io.mobula.core.control;

import io.mobula.core.id.ProcessId;

/**
 * A node that takes nothing new, because it is to go.
 *
 * @param limitMillis how long what is there is waited for, from when the node hears of it
 */
public record Draining(ProcessId node, Aim aim, long limitMillis) {
    public enum Aim {
        /** It leaves the cluster, at the latest when the time is up. */
        LEAVE,
        /** It leaves and comes back as its next life; when the time is up before it could, it stays. */
        RESTART
    }
}
