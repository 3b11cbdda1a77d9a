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
    /** Refs known to lie in its value; each is {@link Hold#COVER covered} by this entry. */
    final Set<RefKey> inside = new LinkedHashSet<>(0);
    /** Who waits here for the outcome. A Resolve is in flight exactly while there are some. */
    final List<Long> tokens = new ArrayList<>(0);
    /** What goes on once this ref is registered: a message to be closed, a value to be given back. */
    final Set<Pending> waiters = new LinkedHashSet<>(0);

    HeldRef(RefKey key) {
        super(key);
    }

    boolean registered() {
        return registration == Registration.HELD || registration == Registration.REFUSED;
    }
}
