package io.mobula.call;

import io.mobula.core.id.ProcessId;
import java.util.Optional;

/** What nodes are called, which is what their certificates name; asked at every handshake, by any thread. */
@FunctionalInterface
public interface PeerNames {
    PeerNames UNKNOWN = _ -> Optional.empty();

    /** The name of the node in whose seat this process is or was; empty as long as it is not known. */
    Optional<String> of(ProcessId node);
}
