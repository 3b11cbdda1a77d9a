package io.mobula.core.task;

import io.mobula.core.id.CopyKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask.State;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the store that stored arguments of tasks may take at once. A push has its room before anything is fetched, and waits for it without a slot, in the order of arrival; a value that several
 * need counts once. Who waits for others lends its room, as it lends its CPU: what it waits for may need it.
 */
final class ArgumentRoom {
    private static final class Held {
        final long bytes;
        int users;

        Held(long bytes) {
            this.bytes = bytes;
        }
    }

    private final long limitBytes;
    private long usedBytes;
    private final Map<CopyKey, Held> held = new HashMap<>();
    private final ArrayDeque<HostedTask> waiting = new ArrayDeque<>();

    ArgumentRoom(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long limitBytes() {
        return limitBytes;
    }

    static long bytes(HostedTask task) {
        long bytes = 0;
        for (Dependency dependency : task.push.dependencies())
            if (dependency.outcome() instanceof Outcome.Stored stored) bytes += stored.sizeBytes();
        return bytes;
    }

    /** False: it waits, and comes by {@link #next}. */
    boolean reserve(HostedTask task) {
        if (!waiting.isEmpty() || !fits(task)) {
            waiting.add(task);
            return false;
        }
        take(task);
        return true;
    }

    /** The first that waits, if there is room for it now; it has its room. */
    @Nullable
    HostedTask next() {
        for (HostedTask task; (task = waiting.peek()) != null; ) {
            if (task.state == State.FETCHING && !fits(task)) return null;
            waiting.remove();
            if (task.state != State.FETCHING) continue; // cancelled, bounced or orphaned meanwhile
            take(task);
            return task;
        }
        return null;
    }

    private boolean fits(HostedTask task) {
        long more = 0;
        for (Dependency dependency : task.push.dependencies()) {
            if (dependency.outcome() instanceof Outcome.Stored stored && !held.containsKey(stored.copy()))
                more += stored.sizeBytes();
        }
        return usedBytes + more <= limitBytes || held.isEmpty();
    }

    private void take(HostedTask task) {
        task.hasArgumentRoom = true;
        for (Dependency dependency : task.push.dependencies()) {
            if (!(dependency.outcome() instanceof Outcome.Stored stored)) continue;
            Held value = held.get(stored.copy());
            if (value == null) {
                value = new Held(stored.sizeBytes());
                held.put(stored.copy(), value);
                usedBytes += value.bytes;
            }
            value.users++;
        }
    }

    /** It needs them no more, or lends their room. False if it had none. */
    boolean give(HostedTask task) {
        if (!task.hasArgumentRoom) return false;
        task.hasArgumentRoom = false;
        for (Dependency dependency : task.push.dependencies()) {
            if (!(dependency.outcome() instanceof Outcome.Stored stored)) continue;
            Held value = held.get(stored.copy());
            if (value == null || --value.users > 0) continue;
            held.remove(stored.copy());
            usedBytes -= value.bytes;
        }
        return true;
    }

    /** It goes on, over the limit if need be. */
    void takeBack(HostedTask task) {
        if (!task.push.dependencies().isEmpty() && !task.hasArgumentRoom) take(task);
    }

    boolean isEmpty() {
        return held.isEmpty() && usedBytes == 0 && waiting.stream().noneMatch(task -> task.state == State.FETCHING);
    }

    /** Within the limit, unless somebody took back what was lent or alone takes more. */
    long usedBytes() {
        return usedBytes;
    }
}
