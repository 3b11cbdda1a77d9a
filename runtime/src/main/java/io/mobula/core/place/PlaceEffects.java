package io.mobula.core.place;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;

/** What {@link Placer} orders. */
public interface PlaceEffects {
    /** Before the first assignment of the shape to this host. */
    void declare(ProcessId host, Shape shape);

    /** Ask for pushes back that have not begun. */
    void recall(ProcessId host, int shape, int count);

    void assign(OwnedTask task, ProcessId host);

    void unplaceable(OwnedTask task, Failure failure);

    /** Not asked for every task: most need no time. */
    long nowNanos();

    /** Bring {@link PlaceEvent.GraceChecked} at this time. */
    void checkGraceAt(long nanos);
}
