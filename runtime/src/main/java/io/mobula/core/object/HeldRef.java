package io.mobula.core.object;

import io.mobula.core.id.RefKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A ref of another, living process that this one holds, or that something open here has brought. */
final class HeldRef extends Counted {
    enum Registration {
        /** The owner does not know of a hold here, or a Release has been sent. */
        NONE,
        /** A Borrow is in flight; {@link #number} is its number. */
        SENT,
        /** The owner knows, or the answer with the Borrow in it is on its way to it. */
        HELD,
        /** The owner had freed it. */
        REFUSED
    }

    Registration registration = Registration.NONE;
    /** Of the last Borrow or Release sent; 0 before. */
    long number;
    /** Who waits here for the outcome. A Resolve is in flight exactly while there are some. */
    final List<Long> tokens = new ArrayList<>(0);
    // Empty for most refs, and then not even a set.
    private Set<RefKey> inside = Set.of();
    private Set<Pending> waiters = Set.of();

    HeldRef(RefKey key) {
        super(key);
    }

    /** Refs known to lie in its value; each is {@link Hold#COVER covered} by this entry. */
    Set<RefKey> inside() {
        return inside;
    }

    /** Whether it is news that {@code ref} lies in its value. */
    boolean learn(RefKey ref) {
        if (inside.isEmpty()) inside = new LinkedHashSet<>();
        return inside.add(ref);
    }

    /** What goes on once this ref is registered: a message to be closed, a value to be given back. */
    Set<Pending> waiters() {
        return waiters;
    }

    void waits(Pending waiter) {
        if (waiters.isEmpty()) waiters = new LinkedHashSet<>();
        waiters.add(waiter);
    }

    Set<Pending> takeWaiters() {
        Set<Pending> taken = waiters;
        waiters = Set.of();
        return taken;
    }

    boolean registered() {
        return registration == Registration.HELD || registration == Registration.REFUSED;
    }
}
