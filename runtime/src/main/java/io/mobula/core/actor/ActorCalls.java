package io.mobula.core.actor;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.task.CallStanding;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The calls a process makes on actors, between {@link io.mobula.core.task.OwnerTasks}, which knows each by itself, and the hosts: in turns, to where the directory says, again after a restart.
 *
 * <p>Confined: one thread at a time. Never blocks.
 */
public final class ActorCalls {
    /** Dead actors nobody calls whose end is remembered: whoever calls one of them later asks the directory. */
    private static final int REMEMBERED_DEAD = 10_000;

    private final Map<ActorId, CalledActor> actors = new HashMap<>();
    private final LinkedHashMap<ActorId, CalledActor> ended = new LinkedHashMap<>();
    private final Set<ProcessId> dead = new HashSet<>();
    private final CallEffects out;

    public ActorCalls(CallEffects out) {
        this.out = out;
    }

    public void handle(CallEvent event) {
        switch (event) {
            case CallEvent.Learned(ActorRecord record) -> {
                CalledActor actor = actor(record.id());
                if (!actor.learn(record)) return;
                settle(actor);
            }
            case CallEvent.Forgotten(ActorId id) -> {
                CalledActor actor = actor(id);
                actor.forget();
                settle(actor);
            }
            case CallEvent.Queued(OwnedTask task, CallStanding standing) -> {
                CalledActor actor = actor(lane(task).actor());
                lane(actor, task).queued(task, standing);
                settle(actor);
            }
            case CallEvent.Withdrawn(OwnedTask task) -> {
                CalledActor actor = actor(lane(task).actor());
                lane(actor, task).withdrawn(task);
                settle(actor);
            }
            case CallEvent.Answered(OwnedTask task) -> {
                CalledActor actor = actor(lane(task).actor());
                lane(actor, task).answered(task);
                actor.answered();
                settle(actor);
            }
            case CallEvent.Bounced(OwnedTask task) -> {
                CalledActor actor = actor(lane(task).actor());
                actor.bounced(lane(actor, task), out);
            }
            case CallEvent.ProcessDied(ProcessId process) -> dead.add(process);
            case CallEvent.RecheckDue(ActorId id) -> {
                CalledActor actor = actors.get(id);
                if (actor == null) return;
                actor.recheck();
                settle(actor);
            }
        }
    }

    private static Shape.ActorLane lane(OwnedTask task) {
        return (Shape.ActorLane) task.options.shape().target();
    }

    private static CallLane lane(CalledActor actor, OwnedTask task) {
        return actor.lane(task.options.shape(), lane(task).lane());
    }

    private CalledActor actor(ActorId id) {
        CalledActor actor = actors.get(id);
        if (actor != null) return actor;
        actor = ended.remove(id);
        if (actor == null) actor = new CalledActor(id);
        actors.put(id, actor);
        return actor;
    }

    private void settle(CalledActor actor) {
        actor.settle(dead::contains, out);
        if (!actor.isOver() || !actor.isIdle()) return;
        actors.remove(actor.id);
        ended.put(actor.id, actor);
        if (ended.size() > REMEMBERED_DEAD) ended.pollFirstEntry();
    }

    /** Calls that wait to be sent. */
    public int waiting() {
        int count = 0;
        for (CalledActor actor : actors.values()) for (CallLane lane : actor.lanes) count += lane.waiting();
        return count;
    }
}
