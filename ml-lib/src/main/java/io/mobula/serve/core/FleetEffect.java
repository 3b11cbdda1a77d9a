package io.mobula.serve.core;

/** What the controller's shell is to do. */
public sealed interface FleetEffect {
    record StartReplica(String replica, String deployment, long version) implements FleetEffect {}

    /** To take no more requests, and to say when it has answered those it has. */
    record DrainReplica(String replica) implements FleetEffect {}

    /** To end now. */
    record KillReplica(String replica) implements FleetEffect {}

    /** The set of ready replicas, or of deployments, is another. */
    record Publish() implements FleetEffect {}

    /** The deploy of this version is over. */
    record Settle(String deployment, long version, Settlement settlement) implements FleetEffect {}

    /** No replica of this version is there or will be. */
    record RetireVersion(String deployment, long version) implements FleetEffect {}

    /** The deployment is gone with its last replica. */
    record Forget(String deployment) implements FleetEffect {}

    sealed interface Settlement {
        record Serves() implements Settlement {}

        /** What served before still does. */
        record Failed(Reason reason, String detail) implements Settlement {}
    }

    enum Reason {
        FACTORY_FAILED,
        NOT_READY_IN_TIME,
        /** Another deploy of the name came before this one was settled. */
        SUPERSEDED,
        REMOVED
    }
}
