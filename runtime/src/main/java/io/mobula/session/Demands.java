package io.mobula.session;

import io.mobula.api.resource.Resources;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import java.util.TreeMap;

/** Resources as the core counts them, and back. */
final class Demands {
    /** Of what a node has practically without end. */
    private static final long ONE = 1;

    private Demands() {}

    static Demand of(Resources resources) {
        return of(resources, Selector.ANY, Selector.ANY);
    }

    static Demand of(Resources resources, Selector selector, Selector wishes) {
        var amounts = new TreeMap<String, Long>();
        resources.amounts().forEach((name, amount) -> {
            if (amount > 0) amounts.put(name, Math.max(1, Math.round(amount * Demand.UNIT)));
        });
        for (Selector.Term term : selector.terms()) amounts.put(term.resource(), ONE);
        for (Selector.Term term : wishes.terms()) amounts.put(term.wish(), ONE);
        return new Demand(amounts.entrySet().stream()
                .map(amount -> new Demand.Amount(amount.getKey(), amount.getValue()))
                .toList());
    }

    /** Without labels and what is asked of them. */
    static Resources resources(Demand demand) {
        Resources resources = Resources.none();
        for (Demand.Amount amount : demand.resources().amounts()) {
            resources = resources.and(amount.resource(), amount.units() / (double) Demand.UNIT);
        }
        return resources;
    }
}
