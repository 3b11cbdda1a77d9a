package io.mobula.core.task;

import io.mobula.core.Transitions;
import java.util.List;

/** The tables of this package, for the tests of all of them. */
public final class TaskTransitions {
    public static final List<Transitions<?>> ALL = List.of(OwnedTask.MOVES, HostedTask.MOVES, HostedActor.MOVES);

    private TaskTransitions() {}
}
