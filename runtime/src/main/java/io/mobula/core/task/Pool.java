package io.mobula.core.task;

import io.mobula.core.message.Demand;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Resources of the node, or of one bundle, and who waits for them: tenants first, then tasks, whose jobs take turns. */
final class Pool {
    final Demand capacity;
    final Slots slots;
    /** First come, first served. */
    private final ArrayDeque<Tenant> tenants = new ArrayDeque<>();

    final FairTurns turns = new FairTurns();

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

    /** Whether a task of the shape may start now: a tenant that waits for the same resource would starve behind tasks that come and go, and so would a large task. */
    @SuppressWarnings("ReferenceEquality") // the very shape
    boolean hasRoom(SlotShape shape) {
        if (!slots.fits(shape.claim)) return false;
        Tenant next = tenants.peek();
        if (next != null && slots.competes(shape.claim, next.claim())) return false;
        SlotShape reserved = turns.reserved();
        boolean free = reserved == null || reserved == shape || !reserved.fitsInTime();
        return free || !slots.competes(shape.claim, reserved.claim);
    }

    boolean isIdle() {
        return tenants.isEmpty() && slots.isAllFree();
    }

    @Override
    public String toString() {
        return "tenants waiting " + tenants + ", shapes waiting " + turns + ", all free: " + slots.isAllFree();
    }
}
