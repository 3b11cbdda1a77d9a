package io.mobula.core.directory;

import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import java.util.List;

/**
 * What everybody is told of a placement group.
 *
 * @param epoch counts placements: what was reserved for an older one counts no more
 */
public record GroupRecord(GroupSpec spec, long version, int epoch, State state) {
    public sealed interface State {}

    /** Not all bundles have a node, so none is reserved anew. */
    public record Waiting(String why) implements State {}

    /** The node of each bundle; the nodes are taking what it needs out of their own. */
    public record Placed(List<ProcessId> nodes) implements State {
        public Placed {
            nodes = List.copyOf(nodes);
        }
    }

    /** Every node has reserved its bundles. */
    public record Ready(List<ProcessId> nodes) implements State {
        public Ready {
            nodes = List.copyOf(nodes);
        }
    }

    public record Removed(String why) implements State {}

    public GroupId id() {
        return spec.id();
    }
}
