package io.mobula.call;

import io.mobula.core.id.ProcessId;
import java.util.Optional;

/** Where a process listens now; asked before every dial, by any thread. Chooses the Unix socket for a process of this host. */
@FunctionalInterface
public interface PeerAddresses {
    /** Empty as long as it is not known. */
    Optional<Address> of(ProcessId peer);
}
