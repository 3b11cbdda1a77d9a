package io.mobula.control;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Requests the leader has not answered, oldest first. They are sent again and again; their ids make that harmless. */
final class PendingRequests {
    /** Beyond so many, requests fail at once: the control node has been away for long. */
    static final int LIMIT = 10_000;

    private final String leaderAddresses;
    private final Map<UUID, Pending> pending = new LinkedHashMap<>();

    /** @param leaderAddresses for messages */
    PendingRequests(String leaderAddresses) {
        this.leaderAddresses = leaderAddresses;
    }

    record Pending(
            UUID request,
            ToLeader.Ask ask,
            CompletableFuture<ToAgent.Answer> answer,
            long sinceNanos,
            long limitNanos) {}

    /** False if it was refused, and has failed. */
    boolean add(Pending one) {
        if (pending.size() >= LIMIT) {
            String message = "A request to the control node at " + leaderAddresses + " is refused: " + LIMIT
                    + " others wait for it already. Start the control node.";
            one.answer().completeExceptionally(new ConnectionException(ErrorCode.CONNECTION_REFUSED, message, null));
            return false;
        }
        pending.put(one.request(), one);
        return true;
    }

    Optional<Pending> answered(UUID request) {
        return Optional.ofNullable(pending.remove(request));
    }

    Collection<Pending> all() {
        return pending.values();
    }

    void expire(long nowNanos) {
        for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
            Pending one = each.next();
            if (nowNanos - one.sinceNanos() < one.limitNanos()) continue;
            each.remove();
            one.answer().completeExceptionally(timedOut(one));
        }
    }

    private ConnectionException timedOut(Pending one) {
        String message = "The control node at " + leaderAddresses + " did not answer "
                + one.ask().getClass().getSimpleName() + " for " + TimeUnit.NANOSECONDS.toMillis(one.limitNanos())
                + " ms. Start it, or check the address; the cluster's tasks go on meanwhile.";
        return new ConnectionException(ErrorCode.CONNECTION_TIMED_OUT, message, null);
    }

    void completeAll(ToAgent.Answer answer) {
        pending.values().forEach(one -> one.answer().complete(answer));
        pending.clear();
    }

    void failAll(MobulaException cause) {
        pending.values().forEach(one -> one.answer().completeExceptionally(cause));
        pending.clear();
    }
}
