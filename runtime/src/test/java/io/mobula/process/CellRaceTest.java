package io.mobula.process;

import io.mobula.RaceSearch;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** A cell ends once, and whoever asked hears of it once, whenever he asked. */
public class CellRaceTest {
    private final Cell cell = Cell.ofPut(ProcessId.node(1, 0), 1, "cell", new TaskId(0, 1));
    private final List<AtomicInteger> heard = new CopyOnWriteArrayList<>();

    @Operation
    public boolean complete() {
        return cell.complete(new Outcome.Failed(new Failure.Cancelled()));
    }

    @Operation
    public boolean isDone() {
        return cell.isDone();
    }

    @Operation
    public void ask() {
        var times = new AtomicInteger();
        heard.add(times);
        cell.onEnd(_ -> times.incrementAndGet());
    }

    /** Those taken back make room, and may not take others with them. */
    @Operation
    public void askAndTakeBack() {
        var registration = new Cell.Registration(_ -> {});
        cell.onEnd(registration);
        registration.cancel();
    }

    @Validate
    public void whoAskedHasHeardOnceIfItHasEnded() {
        int expected = cell.isDone() ? 1 : 0;
        for (AtomicInteger times : heard)
            if (times.get() != expected) throw new AssertionError("heard " + times + " times, done: " + cell.isDone());
    }

    @Test
    void endsOnceAndTellsEverybodyOnce() {
        RaceSearch.in(CellRaceTest.class);
    }
}
