package io.mobula.session;

import io.mobula.api.error.ActorQueueFullException;
import io.mobula.api.error.ErrorCode;
import io.mobula.core.directory.ActorSpec;
import io.mobula.process.ActorLine;
import io.mobula.process.Cell;
import java.lang.ref.Reference;

/** One call's place among the open calls of this process on its actor. It keeps the actor alive until the call has ended. */
record CallTicket(ActorSpec spec, ActorLine line, ActorLine.Lane lane, Liveness liveness) {
    /** Throws {@link ActorQueueFullException}; then nothing has happened. */
    void enter(Cell call) {
        int limit = spec.policy().maxPendingCalls();
        if (!line.enter(limit)) {
            throw new ActorQueueFullException(
                    ErrorCode.ACTOR_QUEUE_FULL,
                    call.name + " was not sent: " + limit + " calls of this process on " + ActorNames.full(spec)
                            + " have not ended. Wait for some of them, or raise maxPendingCalls",
                    null);
        }
        if (hasGroups()) line.opened(call);
        call.onEnd(_ -> {
            try {
                line.leave();
                if (hasGroups()) line.ended(call);
            } finally {
                Reference.reachabilityFence(liveness);
            }
        });
    }

    private boolean hasGroups() {
        return spec.lanes().size() > 1;
    }

    long nextTurn() {
        return lane.nextTurn();
    }
}
