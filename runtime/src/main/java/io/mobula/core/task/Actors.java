package io.mobula.core.task;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryRequest.ActorEnded;
import io.mobula.core.directory.DirectoryRequest.ActorStarted;
import io.mobula.core.id.ActorId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message.Refused.Reason;
import io.mobula.core.message.Opaque;
import io.mobula.core.task.HostedActor.State;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The actors that live on this node. One life of an actor at a time; the next waits until the last body of the one before has ended. */
final class Actors {
    private final TreeMap<ActorId, HostedActor> actors = new TreeMap<>();
    /** Lives that are over and whose bodies have not ended: their resources are still taken. */
    private int lingering;

    private final HostTasks host;
    private final Turns turns;
    private final Pool node;
    private final Bundles bundles;
    private final HostEffects out;

    Actors(HostTasks host, Turns turns, Pool node, Bundles bundles, HostEffects out) {
        this.host = host;
        this.turns = turns;
        this.node = node;
        this.bundles = bundles;
        this.out = out;
    }

    @Nullable
    HostedActor find(ActorId id, int epoch) {
        HostedActor actor = actors.get(id);
        return actor != null && actor.epoch == epoch ? actor : null;
    }

    void assigned(ActorSpec spec, int epoch) {
        HostedActor known = actors.get(spec.id());
        if (known != null && known.epoch >= epoch) return;
        if (known != null) withdraw(known, new Failure.ActorUnavailable(spec.id(), host.self()));
        Pool pool = node;
        HostedBundle bundle = null;
        if (spec.bundle().isPresent()) {
            bundle = bundles.reserved(spec.bundle().get());
            if (bundle == null)
                return; // reserved for another placement: the directory has yet to tell of it, or to hear of its end
            pool = bundle.pool;
        }
        var actor = new HostedActor(spec, epoch, pool, bundle);
        actors.put(spec.id(), actor);
        pool.await(actor);
        turns.startNext(pool);
    }

    /** It has its resources. */
    void admitted(HostedActor actor) {
        actor.holdsClaim = true;
        actor.become(State.MAKING);
        actor.bodies++;
        out.makeActor(actor);
    }

    void made(HostedActor actor) {
        if (actor.state == State.MAKING) {
            actor.become(State.ALIVE);
            out.tell(new ActorStarted(actor.spec.id(), actor.epoch));
        }
        bodyEnded(actor);
        actor.lanes.values().forEach(turns::startCalls);
    }

    void failed(HostedActor actor, ActorEnd end, String detail, Opaque failure) {
        if (actor.state == State.MAKING) end(actor, end, detail, failure);
        bodyEnded(actor);
    }

    void exits(HostedActor actor) {
        if (actor.state != State.ALIVE) return;
        actor.become(State.EXITING);
        bounceWaiting(actor);
    }

    /** Those that may be restarted elsewhere end here, each with the calls that run in it; the directory gives them their next life. One that is being made does so when it is. */
    void moveAway() {
        for (HostedActor actor : List.copyOf(actors.values())) {
            if (!actor.isMovable()) continue;
            switch (actor.state) {
                case CLAIMING -> {
                    actor.pool.leave(actor);
                    moved(actor);
                }
                case ALIVE -> {
                    actor.moves = true;
                    exits(actor);
                    if (actor.bodies > 0) continue;
                    moved(actor);
                    release(actor);
                }
                case MAKING, EXITING, GONE -> {}
            }
        }
    }

    private void moved(HostedActor actor) {
        end(actor, ActorEnd.NODE_DIED, "its node is drained", Opaque.EMPTY);
    }

    private void end(HostedActor actor, ActorEnd end, String detail, Opaque failure) {
        actor.become(State.GONE);
        bounceWaiting(actor);
        out.tell(new ActorEnded(actor.spec.id(), actor.epoch, end, detail, failure));
    }

    void withdrawn(ActorId id, int before, Failure why) {
        HostedActor actor = actors.get(id);
        if (actor != null && actor.epoch < before) withdraw(actor, why);
    }

    private void withdraw(HostedActor actor, Failure why) {
        actor.over = why;
        actors.remove(actor.spec.id());
        actor.withdrawn = true;
        boolean claiming = actor.state == State.CLAIMING;
        actor.become(State.GONE);
        bounceWaiting(actor);
        if (claiming) {
            actor.pool.leave(actor);
            return;
        }
        if (actor.bodies > 0) {
            lingering++;
            host.interruptCalls(actor);
        } else {
            release(actor);
        }
    }

    /** Their callers ask the directory, and send them where it says. */
    private void bounceWaiting(HostedActor actor) {
        for (CallShape caller : actor.callers) {
            for (HostedTask task : List.copyOf(caller.waiting)) host.bounce(task, Reason.NOT_HERE);
            caller.waiting.clear();
        }
    }

    void settleLent(HostedActor actor) {
        if (!actor.holdsClaim || actor.waits() == actor.lent) return;
        actor.lent = !actor.lent;
        if (actor.lent) {
            actor.pool.slots.lendTenantsCpu(actor.pool.slots.cpuUnits(actor.claim()));
            turns.gaveRoom(actor.pool, actor.bundle);
        } else {
            actor.pool.slots.lendTenantsCpu(-actor.pool.slots.cpuUnits(actor.claim()));
            turns.crowdOut(actor.pool);
            if (actor.bundle != null) bundles.passOn(actor.bundle);
        }
    }

    /** The factory, or a call, has come to its end. */
    void bodyEnded(HostedActor actor) {
        actor.bodies--;
        settleLent(actor);
        if (actor.bodies > 0) return;
        if (actor.state == State.EXITING && actor.moves) moved(actor);
        else if (actor.state == State.EXITING) end(actor, ActorEnd.STOPPED, "it was stopped", Opaque.EMPTY);
        if (actor.state != State.GONE) return;
        if (actor.withdrawn) lingering--;
        release(actor);
    }

    private void release(HostedActor actor) {
        if (!actor.holdsClaim) return;
        actor.holdsClaim = false;
        actor.pool.slots.letGo(actor.claim());
        out.dropActor(actor);
        turns.gaveRoom(actor.pool, actor.bundle);
    }

    /** Also those that end: until their last call has, they are here. */
    List<ActorId> living() {
        return actors.values().stream()
                .filter(actor -> actor.state != State.GONE || actor.bodies > 0)
                .map(actor -> actor.spec.id())
                .toList();
    }

    boolean isEmpty() {
        return actors.values().stream().noneMatch(actor -> actor.holdsClaim) && lingering == 0;
    }

    Iterable<HostedActor> all() {
        return actors.values();
    }

    @Override
    public String toString() {
        return actors.values() + ", " + lingering + " lingering";
    }
}
