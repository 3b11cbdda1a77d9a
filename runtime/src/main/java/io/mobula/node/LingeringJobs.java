package io.mobula.node;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * When a job is over at this node: its driver is dead, and no detached actor of it lives. Its code and what was made of it are of use until then.
 *
 * <p>A death is heard before the changes of the directory that were made before it, if both come at once. So a job may be taken for over although an actor of it lives elsewhere; that costs its
 * code to be loaded again, should the actor come here, and the job is told to be over once more when it is.
 *
 * <p>Confined to the thread of control events.
 */
final class LingeringJobs {
    private final Consumer<ProcessId> jobOver;
    private final Set<ProcessId> deadDrivers = new HashSet<>();

    /** The job of each living detached actor. */
    private final Map<ActorId, ProcessId> detached = new HashMap<>();

    LingeringJobs(Consumer<ProcessId> jobOver) {
        this.jobOver = jobOver;
    }

    void heard(ControlEvent event) {
        switch (event) {
            case ControlEvent.Died died -> {
                if (died.process().isNode()) return;
                deadDrivers.add(died.process());
                if (!detached.containsValue(died.process())) jobOver.accept(died.process());
            }
            case ControlEvent.Directed(DirectoryChange change) ->
                change.actors().forEach(this::heard);
            case ControlEvent.Viewed _, ControlEvent.Settled _ -> {}
        }
    }

    private void heard(ActorRecord actor) {
        if (!actor.spec().detached()) return;
        ProcessId job = actor.spec().job();
        if (!actor.isDead()) {
            detached.put(actor.id(), job);
        } else if (detached.remove(actor.id()) != null && deadDrivers.contains(job) && !detached.containsValue(job)) {
            jobOver.accept(job);
        }
    }
}
