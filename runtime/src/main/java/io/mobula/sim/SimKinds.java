package io.mobula.sim;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import io.mobula.core.message.Share;
import io.mobula.core.task.Shape.Anywhere;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What nodes have and are, and what tasks ask of them. */
final class SimKinds {
    private static final List<String> SELECTORS = List.of(
            "zone=a",
            "zone!=a",
            "zone in (a,c)",
            "ssd",
            "!ssd",
            "node=node-2",
            "zone=b,!ssd",
            "node in (node-1,node-3)");

    /** Weights of the drivers. */
    private static final int[] WEIGHTS = {Share.EQUAL, 3 * Share.EQUAL};

    /** What a task asks for, and how such tasks are laid over the nodes. */
    record Kind(Demand demand, Anywhere laid) {}

    private SimKinds() {}

    /** Two CPUs, one GPU; a zone, a name, and on the third node a disk. Drivers have nothing. */
    static Demand capacity(ProcessId process) {
        if (!process.isNode()) return Demand.NONE;
        var amounts = new TreeMap<String, Long>();
        amounts.put("cpu", 2 * Demand.UNIT);
        amounts.put("gpu", Demand.UNIT);
        amounts.put(Selector.label(Selector.NODE, "node-" + process.number()), Selector.PLENTY);
        amounts.put(Selector.label("zone", process.number() % 2 == 1 ? "a" : "b"), Selector.PLENTY);
        if (process.number() == 3) amounts.put(Selector.label("ssd", "yes"), Selector.PLENTY);
        return demand(amounts);
    }

    static Kind any(SplittableRandom random) {
        var amounts = new TreeMap<String, Long>();
        amounts.put("cpu", random.nextInt(4) == 0 ? 2 * Demand.UNIT : Demand.UNIT / random.nextInt(1, 3));
        if (random.nextInt(3) == 0) amounts.put("gpu", Demand.UNIT / random.nextInt(1, 4));
        if (random.nextInt(2) == 0)
            for (Selector.Term term : selector(random).terms()) amounts.put(term.resource(), 1L);
        if (random.nextInt(3) == 0) for (Selector.Term term : selector(random).terms()) amounts.put(term.wish(), 1L);
        return new Kind(demand(amounts), random.nextInt(3) == 0 ? Anywhere.SPREAD : Anywhere.ANYWHERE);
    }

    private static Selector selector(SplittableRandom random) {
        return Selector.parse(SELECTORS.get(random.nextInt(SELECTORS.size())));
    }

    static Optional<Share> share(ProcessId owner) {
        return owner.isNode()
                ? Optional.empty()
                : Optional.of(new Share(owner, WEIGHTS[owner.number() % WEIGHTS.length]));
    }

    private static Demand demand(Map<String, Long> amounts) {
        return new Demand(amounts.entrySet().stream()
                .map(amount -> new Demand.Amount(amount.getKey(), amount.getValue()))
                .toList());
    }
}
