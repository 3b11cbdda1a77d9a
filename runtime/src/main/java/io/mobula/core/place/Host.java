package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.task.Shape;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.IntHashSet;

/** A node as one owner sees it: what it has, and what this owner may still push there. */
final class Host {
    final ClusterView.Node node;
    private final Int2IntCounterMap credits = new Int2IntCounterMap(0);
    private final IntHashSet declared = new IntHashSet();
    /** Pushes of this owner that the node has not answered. */
    int outstanding;

    Host(ClusterView.Node node) {
        this.node = node;
    }

    /** True the first time: the owner's window starts with what fits into the node at once. */
    boolean open(Shape shape) {
        if (!declared.add(shape.number())) return false;
        credits.put(shape.number(), shape.demand().timesIn(node.capacity())); // as its host does
        return true;
    }

    boolean hasCredit(Shape shape) {
        return !declared.contains(shape.number()) || credits.get(shape.number()) > 0;
    }

    void spend(Shape shape) {
        credits.addAndGet(shape.number(), -1);
        outstanding++;
    }

    void giveBack(int shape) {
        credits.addAndGet(shape, 1);
        outstanding--;
    }

    void window(int shape, int change) {
        credits.addAndGet(shape, change);
    }

    /** Share of the node that this owner's pushes take, for comparison only. */
    double load() {
        return outstanding / (double) Math.max(1, node.capacity().units("cpu"));
    }
}
