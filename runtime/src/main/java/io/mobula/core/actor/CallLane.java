package io.mobula.core.actor;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.task.CallStanding;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** This process's calls in one concurrency group of an actor, in the order of their turns. */
final class CallLane {
    /** Calls that may be at the host at once. More would only wait there. */
    private static final int WINDOW = 1_024;

    /** A life of the actor: calls bound to it go to {@code host}. */
    record Binding(ProcessId host, int epoch) {}

    private static final Object WITHDRAWN = new Object();

    private record Returned(OwnedTask task, CallStanding standing) {}

    final Shape shape;
    private final String name;
    private final CalledActor actor;

    /** Of the next call that has never been sent. */
    private long nextTurn = 1;

    /** Never sent: in their turn, or before it while an earlier call waits for its dependencies. {@link #WITHDRAWN} for a turn that is passed over. */
    private final Long2ObjectHashMap<Object> fresh = new Long2ObjectHashMap<>();

    /** Sent once and come back: they go before those never sent. */
    private final TreeMap<Long, Returned> returned = new TreeMap<>();

    /** At the host. */
    private final Long2ObjectHashMap<OwnedTask> sent = new Long2ObjectHashMap<>();

    /** What the calls in {@code sent} went under; none before the first. */
    private @Nullable Binding bound;

    CallLane(Shape shape, String name, CalledActor actor) {
        this.shape = shape;
        this.name = name;
        this.actor = actor;
    }

    String name() {
        return name;
    }

    void queued(OwnedTask task, CallStanding standing) {
        sent.remove(task.turn);
        if (task.turn < nextTurn) returned.put(task.turn, new Returned(task, standing));
        else fresh.put(task.turn, task);
    }

    void withdrawn(OwnedTask task) {
        if (task.turn >= nextTurn) fresh.put(task.turn, WITHDRAWN);
    }

    void answered(OwnedTask task) {
        sent.remove(task.turn);
    }

    boolean isBoundTo(Binding target) {
        return target.equals(bound);
    }

    /** What was bound before is to be bound anew, though it be to the same. */
    void unbind() {
        bound = null;
    }

    /** Sends what may be sent, in order. Nothing under a new binding before all that went under the old has come back: it might have to go first (CALL-6). */
    void send(Binding target, CallEffects out) {
        if (!target.equals(bound)) {
            if (!sent.isEmpty() || isIdle()) return;
            bound = target;
            out.bind(target.host(), actor.bind(shape.number(), target.epoch(), name));
        }
        while (sent.size() < WINDOW) {
            OwnedTask next = next();
            if (next == null) return;
            sent.put(next.turn, next);
            out.assign(next, target.host());
        }
    }

    private boolean isIdle() {
        return returned.isEmpty() && !fresh.containsKey(nextTurn);
    }

    private @Nullable OwnedTask next() {
        if (!returned.isEmpty()) return returned.pollFirstEntry().getValue().task();
        for (Object next; (next = fresh.remove(nextTurn)) != null; ) {
            nextTurn++;
            if (next instanceof OwnedTask task) return task;
        }
        return null;
    }

    /** Those that may have run and may not be repeated: whether the actor comes back does not matter to them. */
    void giveUpSpent(BiFunction<OwnedTask, ProcessId, Failure> why, CallEffects out) {
        if (returned.isEmpty()) return;
        List<Returned> spent = new ArrayList<>();
        for (Returned one : returned.values()) if (one.standing() instanceof CallStanding.Spent) spent.add(one);
        for (Returned one : spent) {
            returned.remove(one.task().turn);
            if (one.standing() instanceof CallStanding.Spent(ProcessId last))
                out.giveUp(one.task(), why.apply(one.task(), last));
        }
    }

    /** All that wait here. */
    void giveUpWaiting(BiFunction<OwnedTask, CallStanding, Failure> why, CallEffects out) {
        while (!returned.isEmpty()) {
            Returned one = returned.pollFirstEntry().getValue();
            out.giveUp(one.task(), why.apply(one.task(), one.standing()));
        }
        for (OwnedTask task; (task = next()) != null; ) out.giveUp(task, why.apply(task, CallStanding.UNSENT));
        // Behind one that still waits for its dependencies: that one hears of the end when it is queued.
        for (OwnedTask task : early()) {
            fresh.put(task.turn, WITHDRAWN);
            out.giveUp(task, why.apply(task, CallStanding.UNSENT));
        }
    }

    private List<OwnedTask> early() {
        return inTurn(fresh.values().stream()
                .filter(OwnedTask.class::isInstance)
                .map(OwnedTask.class::cast));
    }

    private static List<OwnedTask> inTurn(Stream<OwnedTask> tasks) {
        return tasks.sorted(Comparator.comparingLong(task -> task.turn)).toList();
    }

    void giveUpSent(BiFunction<OwnedTask, CallStanding, Failure> why, CallEffects out) {
        for (OwnedTask task : inTurn(sent.values().stream())) out.giveUp(task, why.apply(task, CallStanding.AGAIN));
    }

    int waiting() {
        return returned.size() + early().size();
    }

    int sentCount() {
        return sent.size();
    }
}
