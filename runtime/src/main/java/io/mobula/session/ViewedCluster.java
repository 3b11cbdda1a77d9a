package io.mobula.session;

import io.mobula.api.Cluster;
import io.mobula.api.resource.Resources;
import io.mobula.core.control.ClusterView;
import java.util.List;
import java.util.TreeMap;

/** The cluster as this process has it. */
record ViewedCluster(ClusterView view, Traffic traffic) implements Cluster {
    @Override
    public List<Node> nodes() {
        return view.nodes().stream()
                .map(node -> new Node(
                        node.name(), node.process().toString(), node.address(), Demands.resources(node.capacity())))
                .toList();
    }

    @Override
    public Resources capacity() {
        var sum = new TreeMap<String, Double>();
        for (Node node : nodes())
            node.capacity().amounts().forEach((name, amount) -> sum.merge(name, amount, Double::sum));
        return new Resources(sum);
    }
}
