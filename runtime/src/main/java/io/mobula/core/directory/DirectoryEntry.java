package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import java.util.List;

/** One step of the directory. One that the state has overtaken changes nothing, and neither does a second time. */
public sealed interface DirectoryEntry {
    /** Somebody asks; the entry is answered. */
    record Asked(DirectoryRequest request) implements DirectoryEntry {}

    /** What {@link DirectoryDecisions} has decided. It counts for this epoch, and only if the node still lives and has the room. */
    sealed interface Decided extends DirectoryEntry {}

    record ActorPlaced(ActorId actor, int epoch, ProcessId at) implements Decided {}

    record ActorWaits(ActorId actor, int epoch, String why) implements Decided {}

    /** It can never fit into the cluster as it is. */
    record ActorGivenUp(ActorId actor, int epoch, String why) implements Decided {}

    /** @param nodes of all bundles; those that had a node keep it */
    record GroupPlaced(GroupId group, int epoch, List<ProcessId> nodes) implements Decided {
        public GroupPlaced {
            nodes = List.copyOf(nodes);
        }
    }

    record GroupWaits(GroupId group, int epoch, String why) implements Decided {}

    record GroupGivenUp(GroupId group, int epoch, String why) implements Decided {}
}
