package io.mobula.node;

import io.mobula.config.NodeConfig;
import io.mobula.core.directory.Labels;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What a node offers to tasks and actors: resources, and its labels as resources that never run out. */
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
        var labels = new TreeMap<>(config.labels());
        labels.put(Selector.NODE, config.name()); // whatever the configuration says
        labels.forEach((key, value) -> list.add(new Demand.Amount(Labels.resource(key, value), Labels.PLENTY)));
        list.sort(Comparator.comparing(Demand.Amount::resource));
        return new Demand(list);
    }
}
