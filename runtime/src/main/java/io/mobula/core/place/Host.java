package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.message.Demand;
import io.mobula.core.task.Shape;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A node as one owner sees it: what it has, and what this owner may still push there. */
final class Host {
    /** What is left of the owner's window for one shape. */
    private static final class Window {
        final Demand demand;
        /** Whether the node has so much at all. */
        final boolean feasible;
        /** Whether it fits beside what is there for long. */
        boolean fits;

        boolean crowded;
        boolean declared;
        int credits;

        Window(Demand demand, boolean feasible, boolean fits, int credits) {
            this.demand = demand;
            this.feasible = feasible;
            this.fits = fits;
            this.credits = credits;
        }
    }

    final ClusterView.Node node;
    private final Int2ObjectHashMap<Window> windows = new Int2ObjectHashMap<>();
    /** What actors and bundles leave to tasks. */
    private Demand left;

    /** It takes nothing new. */
    boolean draining;

    /** Pushes of this owner that the node has not answered. */
    int outstanding;

    Host(ClusterView.Node node, Demand left) {
        this.node = node;
        this.left = left;
    }

    void leaves(Demand rest) {
        left = rest;
        windows.values().forEach(window -> {
            window.fits = window.demand.fitsIn(rest);
            window.crowded = false;
        });
    }

    /** It refused the shape for want of room. */
    void crowded(int shape) {
        Window window = windows.get(shape);
        if (window != null) window.crowded = true;
    }

    void forgetCrowded() {
        windows.values().forEach(window -> window.crowded = false);
    }

    /** It has room for such tasks beside what is there for long. */
    boolean hasRoom(Shape shape) {
        return !draining && window(shape).fits;
    }

    /** It could take such a task, and there is a credit. */
    boolean takes(Shape shape) {
        if (draining) return false;
        Window window = window(shape);
        return window.feasible && !window.crowded && window.credits > 0;
    }

    /** In a bundle there is the room that the bundle has. */
    boolean hasCredit(Shape shape) {
        return !draining && window(shape).credits > 0;
    }

    /** The window starts with what fits into the node at once, as its host does. */
    private Window window(Shape shape) {
        Window window = windows.get(shape.number());
        if (window == null) {
            Demand demand = shape.demand();
            window = new Window(
                    demand, demand.fitsIn(node.capacity()), demand.fitsIn(left), demand.timesIn(node.capacity()));
            windows.put(shape.number(), window);
        }
        return window;
    }

    /** True the first time that a credit of the shape is spent: the host has to be told what it is. */
    boolean spend(Shape shape) {
        Window window = window(shape);
        window.credits--;
        outstanding++;
        boolean first = !window.declared;
        window.declared = true;
        return first;
    }

    void giveBack(int shape) {
        widen(shape, 1);
        outstanding--;
    }

    /** A shape that nobody asked for here has no window yet: it starts afresh. */
    void widen(int shape, int change) {
        @Nullable Window window = windows.get(shape);
        if (window != null && window.declared) window.credits += change;
    }

    /** Share of the node that this owner's pushes take, for comparison only. */
    double load() {
        return outstanding / (double) Math.max(1, node.capacity().units("cpu"));
    }
}
