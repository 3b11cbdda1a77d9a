package io.mobula.core.place;

import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import io.mobula.core.task.Shape;

/** One shape at one host, as its owner sees it: whether its tasks fit there, and what may still be pushed. */
final class Window {
    final Host host;
    private final Demand demand;
    /** Whether the node has so much at all, and the labels. */
    final boolean feasible;
    /** Wishes about labels that the node fulfils. */
    final int wishes;
    /** How many such tasks run there at once. */
    final int slots;
    /** What one push adds to the host's load. */
    private final long share;
    /** Whether it fits beside what is there for long. */
    boolean fits;
    /** It was refused for want of room, or recalled, a moment ago. */
    boolean crowded;

    private boolean declared;
    private int credits;
    /** Pushes that the host has not answered. */
    int open;
    /** Answers since {@link Recalls} looked last. */
    int answered;

    /** The window starts with what fits into the node at once, as its host does. */
    Window(Host host, Shape shape, Demand left) {
        this.host = host;
        this.demand = shape.demand();
        Demand capacity = host.node.capacity();
        this.feasible = demand.fitsIn(capacity);
        this.fits = demand.fitsIn(left);
        this.wishes = Selector.wishesFulfilled(demand, capacity);
        this.slots = demand.timesIn(capacity);
        this.credits = slots;
        this.share = Math.max(1, Host.FULL / slots);
    }

    void leaves(Demand rest) {
        fits = demand.fitsIn(rest);
        crowded = false;
    }

    /** The node could take such a task, and there is a credit. */
    boolean takes() {
        return feasible && !host.draining && !crowded && credits > 0;
    }

    /** It has room for such tasks beside what is there for long. */
    boolean hasRoom() {
        return fits && !host.draining;
    }

    /** In a bundle there is the room that the bundle has. */
    boolean hasCredit() {
        return !host.draining && credits > 0;
    }

    /** True the first time that a credit is spent: the host has to be told what the shape is. */
    boolean spend() {
        credits--;
        open++;
        host.own += share;
        boolean first = !declared;
        declared = true;
        return first;
    }

    void giveBack() {
        if (!declared) return; // of an earlier life of this host in the view
        credits++;
        open--;
        answered++;
        host.own -= share;
    }

    /** A shape that nobody asked for here has no window yet: it starts afresh. */
    void widen(int change) {
        if (declared) credits += change;
    }

    /** Tasks of this shape that could start there now, as far as is known. */
    int room() {
        if (!takes() || !fits) return 0;
        return (int) Math.min(credits, Math.max(0, (Host.FULL - host.load()) / share));
    }

    /** Pushes of this shape that wait there for a slot, as far as is known. */
    int waiting() {
        return (int) Math.min(open, Math.max(0, (host.load() - Host.FULL) / share));
    }
}
