package io.mobula.call;

import com.google.protobuf.ByteString;
import io.mobula.core.id.ProcessId;
import java.util.Optional;
import java.util.UUID;

/**
 * Who dials: the same for every connection of a process.
 *
 * @param sender empty for a new driver and for the command line
 * @param jobCapability proves that a driver is who it says; opaque here, the {@link Gate} judges it
 */
public record Identity(UUID cluster, Token token, Optional<ProcessId> sender, ByteString jobCapability, Host host) {
    /** Which process of which machine: whether a silent peer's process is gone can be seen on the same host. */
    public record Host(String id, long pid) {
        public static Host here(String hostId) {
            return new Host(hostId, ProcessHandle.current().pid());
        }
    }

    public static Identity of(UUID cluster, Token token, ProcessId sender, Host host) {
        return new Identity(cluster, token, Optional.of(sender), ByteString.EMPTY, host);
    }

    @Override
    public String toString() {
        return sender.map(ProcessId::toString).orElse("a newcomer") + " (pid " + host.pid + " on " + host.id + ")";
    }
}
