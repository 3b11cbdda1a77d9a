package io.mobula.core.task;

import io.mobula.core.message.Demand;
import java.util.TreeMap;

/** What a node has of each resource and what of it is taken (RES-1). */
final class Slots {
    private static final String CPU = "cpu";

    private final Demand capacity;
    private final TreeMap<String, Long> free = new TreeMap<>();

    Slots(Demand capacity) {
        this.capacity = capacity;
        for (Demand.Amount amount : capacity.amounts()) free.put(amount.resource(), amount.units());
    }

    boolean fits(Demand demand) {
        for (Demand.Amount amount : demand.amounts()) {
            if (amount.units() > free.getOrDefault(amount.resource(), 0L)) return false;
        }
        return true;
    }

    /** May go below zero: a task that resumes does not wait for its CPU. */
    void take(Demand demand) {
        for (Demand.Amount amount : demand.amounts()) free.merge(amount.resource(), -amount.units(), Long::sum);
    }

    void give(Demand demand) {
        for (Demand.Amount amount : demand.amounts()) free.merge(amount.resource(), amount.units(), Long::sum);
    }

    void lendCpu(Demand demand) {
        free.merge(CPU, demand.units(CPU), Long::sum);
    }

    void resumeCpu(Demand demand) {
        free.merge(CPU, -demand.units(CPU), Long::sum);
    }

    boolean isAllFree() {
        return capacity.amounts().stream().allMatch(amount -> free.get(amount.resource()) == amount.units());
    }

    long freeUnits(String resource) {
        return free.getOrDefault(resource, 0L);
    }
}
