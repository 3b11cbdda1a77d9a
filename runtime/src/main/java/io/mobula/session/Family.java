package io.mobula.session;

import io.mobula.core.message.Failure;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import java.util.ArrayList;
import java.util.List;

/** What a body has submitted, and those of it that have not ended: they are cancelled with it (TASK-9). */
final class Family {
    /** How many are kept before those that have ended are looked for; then twice as many as have not. */
    private static final int FIRST_LOOK = 32;

    private final LocalProcess process;
    private List<Cell> children = new ArrayList<>(2);
    private int lookAt = FIRST_LOOK;
    private boolean cancelled;

    Family(LocalProcess process) {
        this.process = process;
    }

    /** False if its parent is cancelled: then it is not to be submitted. */
    synchronized boolean add(Cell child) {
        if (cancelled) return false;
        if (children.size() >= lookAt) {
            children.removeIf(Cell::isDone);
            lookAt = Math.max(FIRST_LOOK, 2 * children.size());
        }
        children.add(child);
        return true;
    }

    void cancel() {
        for (Cell child : taken()) if (!child.isDone()) process.core().givenUp(child.number, new Failure.Cancelled());
    }

    private synchronized List<Cell> taken() {
        cancelled = true;
        List<Cell> all = children;
        children = List.of();
        return all;
    }
}
