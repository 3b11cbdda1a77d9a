package io.mobula.core.place;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;

/** What {@link Placer} orders. */
public interface PlaceEffects {
    /** Before the first assignment of the shape to this host. */
    void declare(ProcessId host, Shape shape);

    void assign(OwnedTask task, ProcessId host);

    void unplaceable(OwnedTask task, Failure failure);

    /** Asked only when a queue's first task finds no host: most tasks need no time. */
    long nowNanos();

    /** Bring {@link PlaceEvent.GraceChecked} at this time. */
    void checkGraceAt(long nanos);
}
