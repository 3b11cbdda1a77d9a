package io.mobula.session;

import io.mobula.api.resource.Resources;
import io.mobula.core.message.Demand;
import io.mobula.core.task.Shape;
import io.mobula.core.task.Shape.Anywhere;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Demands and their numbers in this process. */
final class Shapes {
    private final ConcurrentHashMap<Demand, Shape> known = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    Shape of(Resources resources) {
        return known.computeIfAbsent(demand(resources), demand -> new Shape(numbers.incrementAndGet(), demand, Anywhere.ANYWHERE));
    }

    static Demand demand(Resources resources) {
        List<Demand.Amount> amounts = resources.amounts().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry ->
                        new Demand.Amount(entry.getKey(), Math.max(1, Math.round(entry.getValue() * Demand.UNIT))))
                .sorted(java.util.Comparator.comparing(Demand.Amount::resource))
                .toList();
        return new Demand(amounts);
    }

    static Resources resources(Demand demand) {
        Resources resources = Resources.none();
        for (Demand.Amount amount : demand.amounts()) {
            resources = resources.and(amount.resource(), amount.units() / (double) Demand.UNIT);
        }
        return resources;
    }
}
