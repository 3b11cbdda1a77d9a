package io.mobula.core.task;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A concurrency group of a hosted actor: so many calls at once. Callers take turns; the calls of one start in the order they came. */
final class Lane {
    final int limit;
    private final ArrayDeque<CallShape> turns = new ArrayDeque<>();
    /** Bodies that have neither ended nor returned a stage. */
    int running;

    Lane(int limit) {
        this.limit = limit;
    }

    /** Its first waiting call may be ready now. */
    void offer(CallShape shape) {
        if (shape.inTurns || !shape.isHeadReady()) return;
        shape.inTurns = true;
        turns.add(shape);
    }

    /** The next call to start; it counts as running. */
    @Nullable
    HostedTask next() {
        while (running < limit) {
            CallShape shape = turns.poll();
            if (shape == null) return null;
            shape.inTurns = false;
            if (!shape.isHeadReady()) continue; // cancelled meanwhile, or its caller died
            HostedTask task = shape.waiting.remove();
            offer(shape);
            running++;
            return task;
        }
        return null;
    }
}
