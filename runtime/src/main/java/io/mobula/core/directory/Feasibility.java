package io.mobula.core.directory;

import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the cluster as it is could ever meet a demand, were it empty; and why not, in words. */
public final class Feasibility {
    private static final String NODE_LABEL = Selector.label(Selector.NODE, "");

    private Feasibility() {}

    static Optional<String> obstacle(Demand demand, List<Scene.Site> sites) {
        for (Scene.Site site : sites) if (demand.fitsIn(site.capacity())) return Optional.empty();
        return Optional.of("no node can ever give " + demand + "; " + nearest(demand, sites));
    }

    static Optional<String> obstacle(GroupSpec group, List<Scene.Site> sites) {
        List<Demand> bundles = group.bundles();
        if (group.strategy() == GroupSpec.Strategy.STRICT_PACK)
            return obstacle(Amounts.sum(bundles), sites)
                    .map(why -> "all bundles have to be on one node (STRICT_PACK), and " + why);
        for (Demand bundle : bundles) {
            Optional<String> why = obstacle(bundle, sites);
            if (why.isPresent()) return why;
        }
        int nodes = sites.size();
        if (group.strategy() == GroupSpec.Strategy.STRICT_SPREAD && bundles.size() > nodes)
            return Optional.of("each of " + bundles.size()
                    + " bundles needs a node of its own (STRICT_SPREAD), and the cluster has " + nodes);
        Demand all = Amounts.sum(bundles).resources();
        Demand cluster = Demand.NONE;
        for (Scene.Site site : sites)
            cluster = Amounts.sum(cluster, site.capacity().resources());
        return all.fitsIn(cluster)
                ? Optional.empty()
                : Optional.of("all bundles together take " + all + ", and the whole cluster has " + cluster);
    }

    /** {@code the nearest is node-2 with 2 cpu, which lacks 2 cpu}: the node that lacks the least. */
    public static String nearest(Demand demand, List<Scene.Site> sites) {
        Scene.Site nearest = null;
        double least = Double.MAX_VALUE;
        for (Scene.Site site : sites) {
            double lack = lack(demand, site.capacity());
            if (nearest != null && lack >= least) continue;
            nearest = site;
            least = lack;
        }
        if (nearest == null) return "the cluster has no node";
        return absentNode(demand, sites)
                        .map(name -> "no node is named " + name + ", it has left or never came; ")
                        .orElse("")
                + "the nearest is " + nearest.name() + " with "
                + nearest.capacity().resources() + ", " + lacks(demand, nearest.capacity());
    }

    /** A node that is asked for by name, and is not there. */
    private static Optional<String> absentNode(Demand demand, List<Scene.Site> sites) {
        for (Demand.Amount amount : demand.amounts()) {
            if (!amount.resource().startsWith(NODE_LABEL)) continue;
            if (sites.stream().noneMatch(site -> site.capacity().units(amount.resource()) > 0))
                return Optional.of(amount.resource().substring(NODE_LABEL.length()));
        }
        return Optional.empty();
    }

    /** How much is missing: a term that does not hold counts as the whole of a resource. */
    private static double lack(Demand demand, Demand capacity) {
        double lack = 0;
        for (Demand.Amount amount : demand.amounts()) {
            long missing = amount.units() - capacity.units(amount.resource());
            if (missing > 0) lack += missing / (double) amount.units();
        }
        return lack;
    }

    /** In words; every node lacks something of a demand that fits nowhere. */
    public static String lacks(Demand demand, Demand capacity) {
        var missing = new ArrayList<Demand.Amount>();
        var untrue = new ArrayList<String>();
        for (Demand.Amount amount : demand.amounts()) {
            long units = amount.units() - capacity.units(amount.resource());
            if (units <= 0) continue;
            if (Selector.isOne(amount.resource())) untrue.add(Selector.text(amount.resource()));
            else missing.add(new Demand.Amount(amount.resource(), units));
        }
        String text = missing.isEmpty() ? "" : "which lacks " + new Demand(missing);
        if (untrue.isEmpty()) return text.isEmpty() ? "which lacks nothing" : text;
        return (text.isEmpty() ? "of which " : text + " and of which ")
                + String.join(", ", untrue)
                + (untrue.size() == 1 ? " is not true" : " are not true");
    }
}
