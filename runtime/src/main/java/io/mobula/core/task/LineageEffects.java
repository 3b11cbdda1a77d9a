package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import java.util.Optional;

/** What {@link Lineage} orders. */
public interface LineageEffects {
    /** An argument of a task that is made again has to be there, freed or not, until {@link #letGo}. */
    void revive(RefKey ref, Optional<Outcome> known);

    void letGo(RefKey ref);

    /** Run this, after {@link #revive} of all it takes along; its result is that of the ref once lost. */
    void makeAgain(OwnedTask task, ProcessId lostAt);

    /** Bring the outcome of this dependency. */
    void resolve(OwnedTask task, int index, RefKey ref);

    /** Nobody wants it any more. */
    void abandon(OwnedTask task);

    /** The ref will never have its value again. */
    void fail(RefKey ref, Failure failure);
}
