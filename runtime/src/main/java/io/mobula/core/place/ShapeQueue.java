package io.mobula.core.place;

import io.mobula.core.message.Urgency;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import java.util.ArrayDeque;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** The tasks of one shape that wait for a credit: urgent ones first, else in the order they came. And the hosts as this shape sees them. */
final class ShapeQueue {
    private static final Window[] NONE = {};

    final Shape shape;
    private final EnumMap<Urgency, ArrayDeque<OwnedTask>> byUrgency = new EnumMap<>(Urgency.class);
    private int size;
    /** Since when no node of the cluster could ever take the shape; {@link Long#MAX_VALUE} while one can. */
    long infeasibleSinceNanos = Long.MAX_VALUE;

    /** In the owner's order; empty of a shape for a bundle. */
    Window[] windows = NONE;
    /** Of which look at the cluster the windows are. */
    int viewed = -1;
    /** The place among the windows that was chosen last, of a shape that is spread. */
    int last = -1;

    ShapeQueue(Shape shape) {
        this.shape = shape;
        for (Urgency urgency : Urgency.values()) byUrgency.put(urgency, new ArrayDeque<>());
    }

    void add(OwnedTask task) {
        byUrgency.get(task.options.urgency()).add(task);
        size++;
    }

    @Nullable
    OwnedTask peek() {
        if (size == 0) return null;
        for (ArrayDeque<OwnedTask> queue : byUrgency.values()) if (!queue.isEmpty()) return queue.peek();
        return null;
    }

    OwnedTask remove() {
        for (ArrayDeque<OwnedTask> queue : byUrgency.values()) {
            if (queue.isEmpty()) continue;
            size--;
            return queue.remove();
        }
        throw new IllegalStateException("queue of shape " + shape + " is empty");
    }

    /** False if it does not wait here. The latest are looked at first. */
    boolean remove(OwnedTask task) {
        boolean was = byUrgency.get(task.options.urgency()).removeLastOccurrence(task);
        if (was) size--;
        return was;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }
}
