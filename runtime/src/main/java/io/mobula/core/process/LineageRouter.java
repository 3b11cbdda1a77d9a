package io.mobula.core.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.object.RefEvent;
import io.mobula.core.task.LineageEffects;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.TaskEvent;
import java.util.Optional;

/** Where the orders of the lineage go. */
record LineageRouter(ProcessCore core, Outside outside) implements LineageEffects {
    @Override
    public void revive(RefKey ref, Optional<Outcome> known) {
        core.fact(new RefEvent.Revived(ref, known));
    }

    @Override
    public void letGo(RefKey ref) {
        core.holdDropped(ref);
    }

    @Override
    public void makeAgain(OwnedTask task, ProcessId lostAt) {
        outside.makingAgain(task, lostAt);
        core.submitted(task);
    }

    @Override
    public void resolve(OwnedTask task, int index, RefKey ref) {
        core.resolve(task, index, ref);
    }

    @Override
    public void abandon(OwnedTask task) {
        core.tasks(task.number).accept(new TaskEvent.Abandoned(task.number));
    }

    @Override
    public void fail(RefKey ref, Failure failure) {
        var outcome = new Outcome.Failed(failure);
        outside.renewed(ref, outcome);
        core.sealed(ref, outcome);
    }
}
