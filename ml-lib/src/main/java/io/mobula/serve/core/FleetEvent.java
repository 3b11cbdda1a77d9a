package io.mobula.serve.core;

import io.mobula.serve.core.DeploymentState.Plan;

/** What the controller has learnt. Events about replicas and deployments that are gone change nothing. */
public sealed interface FleetEvent {
    /** A first deploy of the name, or an update. A deploy that is still going on is given up in favour of this one. */
    record DeployAsked(String deployment, Plan plan, long timeoutNanos) implements FleetEvent {}

    record RemoveAsked(String deployment) implements FleetEvent {}

    /** Its object has been made. */
    record ReplicaStarted(String replica) implements FleetEvent {}

    /** It is gone: its factory threw, its process died, or it failed its health check. */
    record ReplicaEnded(String replica, End end, String detail) implements FleetEvent {}

    /** It has answered all it had. */
    record ReplicaDrained(String replica) implements FleetEvent {}

    /** Time has passed. */
    record Ticked() implements FleetEvent {}

    enum End {
        /** The user's factory threw: another try would throw again. */
        FACTORY_FAILED,
        DIED
    }
}
