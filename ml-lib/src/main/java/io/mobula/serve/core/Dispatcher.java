package io.mobula.serve.core;

import io.mobula.serve.core.DispatchEffects.Refusal;
import io.mobula.serve.core.Ticket.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one deployment in one process: admits them, gathers batches, picks replicas, and sends again what was lost.
 *
 * <p>The replica with fewer ongoing calls of two drawn at random gets the next call; only calls of this process are counted. Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing".
 *
 * <p>Cost: O(1) for each request while replicas have room and one lane waits; O(lanes) when many do.
 *
 * <p>Thread safety: none; the owner's lock guards it.
 */
public final class Dispatcher<T> {
    /** How long a replica is left alone on which a call was lost; the controller knows more by then. */
    private static final long AVOID_NANOS = 2_000_000_000L;
    /** However often calls were refused by draining replicas, which costs nothing, a request ends after so many. */
    private static final int MOST_CALLS = 32;

    /**
     * @param maxOngoing calls at one replica
     * @param maxQueued requests that wait
     * @param retries calls beyond the first that may be made for a request that may have run
     */
    public record Limits(int maxOngoing, int maxQueued, int retries) {
        public Limits {
            if (maxOngoing < 1) throw new IllegalArgumentException("maxOngoing is " + maxOngoing);
            if (maxQueued < 0) throw new IllegalArgumentException("maxQueued is " + maxQueued);
            if (retries < 0) throw new IllegalArgumentException("retries is " + retries);
        }
    }

    /** How a call was lost. */
    public enum Loss {
        /** The replica refused it, or was gone before it came. */
        NOT_RUN,
        MAY_HAVE_RUN
    }

    private final DispatchEffects<T> effects;
    private final RandomGenerator random;
    private Limits limits;
    private List<Target> targets = List.of();
    /** Of each lane those that wait, oldest first. Empty lanes are dropped. */
    private final Map<Lane, ArrayDeque<Ticket<T>>> waiting = new LinkedHashMap<>();

    private int waitingCount;
    private int ongoing;
    private boolean closed;

    public Dispatcher(Limits limits, RandomGenerator random, DispatchEffects<T> effects) {
        this.limits = limits;
        this.random = random;
        this.effects = effects;
    }

    /** Requests that wait for a replica or for their batch. */
    public int waiting() {
        return waitingCount;
    }

    /** Calls sent and not ended. */
    public int ongoing() {
        return ongoing;
    }

    /** The replicas that are ready, and the limits of their version. Calls on those that are no longer named go on. */
    public void replicas(List<String> ready, Limits now, long nowNanos) {
        limits = now;
        var next = new ArrayList<Target>(ready.size());
        for (String id : ready) next.add(known(id));
        targets = next;
        send(nowNanos);
    }

    private Target known(String id) {
        for (Target target : targets) if (target.id.equals(id)) return target;
        return new Target(id);
    }

    /** No replica will ever be ready again: what waits is refused, as is what is lost from now on. Calls that run go on. */
    public void close() {
        closed = true;
        targets = List.of();
        var left = new ArrayList<Ticket<T>>(waitingCount);
        waiting.values().forEach(left::addAll);
        waiting.clear();
        waitingCount = 0;
        for (Ticket<T> ticket : left) refuse(ticket, Refusal.NO_REPLICA);
    }

    private void refuse(Ticket<T> ticket, Refusal reason) {
        ticket.place = Place.GONE;
        effects.refuse(ticket, reason);
    }

    /** A new request. */
    public void arrived(Ticket<T> ticket, long nowNanos) {
        if (targets.isEmpty()) {
            refuse(ticket, Refusal.NO_REPLICA);
            return;
        }
        if (ticket.lane.max() == 1 && waitingCount == 0) {
            Target target = pick(nowNanos);
            if (target != null) {
                call(target, ticket.lane, List.of(ticket));
                return;
            }
        }
        ticket.sinceNanos = nowNanos;
        queue(ticket.lane).addLast(ticket);
        ticket.place = Place.WAITING;
        waitingCount++;
        send(nowNanos);
        if (waitingCount > limits.maxQueued() && ticket.place == Place.WAITING) {
            leave(ticket);
            effects.refuse(ticket, Refusal.QUEUE_FULL);
        }
    }

    /** The replica has answered, with a value or the user's own failure: each ticket has left. */
    public void answered(Outgoing<T> call, long nowNanos) {
        if (!close(call)) return;
        for (Ticket<T> ticket : call.tickets()) {
            ticket.place = Place.GONE;
            ticket.call = null;
        }
        send(nowNanos);
    }

    /** The replica did not answer and will not. */
    public void lost(Outgoing<T> call, Loss loss, long nowNanos) {
        if (!close(call)) return;
        call.target.avoidUntilNanos = nowNanos + AVOID_NANOS;
        for (Ticket<T> ticket : call.tickets().reversed()) {
            ticket.call = null;
            if (ticket.place == Place.CALLED) again(ticket, loss, nowNanos);
        }
        send(nowNanos);
    }

    private void again(Ticket<T> ticket, Loss loss, long nowNanos) {
        if (loss == Loss.MAY_HAVE_RUN) ticket.mayHaveRun++;
        if (ticket.mayHaveRun > limits.retries() || ticket.calls >= MOST_CALLS) {
            refuse(ticket, Refusal.LOST);
            return;
        }
        if (closed) {
            refuse(ticket, Refusal.NO_REPLICA);
            return;
        }
        ticket.place = Place.WAITING;
        ticket.sinceNanos = nowNanos - ticket.lane.waitNanos(); // it has waited for others once
        queue(ticket.lane).addFirst(ticket);
        waitingCount++;
    }

