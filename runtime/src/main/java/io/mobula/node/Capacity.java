package io.mobula.node;

import io.mobula.config.NodeConfig;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** What a node offers to tasks. */
final class Capacity {
    private Capacity() {}

    static Demand of(NodeConfig config) {
        var amounts = new TreeMap<String, Double>(config.resources());
        amounts.put("cpu", config.cpus());
        amounts.put("memory", (double) config.memoryBytes());
        var list = new ArrayList<Demand.Amount>();
        for (Map.Entry<String, Double> amount : amounts.entrySet()) {
            list.add(new Demand.Amount(amount.getKey(), Math.round(amount.getValue() * Demand.UNIT)));
        }
        return new Demand(list);
    }
}
