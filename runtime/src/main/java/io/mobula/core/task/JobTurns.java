package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One job's waiting shapes in a pool, which take turns among themselves, and what the job has had of the pool. */
final class JobTurns {
    final ProcessId job;
    private final ArrayDeque<SlotShape> shapes = new ArrayDeque<>();
    double weight;
    /** What it has had, divided by its weight; see {@link FairTurns}. */
    double passed;

    JobTurns(ProcessId job) {
        this.job = job;
    }

    boolean isEmpty() {
        return shapes.isEmpty();
    }

    boolean hasSeveral() {
        return shapes.size() > 1;
    }

    void add(SlotShape shape) {
        shapes.addLast(shape);
    }

    void remove(SlotShape shape) {
        shapes.remove(shape);
    }

    /** Comes to the front: the first whose next task may start. Those that have no room go behind the others. */
    @Nullable
    SlotShape firstWithRoom() {
        for (int unfit = 0; unfit < shapes.size(); ) {
            SlotShape shape = shapes.getFirst();
            if (shape.ready.isEmpty()) {
                shapes.removeFirst();
                continue;
            }
            if (shape.hasRoom()) return shape;
            shapes.addLast(shapes.removeFirst());
            unfit++;
        }
        return null;
    }

    /** Its first shape has started a task. */
    void rotate() {
        SlotShape shape = shapes.removeFirst();
        if (!shape.ready.isEmpty()) shapes.addLast(shape);
    }

    Iterable<SlotShape> shapes() {
        return shapes;
    }

    @Override
    public String toString() {
        return job + " (" + shapes.size() + " shapes wait)";
    }
}
