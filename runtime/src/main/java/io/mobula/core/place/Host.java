package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.message.Demand;
import io.mobula.core.task.Shape;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A node as one owner sees it: what it has, what this owner has pushed there, and what it was told that others have. */
final class Host {
    /** The load of a node whose slots are all taken. Loads are whole numbers: what is added is taken away to the last bit. */
    static final long FULL = 1 << 20;

    private static final int THOUSAND = 1_000;

    final ClusterView.Node node;
    private final Int2ObjectHashMap<Window> windows = new Int2ObjectHashMap<>();
    /** What actors and bundles leave to tasks. */
    private Demand left;
    /** It takes nothing new. */
    boolean draining;
    /** What actors and bundles take of the CPUs, as load. */
    private long held;
    /** Load of this owner's pushes that the node has not answered. */
    long own;
    /** Load of other owners' pushes, as the node said last. */
    private long others;

    Host(ClusterView.Node node, Demand left) {
        this.node = node;
        leaves(left);
    }

    void leaves(Demand rest) {
        left = rest;
        long cpus = node.capacity().units("cpu");
        held = cpus == 0 ? 0 : FULL - (long) (FULL * (rest.units("cpu") / (double) cpus));
        windows.values().forEach(window -> window.leaves(rest));
    }

    Demand left() {
        return left;
    }

    void told(int thousandths) {
        others = FULL * thousandths / THOUSAND;
    }

    /** What it said while this owner had work there is true for a while only. */
    void fade() {
        if (own == 0) others >>= 1;
    }

    long load() {
        return own + others + held;
    }

    long othersLoad() {
        return others;
    }

    void forgetCrowded() {
        windows.values().forEach(window -> window.crowded = false);
    }

    Window window(Shape shape) {
        Window window = windows.get(shape.number());
        if (window == null) {
            window = new Window(this, shape, left);
            windows.put(shape.number(), window);
        }
        return window;
    }

    /** Null if nothing of the shape was ever considered for this host. */
    @Nullable
    Window known(int shape) {
        return windows.get(shape);
    }
}
