package io.mobula.core.directory;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.Optional;

/** What the directory has to know of the cluster around it. */
public interface Scene {
    /** @param name what the operator calls it */
    record Site(ProcessId node, String name, Demand capacity) {}

    /** The living nodes, sorted by id. */
    List<Site> nodes();

    /** The living node of this id. */
    Optional<Site> node(ProcessId id);

    /** Whether something new may go to this living node; not if it is drained. */
    default boolean takesNew(ProcessId node) {
        return true;
    }

    /** It has been born, and is not among the dead. */
    boolean lives(ProcessId process);
}
