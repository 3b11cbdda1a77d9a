package io.mobula.boot;

import io.mobula.api.Mobula;
import io.mobula.attach.Listening;
import io.mobula.core.message.Share;
import io.mobula.driver.ClusterDriver;
import io.mobula.driver.ConnectTarget;
import io.mobula.node.HostIdentity;
import io.mobula.session.NodeSessions;

/** A session with a cluster. */
final class ClusterBoot {
    private ClusterBoot() {}

    static Mobula connect(ConnectTarget target, double weight, Listening.Wish output) {
        return ClusterDriver.connect(
                target,
                new ClusterDriver.Settings(
                        Defaults.CONNECT_TIMEOUT,
                        Math.toIntExact(Math.round(weight * Share.EQUAL)),
                        Defaults.SHARDS,
                        Defaults.INFEASIBLE_GRACE,
                        Defaults.LINEAGE_BYTES,
                        Defaults.storeCapacity(),
                        new NodeSessions.Limits(Defaults.BACKLOG_BYTES, Defaults.INLINE_LIMIT_BYTES),
                        HostIdentity.here(),
                        output));
    }
}
