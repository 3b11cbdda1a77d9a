package io.mobula.core.control;

import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.UUID;

/** One entry of the control log. Applying an entry again, or one that the state has overtaken, changes nothing. */
public sealed interface ControlEntry {
    /** Changes nothing whenever it is applied: that it was logged says that its writer led. */
    ControlEntry NOTHING = new Settled(0, -1);

    /** The first entry of every log. */
    record ClusterCreated(UUID cluster) implements ControlEntry {}

    /**
     * A process came up as this node. A living former incarnation of the same name dies by this very entry.
     *
     * @param request the same for every repetition of one wish to join
     * @param member what the membership calls the process: no two processes share one
     */
    record NodeJoined(UUID request, NodeDescription node, NodeRole role, String member) implements ControlEntry {}

    record NodeDown(ProcessId node, Cause cause, String detail) implements ControlEntry {}

    /** The node takes nothing new; what may go elsewhere does so by this very entry. */
    record NodeDraining(Draining draining) implements ControlEntry {}

    /** It takes work again. */
    record NodeUndrained(ProcessId node) implements ControlEntry {}

    record JobStarted(UUID request, Job job) implements ControlEntry {}

    record DriverDown(ProcessId driver, Cause cause, String detail) implements ControlEntry {}

    /**
     * Death {@code index} is settled (REF-8), provided that it still is the last one and nobody was born since the decision.
     *
     * @param births {@link ControlState#births} when the confirmations were counted
     */
    record Settled(long index, long births) implements ControlEntry {}

    /** Steps of the directory, in order; each that asks is answered. Those that belong together stand in one entry, so that a new actor has its node at once. */
    record Directed(List<DirectoryEntry> steps) implements ControlEntry {
        public Directed {
            steps = List.copyOf(steps);
        }
    }
}
