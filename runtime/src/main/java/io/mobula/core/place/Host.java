package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.task.Shape;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A node as one owner sees it: what it has, and what this owner may still push there. */
final class Host {
    /** What is left of the owner's window for one shape. */
    private static final class Window {
        final boolean feasible;
        boolean declared;
        int credits;

        Window(boolean feasible, int credits) {
            this.feasible = feasible;
            this.credits = credits;
        }
    }

    final ClusterView.Node node;
    private final Int2ObjectHashMap<Window> windows = new Int2ObjectHashMap<>();
    /** Pushes of this owner that the node has not answered. */
    int outstanding;

    Host(ClusterView.Node node) {
        this.node = node;
    }

    /** It could take such a task, and there is a credit. */
    boolean takes(Shape shape) {
        Window window = window(shape);
        return window.feasible && window.credits > 0;
    }

    /** The window starts with what fits into the node at once, as its host does. */
    private Window window(Shape shape) {
        Window window = windows.get(shape.number());
        if (window == null) {
            window = new Window(
                    shape.demand().fitsIn(node.capacity()), shape.demand().timesIn(node.capacity()));
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
