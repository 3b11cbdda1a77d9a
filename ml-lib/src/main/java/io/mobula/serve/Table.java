package io.mobula.serve;

import io.mobula.api.ActorHandle;
import java.util.List;
import java.util.Optional;

/**
 * What routers go by: who may be sent requests.
 *
 * @param version larger in every later table
 */
record Table(long version, List<Entry> deployments) {
    /**
     * A deployment that has served.
     *
     * @param facts of the version that serves; during an update some of its replicas are already of the next
     * @param ready takes requests
     */
    record Entry(Facts facts, List<Ready> ready) {
        Entry {
            ready = List.copyOf(ready);
        }
    }

    record Ready(String id, ActorHandle<Replica> handle) {}

    Table {
        deployments = List.copyOf(deployments);
    }

    Optional<Entry> deployment(String name) {
        return deployments.stream().filter(d -> d.facts().name().equals(name)).findFirst();
    }
}
