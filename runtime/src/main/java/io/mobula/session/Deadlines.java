package io.mobula.session;

import io.mobula.core.message.Failure;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;

/** A task's deadline: when it passes, the task is given up; when the task ends first, nothing is left behind. */
final class Deadlines {
    private Deadlines() {}

    static void watch(LocalProcess process, Cell cell, long deadlineNanos) {
        var timer = process.timers()
                .after(
                        deadlineNanos - System.nanoTime(),
                        () -> process.core().givenUp(cell.number, new Failure.DeadlinePassed()));
        if (timer != null) cell.onEnd(_ -> timer.cancel(false));
    }
}
