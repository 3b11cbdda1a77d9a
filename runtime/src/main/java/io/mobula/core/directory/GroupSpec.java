package io.mobula.core.directory;

import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.List;

/**
 * Resources to be reserved together.
 *
 * @param job with which it ends
 * @param owner the process that asked for it, with which it ends too
 */
public record GroupSpec(
        GroupId id, ProcessId job, ProcessId owner, String name, Strategy strategy, List<Demand> bundles) {
    public enum Strategy {
        PACK,
        SPREAD,
        STRICT_PACK,
        STRICT_SPREAD
    }

    public GroupSpec {
        bundles = List.copyOf(bundles);
        if (bundles.isEmpty()) throw new IllegalArgumentException("a group without a bundle");
    }
}
