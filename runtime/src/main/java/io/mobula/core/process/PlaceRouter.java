package io.mobula.core.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.place.PlaceEffects;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import io.mobula.core.task.TaskEvent;

/** Where the orders of the placer go. */
record PlaceRouter(ProcessCore core, Outside outside) implements PlaceEffects {
    @Override
    public void declare(ProcessId host, Shape shape) {
        core.send(host, new Message.Declare(shape.number(), shape.demand(), shape.bundle(), shape.share()));
    }

    @Override
    public void recall(ProcessId host, int shape, int count) {
        core.send(host, new Message.Recall(shape, count));
    }

    @Override
    public void assign(OwnedTask task, ProcessId host) {
        core.tasks(task.number).accept(new TaskEvent.Assigned(task, host));
    }

    @Override
    public void unplaceable(OwnedTask task, Failure failure) {
        core.tasks(task.number).accept(new TaskEvent.Unplaceable(task, failure));
    }

    @Override
    public long nowNanos() {
        return outside.nowNanos();
    }

    @Override
    public void checkGraceAt(long nanos) {
        outside.checkGraceAt(nanos);
    }
}
