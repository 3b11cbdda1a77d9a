package io.mobula.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which machine this is: processes with the same answer may meet by Unix socket and see each other's process ids. */
public final class HostIdentity {
    private HostIdentity() {}

    /** The kernel's boot id, which containers of other machines do not share; elsewhere the host name. */
    public static String here() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + pidNamespace();
        } catch (IOException notLinux) {
            return hostName();
        }
    }

    private static String pidNamespace() throws IOException {
        return "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
