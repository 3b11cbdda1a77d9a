package io.mobula.core.task;

import io.mobula.core.InvariantViolation;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.Refused.Reason;
import io.mobula.core.task.HostedTask.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who starts next at a host: tenants of a pool, then its tasks; the calls of a lane. And whose CPU is lent meanwhile. */
final class Turns {
    private final HostTasks host;
    private final Pool node;
    private final Bundles bundles;
    private final HostEffects out;
    /** Tasks whose slot is taken, abandoned ones included. */
    private int running;

    /** Set once; tenants are admitted by it. */
    private @Nullable Actors actors;

    Turns(HostTasks host, Pool node, Bundles bundles, HostEffects out) {
        this.host = host;
        this.node = node;
        this.bundles = bundles;
        this.out = out;
    }

    void admits(Actors tenants) {
        actors = tenants;
    }

    private Actors actors() {
        Actors present = actors;
        if (present == null) throw new IllegalStateException("no actors yet");
        return present;
    }

    int running() {
        return running;
    }

    /** It has its arguments. */
    void ready(HostedTask task) {
        if (task.state != State.FETCHING) return;
        task.become(State.READY);
        switch (task.shape) {
            case SlotShape shape -> {
                if (shape.isCrowdedOut()) {
                    host.bounce(task, Reason.NO_CREDIT);
                    return;
                }
                if (shape.ready.isEmpty() && shape.pool.turns.isEmpty() && shape.hasRoom()) {
                    shape.pool.turns.started(shape);
                    start(task, shape);
                    return;
                }
                boolean first = shape.ready.isEmpty();
                shape.ready.add(task);
                if (first) shape.pool.turns.add(shape);
                startNext(shape.pool);
            }
            case CallShape shape -> {
                shape.lane.offer(shape);
                if (shape.actor.state == HostedActor.State.ALIVE) startCalls(shape.lane);
            }
            case NowhereShape _ -> throw new InvariantViolation("TASK-3", task + " was taken for nobody");
        }
    }

    private void start(HostedTask task, SlotShape shape) {
        shape.pool.slots.take(shape.claim);
        task.become(State.RUNNING);
        running++;
        out.start(task);
    }

    /** As many calls as the lane lets run; only of a living actor. */
    void startCalls(Lane lane) {
        for (HostedTask task; (task = lane.next()) != null; ) {
            HostedActor actor = task.actor;
            if (actor == null) throw new InvariantViolation("CALL-1", task + " is a call on nobody");
            task.become(State.RUNNING);
            actor.bodies++;
            actors().settleLent(actor);
            out.start(task);
        }
    }

    /** Tenants, then tasks in the order of their jobs' turns, until nothing that waits fits. */
    void startNext(Pool pool) {
        boolean admitted = false;
        for (Tenant tenant; (tenant = pool.admit()) != null; ) {
            admitted = true;
            switch (tenant) {
                case HostedActor actor -> actors().admitted(actor);
                case HostedBundle bundle -> bundles.admitted(bundle);
            }
        }
        if (admitted) crowdOut(pool);
        for (HostedTask task; (task = pool.turns.next()) != null; )
            if (task.shape instanceof SlotShape shape) start(task, shape);
    }

    /** What would wait here for as long as the tenants stay may run elsewhere. */
    void crowdOut(Pool pool) {
        for (SlotShape shape : pool.turns.shapes())
            if (shape.isCrowdedOut())
                for (HostedTask task : List.copyOf(shape.ready)) host.bounce(task, Reason.NO_CREDIT);
    }

    /** The room that a body or an actor left in a withdrawn bundle is the node's. */
    void gaveRoom(Pool pool, @Nullable HostedBundle bundle) {
        startNext(pool);
        if (bundle == null) return;
        boolean more = bundles.passOn(bundle);
        if (bundles.settle(bundle) || more) startNext(node);
    }

    /** A body that had started has ended; what it had taken is free. */
    void ended(HostedTask task, long runNanos) {
        resumed(task);
        if (!(task.shape instanceof SlotShape shape)) return;
        shape.pool.slots.give(shape.claim);
        running--;
        shape.ran(runNanos);
    }