    /** Nobody wants this request's answer any more. */
    public void cancelled(Ticket<T> ticket, long nowNanos) {
        switch (ticket.place) {
            case WAITING -> leave(ticket);
            case CALLED -> {
                Outgoing<T> call = ticket.call;
                ticket.place = Place.GONE;
                if (call != null && --call.wanted == 0) effects.abandon(call);
            }
            case NEW -> ticket.place = Place.GONE;
            case GONE -> {}
        }
        send(nowNanos);
    }

    /** A time ordered by {@link DispatchEffects#wakeAt} has come. */
    public void wake(long nowNanos) {
        send(nowNanos);
    }

    private boolean close(Outgoing<T> call) {
        if (!call.open) return false;
        call.open = false;
        call.target.ongoing--;
        ongoing--;
        return true;
    }

    private ArrayDeque<Ticket<T>> queue(Lane lane) {
        return waiting.computeIfAbsent(lane, _ -> new ArrayDeque<>());
    }

    private void leave(Ticket<T> ticket) {
        ArrayDeque<Ticket<T>> queue = queue(ticket.lane);
        queue.remove(ticket);
        if (queue.isEmpty()) waiting.remove(ticket.lane);
        ticket.place = Place.GONE;
        waitingCount--;
    }

    /** Sends what is due while a replica has room; lanes take turns. */
    private void send(long nowNanos) {
        if (waitingCount == 0) return;
        boolean sent = true;
        while (sent) {
            sent = false;
            for (Lane lane : List.copyOf(waiting.keySet())) {
                if (!isDue(lane, nowNanos)) continue;
                Target target = pick(nowNanos);
                if (target == null) {
                    wakeForAvoided(nowNanos);
                    return;
                }
                call(target, lane, take(lane));
                sent = true;
            }
        }
        wakeForNextBatch();
    }

    private boolean isDue(Lane lane, long nowNanos) {
        ArrayDeque<Ticket<T>> queue = waiting.get(lane);
        return queue != null
                && (queue.size() >= lane.max() || nowNanos - queue.getFirst().sinceNanos >= lane.waitNanos());
    }

    private List<Ticket<T>> take(Lane lane) {
        ArrayDeque<Ticket<T>> queue = queue(lane);
        var batch = new ArrayList<Ticket<T>>(Math.min(queue.size(), lane.max()));
        while (batch.size() < lane.max() && !queue.isEmpty()) batch.add(queue.removeFirst());
        if (queue.isEmpty()) waiting.remove(lane);
        waitingCount -= batch.size();
        return batch;
    }

    private void call(Target target, Lane lane, List<Ticket<T>> batch) {
        var call = new Outgoing<>(target, lane, batch);
        for (Ticket<T> ticket : batch) {
            ticket.place = Place.CALLED;
            ticket.call = call;
            ticket.calls++;
        }
        target.ongoing++;
        ongoing++;
        effects.send(call);
    }

    private @Nullable Target pick(long nowNanos) {
        int count = targets.size();
        if (count == 0) return null;
        if (count > 2) {
            Target one = targets.get(random.nextInt(count));
            Target other = targets.get(random.nextInt(count));
            Target better = one.ongoing <= other.ongoing ? one : other;
            if (better.takes(limits.maxOngoing(), nowNanos)) return better;
        }
        Target least = null; // few replicas, or both drawn are full
        int from = count == 1 ? 0 : random.nextInt(count);
        for (int i = 0; i < count; i++) {
            Target target = targets.get((from + i) % count);
            if (!target.takes(limits.maxOngoing(), nowNanos)) continue;
            if (least == null || target.ongoing < least.ongoing) least = target;
        }
        return least;
    }

    private void wakeForNextBatch() {
        long next = Long.MAX_VALUE;
        for (Map.Entry<Lane, ArrayDeque<Ticket<T>>> lane : waiting.entrySet()) {
            next = Math.min(
                    next, lane.getValue().getFirst().sinceNanos + lane.getKey().waitNanos());
        }
        if (next != Long.MAX_VALUE) effects.wakeAt(next);
    }

    /** Replicas with room are being avoided: looked at again when the first of them no longer is. A full one wakes by its answer. */
    private void wakeForAvoided(long nowNanos) {
        long next = Long.MAX_VALUE;
        for (Target target : targets) {
            if (target.avoidUntilNanos > nowNanos) next = Math.min(next, target.avoidUntilNanos);
        }
        if (next != Long.MAX_VALUE) effects.wakeAt(next);
    }

    /** Throws {@link IllegalStateException} if an invariant of the package is broken. */
    public void validate() {
        int queued = 0;
        for (Map.Entry<Lane, ArrayDeque<Ticket<T>>> lane : waiting.entrySet()) {
            check(!lane.getValue().isEmpty(), "an empty lane is kept");
            for (Iterator<Ticket<T>> each = lane.getValue().iterator(); each.hasNext(); queued++) {
                check(each.next().place == Place.WAITING, "a ticket in a queue does not wait");
            }
        }
        check(queued == waitingCount, "SERVE-1: " + waitingCount + " are counted, " + queued + " wait");
        check(ongoing >= 0, "SERVE-1: " + ongoing + " calls are ongoing");
        for (Target target : targets)
            check(target.ongoing >= 0, "SERVE-2: " + target.id + " has " + target.ongoing + " calls");
    }

    private static void check(boolean holds, String broken) {
        if (!holds) throw new IllegalStateException(broken);
    }
}
