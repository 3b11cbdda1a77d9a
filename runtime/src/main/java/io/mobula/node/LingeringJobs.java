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

/**
 * When a job is over at this node: its driver is dead, and no detached actor of it lives. Its code and what was made of it are of use until then.
 *
 * <p>A death is heard before the changes of the directory that were made before it, if both come at once: a node that is new hears all deaths first. So a job may be taken for over although an actor of it lives; then it is
 * told to go on, its code is loaded again when it is needed, and it is told to be over once more when it is.
 *
 * <p>Confined to the thread of control events.
 */
final class LingeringJobs {
    /** What is told of jobs whose drivers are dead. */
    interface Listener {
        void over(ProcessId job);

        /** It is not over, though it was told to be. */
        void goesOn(ProcessId job);
    }

    private final Listener listener;
    private final Set<ProcessId> deadDrivers = new HashSet<>();

    /** The job of each living detached actor. */
    private final Map<ActorId, ProcessId> detached = new HashMap<>();

    LingeringJobs(Listener listener) {
        this.listener = listener;
    }

    void heard(ControlEvent event) {
        switch (event) {
            case ControlEvent.Died died -> {
                if (died.process().isNode()) return;
                deadDrivers.add(died.process());
                if (!detached.containsValue(died.process())) listener.over(died.process());
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
            boolean first = !detached.containsValue(job);
            detached.put(actor.id(), job);
            if (first && deadDrivers.contains(job)) listener.goesOn(job);
        } else if (detached.remove(actor.id()) != null && deadDrivers.contains(job) && !detached.containsValue(job)) {
            listener.over(job);
        }
    }
}
