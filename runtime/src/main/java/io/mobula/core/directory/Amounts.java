package io.mobula.core.directory;

import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reckoning with demands. */
public final class Amounts {
    private Amounts() {}

    public static Demand sum(Demand a, Demand b) {
        if (a.amounts().isEmpty()) return b;
        if (b.amounts().isEmpty()) return a;
        var units = new TreeMap<String, Long>();
        for (Demand.Amount amount : a.amounts()) units.put(amount.resource(), amount.units());
        for (Demand.Amount amount : b.amounts()) units.merge(amount.resource(), amount.units(), Math::addExact);
        return of(units);
    }

    static Demand sum(List<Demand> all) {
        Demand sum = Demand.NONE;
        for (Demand one : all) sum = sum(sum, one);
        return sum;
    }

    /** What is left; a resource of which more is taken than there is has nothing left. */
    public static Demand left(Demand capacity, Demand taken) {
        if (taken.amounts().isEmpty()) return capacity;
        var units = new TreeMap<String, Long>();
        for (Demand.Amount amount : capacity.amounts())
            units.put(amount.resource(), Math.max(0, amount.units() - taken.units(amount.resource())));
        return of(units);
    }

    /** Back what was {@link #sum}med. */
    public static Demand minus(Demand sum, Demand part) {
        if (part.amounts().isEmpty()) return sum;
        var units = new TreeMap<String, Long>();
        for (Demand.Amount amount : sum.amounts()) units.put(amount.resource(), amount.units());
        for (Demand.Amount amount : part.amounts()) {
            long rest = units.getOrDefault(amount.resource(), 0L) - amount.units();
            if (rest < 0) throw new IllegalStateException(part + " was never part of " + sum);
            if (rest == 0) units.remove(amount.resource());
            else units.put(amount.resource(), rest);
        }
        return of(units);
    }

    private static Demand of(SortedMap<String, Long> units) {
        var amounts = new ArrayList<Demand.Amount>(units.size());
        units.forEach((resource, amount) -> amounts.add(new Demand.Amount(resource, amount)));
        return new Demand(amounts);
    }

    /** The share of the capacity that stays free once the demand is met, over the resources that are demanded: the smaller, the tighter it fits. */
    static double slack(Demand free, Demand demand) {
        double slack = 0;
        for (Demand.Amount amount : demand.amounts()) {
            long have = free.units(amount.resource());
            if (have > 0) slack += (have - amount.units()) / (double) have;
        }
        return slack;
    }
}
