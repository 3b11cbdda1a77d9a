package io.mobula.control;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Requests the leader has not answered, oldest first. They are sent again and again; their ids make that harmless.
 *
 * <p>Of requests to the directory, of which there can be thousands at once, a window is under way and the rest waits here: what is in front of a heartbeat delays it, and a node that is not heard
 * is dead.
 */
final class PendingRequests {
    /** Beyond so many, requests fail at once: the control node has been away for long. */
    static final int LIMIT = 10_000;

    /** Requests to the directory that are under way at once. */
    static final int WINDOW = 128;

    private final String leaderAddresses;
    private final Map<UUID, Pending> pending = new LinkedHashMap<>();

    /** When each that is under way was sent last. */
    private final Map<UUID, Long> sentNanos = new HashMap<>();

    private final ArrayDeque<Pending> prompt = new ArrayDeque<>();

    /** To the directory, as long as the window is full. */
    private final ArrayDeque<Pending> held = new ArrayDeque<>();

    private int directed;

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
        (isDirected(one) ? held : prompt).add(one);
        return true;
    }

    Optional<Pending> answered(UUID request) {
        Pending one = pending.remove(request);
        if (one != null) forget(one);
        return Optional.ofNullable(one);
    }

    private void forget(Pending one) {
        if (sentNanos.remove(one.request()) != null && isDirected(one)) directed--;
    }

    /** Those not sent yet, as far as the window allows; they count as sent now. */
    List<Pending> fresh(long nowNanos) {
        var fresh = new ArrayList<Pending>();
        fresh.addAll(prompt);
        prompt.clear();
        while (directed < WINDOW && !held.isEmpty()) {
            Pending one = held.remove();
            if (!pending.containsKey(one.request())) continue; // expired
            directed++;
            fresh.add(one);
        }
        for (Pending one : fresh) sentNanos.put(one.request(), nowNanos);
        return fresh;
    }

    /** Those that were sent so long ago without an answer; they count as sent now. */
    List<Pending> unanswered(long afterNanos, long nowNanos) {
        var again = new ArrayList<Pending>();
        for (Pending one : pending.values()) {
            Long sent = sentNanos.get(one.request());
            if (sent == null || nowNanos - sent < afterNanos) continue;
            sentNanos.put(one.request(), nowNanos);
            again.add(one);
        }
        return again;
    }

    /** Those that were sent, to somebody who may not be there any more; they count as sent now. */
    List<Pending> all(long nowNanos) {
        return unanswered(0, nowNanos);
    }

    private static boolean isDirected(Pending one) {
        return one.ask() instanceof ToLeader.Ask.AskDirectory;
    }

    void expire(long nowNanos) {
        for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
            Pending one = each.next();
            if (nowNanos - one.sinceNanos() < one.limitNanos()) continue;
            each.remove();
            forget(one);
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
        clear();
    }

    void failAll(MobulaException cause) {
        pending.values().forEach(one -> one.answer().completeExceptionally(cause));
        clear();
    }

    private void clear() {
        pending.clear();
        sentNanos.clear();
        prompt.clear();
        held.clear();
        directed = 0;
    }
}
