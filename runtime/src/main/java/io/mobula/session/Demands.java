package io.mobula.session;

import io.mobula.api.resource.Resources;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.TreeMap;

/** Resources as the core counts them, and back. */
final class Demands {
    /** Of the resource that a labelled node has practically without end. */
    private static final long LABEL_UNITS = 1;

    private static final String LABEL = "label:";

    private Demands() {}

    static Demand of(Resources resources) {
        return of(resources, List.of());
    }

    /** @param labels {@code key=value} */
    static Demand of(Resources resources, List<String> labels) {
        var amounts = new TreeMap<String, Long>();
        resources.amounts().forEach((name, amount) -> {
            if (amount > 0) amounts.put(name, Math.max(1, Math.round(amount * Demand.UNIT)));
        });
        for (String label : labels) amounts.put(LABEL + label, LABEL_UNITS);
        return new Demand(amounts.entrySet().stream()
                .map(amount -> new Demand.Amount(amount.getKey(), amount.getValue()))
                .toList());
    }

    static Resources resources(Demand demand) {
        Resources resources = Resources.none();
        for (Demand.Amount amount : demand.amounts()) {
            resources = resources.and(amount.resource(), amount.units() / (double) Demand.UNIT);
        }
        return resources;
    }
}
