package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.task.HostedTask.State;
import java.util.ArrayDeque;

/** One caller's calls in one lane of one life of an actor. */
final class CallShape extends HostShape {
    final HostedActor actor;
    final Lane lane;
    /** In the order they came, also those whose arguments are still on their way: a call does not overtake its caller's earlier ones. */
    final ArrayDeque<HostedTask> waiting = new ArrayDeque<>();

    boolean inTurns;

    CallShape(ProcessId owner, int number, HostedActor actor, Lane lane) {
        super(owner, number);
        this.actor = actor;
        this.lane = lane;
    }

    boolean isHeadReady() {
        HostedTask head = waiting.peek();
        return head != null && head.state == State.READY;
    }
}
