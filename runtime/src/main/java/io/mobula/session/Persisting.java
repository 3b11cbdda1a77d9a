package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.core.message.Outcome;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Values on several nodes. */
final class Persisting {
    /** Of {@code persist}. */
    static final int COPIES = 2;

    static final int MOST_COPIES = 16;

    private Persisting() {}

    /** Completed when so many nodes have the value, or as soon as it has ended if it travels in messages; then its owner has it. */
    static CompletableFuture<Void> on(int copies, ObjectRef<?> ref) {
        if (!(ref instanceof CellRef<?> known))
            throw new IllegalArgumentException(ref + " is not a ref of this runtime");
        known.checkOpen();
        MobulaSession session = known.session();
        LocalProcess process = session.engine().process();
        Cell cell = known.cell;
        var ended = new CompletableFuture<Outcome>();
        process.want(cell);
        cell.onEnd(ended::complete);
        return ended.thenComposeAsync(outcome -> switch (outcome) {
                    case Outcome.Inline _ -> CompletableFuture.completedFuture(copies);
                    case Outcome.Failed(var failure) ->
                        throw new CompletionException(session.engine().words().exception(failure, cell, session));
                    case Outcome.Stored _ ->
                        process.refs()
                                .persist(
                                        cell.key(),
                                        Math.min(copies, session.engine().mostCopies()));
                })
                .thenAccept(there -> {
                    try {
                        if (there >= Math.min(copies, session.engine().mostCopies())) return;
                        if (cell.outcome() instanceof Outcome.Failed(var failure))
                            throw session.engine().words().exception(failure, cell, session);
                        throw new PlacementException(
                                ErrorCode.PLACEMENT_INFEASIBLE,
                                "%s cannot be kept on %d nodes: %d took it, of %d in the cluster. Add nodes, make room in their stores, or ask for less"
                                        .formatted(cell.name, copies, there, process.nodeCount()),
                                null);
                    } finally {
                        Reference.reachabilityFence(known); // its hold lasts until here
                    }
                });
    }
}
