package io.mobula.core.directory;

import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.Comparator;
import org.pcollections.TreePMap;

/**
 * What actors and bundles take of each node, and actors of each bundle. Tasks are not in it: a node lets what is placed there go before them.
 */
public record Ledger(TreePMap<ProcessId, Taken> nodes, TreePMap<BundleId, Taken> bundles) {
    private static final Taken NOTHING = new Taken(Demand.NONE, 0);

    public static final Ledger EMPTY = new Ledger(
            TreePMap.empty(),
            TreePMap.empty(Comparator.comparing(BundleId::group).thenComparingInt(BundleId::index)));

    /** @param count of the actors and bundles that take it together; some take nothing */
    public record Taken(Demand demand, int count) {
        Taken plus(Demand more) {
            return new Taken(Amounts.sum(demand, more), count + 1);
        }

        Taken minus(Demand less) {
            return new Taken(Amounts.minus(demand, less), count - 1);
        }
    }

    public Taken at(ProcessId node) {
        return nodes.getOrDefault(node, NOTHING);
    }

    public Taken in(BundleId bundle) {
        return bundles.getOrDefault(bundle, NOTHING);
    }

    Ledger taking(ProcessId node, Demand demand) {
        return new Ledger(nodes.plus(node, at(node).plus(demand)), bundles);
    }

    Ledger givingBack(ProcessId node, Demand demand) {
        Taken rest = at(node).minus(demand);
        return new Ledger(rest.count() == 0 ? nodes.minus(node) : nodes.plus(node, rest), bundles);
    }

    /** An actor counts at its node as well, so that the least loaded one can be told; it takes nothing there that its bundle has not taken already. */
    Ledger taking(ActorSpec spec, ProcessId at) {
        if (spec.bundle().isEmpty()) return taking(at, spec.demand());
        BundleId bundle = spec.bundle().get();
        return new Ledger(
                nodes.plus(at, at(at).plus(Demand.NONE)), bundles.plus(bundle, in(bundle).plus(spec.demand())));
    }

    Ledger givingBack(ActorSpec spec, ProcessId at) {
        if (spec.bundle().isEmpty()) return givingBack(at, spec.demand());
        BundleId bundle = spec.bundle().get();
        Taken rest = in(bundle).minus(spec.demand());
        return new Ledger(nodes, rest.count() == 0 ? bundles.minus(bundle) : bundles.plus(bundle, rest))
                .givingBack(at, Demand.NONE);
    }
}
