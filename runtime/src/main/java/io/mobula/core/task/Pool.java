package io.mobula.core.task;

import io.mobula.core.message.Demand;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Resources of the node, or of one bundle, and who waits for them: tenants first, then shapes, which take turns. */
final class Pool {
    final Demand capacity;
    final Slots slots;
    /** First come, first served. */
    private final ArrayDeque<Tenant> tenants = new ArrayDeque<>();

    final ArrayDeque<SlotShape> turns = new ArrayDeque<>();

    Pool(Demand capacity) {
        this.capacity = capacity;
        this.slots = new Slots(capacity);
    }

    void await(Tenant tenant) {
        tenants.add(tenant);
    }

    boolean leave(Tenant tenant) {
        return tenants.remove(tenant);
    }

    /** The next tenant that fits; its claim has been taken. */
    @Nullable
    Tenant admit() {
        Tenant next = tenants.peek();
        if (next == null || !slots.fits(next.claim())) return null;
        slots.hold(next.claim());
        return tenants.remove();
    }

    /** Whether such a task may start now: a tenant that waits for the same resource would starve behind tasks that come and go. */
    boolean hasRoom(Slots.Claim claim) {
        if (!slots.fits(claim)) return false;
        Tenant next = tenants.peek();
        return next == null || !slots.competes(claim, next.claim());
    }

    boolean isIdle() {
        return tenants.isEmpty() && slots.isAllFree();
    }

    @Override
    public String toString() {
        return "tenants waiting " + tenants + ", shapes waiting " + turns.size() + ", all free: " + slots.isAllFree();
    }
}
