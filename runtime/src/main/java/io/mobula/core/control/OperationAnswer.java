package io.mobula.core.control;

import java.util.List;

/** What comes of an {@link Operation}. */
public sealed interface OperationAnswer {
    /**
     * It is done, and this is how control is now.
     *
     * @param leader its node's name
     */
    record Reported(String leader, long term, List<Keeper> keepers) implements OperationAnswer {
        public Reported {
            keepers = List.copyOf(keepers);
        }
    }

    /**
     * A keeper of the log.
     *
     * @param node its name; its address if the cluster has no such node now
     * @param applied the last entry that it is known to have
     * @param silentMillis since it answered the leader last
     */
    record Keeper(String node, String contact, String id, boolean leads, long applied, long silentMillis) {}

    /** It is not done, and why, with the remedy. */
    record Refused(String text) implements OperationAnswer {}
}
