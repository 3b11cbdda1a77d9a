package io.mobula.tune;

import io.mobula.api.Cluster;
import io.mobula.api.resource.Resources;
import java.util.OptionalInt;

/**
 * How many trials may compute at once: what was asked for, else what the nodes have room for.
 *
 * <p>Cost: no message is sent.
 */
record Places(Cluster cluster, Resources each, OptionalInt asked) {
    /** 1 or more: where there is no room, the runtime says so when the first trial is submitted. */
    int now() {
        if (asked.isPresent()) return asked.getAsInt();
        long room = 0;
        for (Cluster.Node node : cluster.nodes()) room += room(node.capacity());
        return Math.clamp(room, 1, Tuner.MOST_TRIALS);
    }

    private long room(Resources capacity) {
        return each.amounts().entrySet().stream()
                .filter(need -> need.getValue() > 0)
                .mapToLong(need -> (long) Math.min(Tuner.MOST_TRIALS, capacity.amount(need.getKey()) / need.getValue()))
                .min()
                .orElse(Tuner.MOST_TRIALS);
    }
}