    /** The room of a body that has ended, and been answered, is for the next. */
    void next(HostedTask task) {
        switch (task.shape) {
            case SlotShape shape -> gaveRoom(shape.pool, shape.bundle);
            case CallShape shape -> {
                if (task.returned) shape.actor.returned--;
                else shape.lane.running--;
                actors().bodyEnded(shape.actor);
                if (shape.actor.state == HostedActor.State.ALIVE) startCalls(shape.lane);
            }
            case NowhereShape _ -> {}
        }
    }

    /** An async call's method has returned. */
    void stageReturned(HostedTask task) {
        if (task.returned || (task.state != State.RUNNING && task.state != State.ABANDONED)) return;
        if (!(task.shape instanceof CallShape shape)) return;
        task.returned = true;
        shape.actor.returned++;
        actors().settleLent(shape.actor);
        shape.lane.running--;
        if (shape.actor.state == HostedActor.State.ALIVE) startCalls(shape.lane);
    }

    /** The last ones of those that wait go back to their owner. */
    void recall(SlotShape shape, int count) {
        for (int i = 0; i < count; i++) {
            HostedTask last = shape.ready.pollLast();
            if (last == null) return;
            if (shape.ready.isEmpty()) shape.pool.turns.remove(shape);
            last.become(State.FETCHING); // it waits for nothing any more that it would have to leave
            host.bounce(last, Reason.RECALLED);
        }
    }

    /** It waits here no more. */
    void leave(HostedTask task) {
        switch (task.shape) {
            case SlotShape shape -> {
                if (task.state != State.READY) return;
                shape.ready.remove(task);
                if (shape.ready.isEmpty()) shape.pool.turns.remove(shape); // else it would stand there twice
            }
            case CallShape shape -> {
                boolean first = shape.waiting.peek() == task;
                shape.waiting.remove(task);
                if (!first) return;
                shape.lane.offer(shape);
                if (shape.actor.state == HostedActor.State.ALIVE) startCalls(shape.lane);
            }
            case NowhereShape _ -> {}
        }
    }

    /** The waiting body's thread can run the wanted task at once, with its CPU: nested tasks need no thread each (TASK-10). Its place in the window it lends as any other that waits. */
    void lendTo(HostedTask waiting, HostedTask wanted) {
        boolean ready = wanted.state == State.READY
                && waiting.state == State.RUNNING
                && !waiting.blocked
                && waiting.shape instanceof SlotShape lender
                && wanted.shape instanceof SlotShape taker
                && lender.pool == taker.pool
                && lender.pool.slots.coversCpu(lender.claim, taker.claim);
        if (ready) {
            leave(wanted);
            waiting.blocked = true;
            SlotShape lender = (SlotShape) waiting.shape;
            lender.pool.slots.lendCpu(lender.claim);
            lender.blocked++;
            start(wanted, (SlotShape) wanted.shape);
            settleLent(lender);
        } else if (wanted.state == State.RUNNING) {
            blocked(waiting); // perhaps no thread has taken it yet
        }
    }

    /** Its body waits for others. */
    void blocked(HostedTask task) {
        if (task.blocked || (task.state != State.RUNNING && task.state != State.ABANDONED)) return;
        task.blocked = true;
        switch (task.shape) {
            case SlotShape shape -> {
                shape.pool.slots.lendCpu(shape.claim);
                shape.blocked++;
                settleLent(shape);
                gaveRoom(shape.pool, shape.bundle);
            }
            case CallShape shape -> {
                shape.actor.blocked++;
                actors().settleLent(shape.actor);
            }
            case NowhereShape _ -> {}
        }
    }

    /** It goes on, over capacity if need be. */
    void resumed(HostedTask task) {
        if (!task.blocked) return;
        task.blocked = false;
        switch (task.shape) {
            case SlotShape shape -> {
                shape.pool.slots.resumeCpu(shape.claim);
                shape.blocked--;
                settleLent(shape);
                if (shape.bundle != null) bundles.passOn(shape.bundle);
            }
            case CallShape shape -> {
                shape.actor.blocked--;
                actors().settleLent(shape.actor);
            }
            case NowhereShape _ -> {}
        }
    }

    void settleLent(SlotShape shape) {
        int change = shape.settleLent();
        if (change > 0) out.send(shape.owner, new Message.Grant(shape.number, change));
        else if (change < 0) out.send(shape.owner, new Message.Revoke(shape.number, -change));
    }
}
