package io.mobula.core.directory;

import io.mobula.core.message.Demand;
import java.util.List;
import java.util.Optional;

/** Whether the cluster as it is could ever meet a demand, were it empty; and why not, in words. */
final class Feasibility {
    private Feasibility() {}

    static Optional<String> obstacle(Demand demand, Scene scene) {
        for (Scene.Site site : scene.nodes()) if (demand.fitsIn(site.capacity())) return Optional.empty();
        return Optional.of("no node is large enough for " + words(demand) + ": " + largest(scene));
    }

    static Optional<String> obstacle(GroupSpec group, Scene scene) {
        List<Demand> bundles = group.bundles();
        if (group.strategy() == GroupSpec.Strategy.STRICT_PACK)
            return obstacle(Amounts.sum(bundles), scene)
                    .map(why -> "all bundles have to be on one node (STRICT_PACK), and " + why);
        for (Demand bundle : bundles) {
            Optional<String> why = obstacle(bundle, scene);
            if (why.isPresent()) return why;
        }
        int nodes = scene.nodes().size();
        if (group.strategy() == GroupSpec.Strategy.STRICT_SPREAD && bundles.size() > nodes)
            return Optional.of("each of " + bundles.size() + " bundles needs a node of its own (STRICT_SPREAD), and the cluster has "
                    + nodes);
        Demand all = Amounts.sum(bundles);
        Demand cluster = Demand.NONE;
        for (Scene.Site site : scene.nodes()) cluster = Amounts.sum(cluster, Labels.without(site.capacity()));
        return Labels.without(all).fitsIn(cluster)
                ? Optional.empty()
                : Optional.of("all bundles together take " + words(all) + ", and the whole cluster has " + cluster);
    }

    /** The node that comes nearest, in words. */
    private static String largest(Scene scene) {
        Scene.Site largest = null;
        for (Scene.Site site : scene.nodes()) {
            if (largest == null || site.capacity().units("cpu") > largest.capacity().units("cpu")) largest = site;
        }
        if (largest == null) return "the cluster has no node";
        return "the largest is " + largest.name() + " with " + Labels.without(largest.capacity());
    }

    private static String words(Demand demand) {
        Demand amounts = Labels.without(demand);
        String labels = String.join(
                ", ",
                demand.amounts().stream()
                        .map(Demand.Amount::resource)
                        .filter(Labels::isLabel)
                        .toList());
        if (labels.isEmpty()) return amounts.toString();
        return amounts.amounts().isEmpty() ? labels : amounts + " with " + labels;
    }
}
