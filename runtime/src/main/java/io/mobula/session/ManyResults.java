package io.mobula.session;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.process.Cell;
import io.mobula.process.Elements;
import io.mobula.process.LocalProcess;
import java.util.ArrayList;
import java.util.List;

/** Several results of one task: kept back until it has ended, so that all are of one attempt. */
final class ManyResults implements Elements {
    private final LocalProcess process;
    private final List<Cell> cells;
    /** In their order. Guarded by this. */
    private final List<Outcome> arrived = new ArrayList<>();

    ManyResults(LocalProcess process, List<Cell> cells) {
        this.process = process;
        this.cells = cells;
    }

    /** The refs in it are held until the result holds them. */
    @Override
    public synchronized void arrived(long index, RefKey ref, Outcome outcome) {
        outcome.refsInside().forEach(process.core()::holdAdded);
        arrived.add(outcome);
    }

    @Override
    public void anew() {
        drop(take());
    }

    @Override
    public long lost(ProcessId dead) {
        return Long.MAX_VALUE;
    }

    private synchronized List<Outcome> take() {
        var taken = List.copyOf(arrived);
        arrived.clear();
        return taken;
    }

    private void drop(List<Outcome> unwanted) {
        for (Outcome outcome : unwanted) {
            if (outcome instanceof Outcome.Stored stored) process.core().discard(stored);
            outcome.refsInside().forEach(process.core()::holdDropped);
        }
    }

    /** The task has ended: its results are what they are from now on. */
    void ended(Outcome end) {
        List<Outcome> outcomes = take();
        if (end instanceof Outcome.Failed || outcomes.size() != cells.size()) {
            Outcome failed = end instanceof Outcome.Failed ? end : new Outcome.Failed(new Failure.Cancelled());
            drop(outcomes);
            cells.forEach(cell -> process.complete(cell, failed));
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            process.complete(cells.get(i), outcomes.get(i));
            outcomes.get(i).refsInside().forEach(process.core()::holdDropped);
        }
    }
}
