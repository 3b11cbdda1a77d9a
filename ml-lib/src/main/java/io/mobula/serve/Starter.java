package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;

/** Has one version's code, and makes its replicas. An actor of its own because a controller's code is that of whoever served first. */
final class Starter {
    /** The group of calls that are answered beside requests. */
    static final String CONTROL = "control";

    private static final int CONTROL_CALLS = 4;

    private final Mobula mobula;
    private final Blueprints blueprints;

    Starter(Mobula mobula, Blueprints blueprints) {
        this.mobula = mobula;
        this.blueprints = blueprints;
    }

    ActorHandle<Replica> start(String id) {
        Mobula session = mobula;
        Blueprints made = blueprints;
        return mobula.withNamespace(Serve.NAMESPACE)
                .actor()
                .name("replica " + id)
                .resources(made.each())
                .maxConcurrency(made.maxOngoing())
                .concurrencyGroup(CONTROL, CONTROL_CALLS)
                .detached()
                .start(() -> new Replica(session, id, made));
    }
}
