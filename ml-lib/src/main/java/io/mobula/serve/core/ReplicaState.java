package io.mobula.serve.core;

/**
 * One replica as the controller sees it; one that is dead is in no list.
 *
 * @param id unique for the life of the controller
 * @param version of its deployment
 * @param sinceNanos when the phase began
 */
public record ReplicaState(String id, long version, Phase phase, long sinceNanos) {
    public enum Phase {
        /** Its object is being made. */
        STARTING,
        /** Takes requests. */
        READY,
        /** Takes no more, and ends when what it has is answered. */
        DRAINING
    }

    ReplicaState in(Phase next, long nowNanos) {
        return new ReplicaState(id, version, next, nowNanos);
    }

    boolean is(Phase asked) {
        return phase == asked;
    }
}
