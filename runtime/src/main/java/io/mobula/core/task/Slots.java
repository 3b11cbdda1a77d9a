package io.mobula.core.task;

import io.mobula.core.message.Demand;
import java.util.Arrays;

/** What a node has of each resource and what of it is taken (RES-1). Resources are numbered as the capacity lists them: what happens for each task is arithmetic on two arrays. */
final class Slots {
    /** A demand in the numbers of one node's resources. */
    static final class Claim {
        /** Which, by number. */
        private final int[] resources;
        /** How much of each. */
        private final long[] units;
        /** False if the node has nothing at all of something demanded. */
        private final boolean feasible;
        /** Where the CPU stands in {@code resources}, -1 if none is demanded. */
        private final int cpu;

        private Claim(int[] resources, long[] units, boolean feasible, int cpu) {
            this.resources = resources;
            this.units = units;
            this.feasible = feasible;
            this.cpu = cpu;
        }
    }

    private static final String CPU = "cpu";

    private final Demand capacity;
    private final long[] free;
    /** Taken for long, by actors and bundles. */
    private final long[] held;

    Slots(Demand capacity) {
        this.capacity = capacity;
        this.free = capacity.amounts().stream().mapToLong(Demand.Amount::units).toArray();
        this.held = new long[free.length];
    }

    /** Made once for each shape. */
    Claim claim(Demand demand) {
        int[] resources = new int[demand.amounts().size()];
        long[] units = new long[resources.length];
        int count = 0;
        int cpu = -1;
        boolean feasible = true;
        for (Demand.Amount amount : demand.amounts()) {
            int number = number(amount.resource());
            if (number < 0) {
                feasible &= amount.units() <= capacity.units(amount.resource()); // what is asked of labels
                continue;
            }
            if (amount.resource().equals(CPU)) cpu = count;
            resources[count] = number;
            units[count++] = amount.units();
        }
        return new Claim(Arrays.copyOf(resources, count), Arrays.copyOf(units, count), feasible, cpu);
    }

    private int number(String resource) {
        for (int i = 0; i < free.length; i++)
            if (capacity.amounts().get(i).resource().equals(resource)) return i;
        return -1;
    }

    boolean fits(Claim claim) {
        for (int i = 0; i < claim.units.length; i++) if (claim.units[i] > free[claim.resources[i]]) return false;
        return claim.feasible;
    }

    /** As {@link #take}, for as long as a tenant stays. */
    void hold(Claim claim) {
        take(claim);
        for (int i = 0; i < claim.units.length; i++) held[claim.resources[i]] += claim.units[i];
    }

    void letGo(Claim claim) {
        give(claim);
        for (int i = 0; i < claim.units.length; i++) held[claim.resources[i]] -= claim.units[i];
    }

    /** Whether there will be room for it while the tenants stay. */
    boolean fitsBesideTenants(Claim claim) {
        for (int i = 0; i < claim.units.length; i++) {
            int resource = claim.resources[i];
            if (claim.units[i] > capacity.amounts().get(resource).units() - held[resource]) return false;
        }
        return claim.feasible;
    }

    /** Whether {@code claim} takes of something that {@code waiting} has too little of. */
    boolean competes(Claim claim, Claim waiting) {
        for (int i = 0; i < waiting.units.length; i++) {
            int resource = waiting.resources[i];
            if (waiting.units[i] <= free[resource]) continue;
            for (int j = 0; j < claim.units.length; j++)
                if (claim.resources[j] == resource && claim.units[j] > 0) return true;
        }
        return false;
    }

    /** May go below zero: a task that resumes does not wait for its CPU. */
    void take(Claim claim) {
        for (int i = 0; i < claim.units.length; i++) free[claim.resources[i]] -= claim.units[i];
    }

    void give(Claim claim) {
        for (int i = 0; i < claim.units.length; i++) free[claim.resources[i]] += claim.units[i];
    }

    void lendCpu(Claim claim) {
        if (claim.cpu >= 0) free[claim.resources[claim.cpu]] += claim.units[claim.cpu];
    }

    void resumeCpu(Claim claim) {
        if (claim.cpu >= 0) free[claim.resources[claim.cpu]] -= claim.units[claim.cpu];
    }

    /** CPU that a tenant has and does not need at the moment; negative when it is wanted back. */
    void lendTenantsCpu(long units) {
        int cpu = number(CPU);
        if (cpu < 0) return;
        free[cpu] += units;
        held[cpu] -= units;
    }

    long cpuUnits(Claim claim) {
        return claim.cpu < 0 ? 0 : claim.units[claim.cpu];
    }

    /** Whether what a blocked lender gives is room enough for the taker. */
    boolean coversCpu(Claim lender, Claim taker) {
        for (int i = 0; i < taker.units.length; i++) {
            long given = i == taker.cpu ? cpuUnits(lender) : 0;
            if (taker.units[i] > Math.max(0, free[taker.resources[i]]) + given) return false;
        }
        return taker.feasible;
    }

    boolean isAllFree() {
        for (int i = 0; i < free.length; i++)
            if (free[i] != capacity.amounts().get(i).units()) return false;
        return true;
    }

    /** Of CPUs more may be taken than there are, by those who had lent theirs. */
    boolean isOverdrawn() {
        int cpu = number(CPU);
        for (int i = 0; i < free.length; i++) if (i != cpu && free[i] < 0) return true;
        return false;
    }

    long freeUnits(String resource) {
        int number = number(resource);
        return number < 0 ? 0 : free[number];
    }
}
