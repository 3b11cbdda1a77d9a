package io.mobula.core.message;

/** Why an actor is gone for good. */
public enum ActorEnd {
    /** By {@code kill()}. */
    KILLED(1),
    /** By {@code stop()} or {@code exit()}. */
    STOPPED(2),
    /** Nobody has a handle any more. */
    UNREACHABLE(3),
    /** The factory threw, or {@code restore} did. */
    CREATION_FAILED(4),
    /** Its node died, and it may not be restarted (again). */
    NODE_DIED(5),
    /** The process that started it died, or its job ended. */
    OWNER_ENDED(6),
    /** Its placement group was removed. */
    GROUP_REMOVED(7),
    /** It can never fit into this cluster. */
    INFEASIBLE(8),
    /** It ended so long ago that the directory has forgotten it. */
    FORGOTTEN(9);

    private final int code;

    ActorEnd(int code) {
        this.code = code;
    }

    /** Its number on the wire and in the log, for ever. */
    public int code() {
        return code;
    }
}
