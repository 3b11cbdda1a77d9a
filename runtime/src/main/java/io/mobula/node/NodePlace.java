package io.mobula.node;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.call.Address;
import io.mobula.call.Listener;
import io.mobula.config.NodeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/** Where a node listens, decided before it joins: the cluster is told the address with the name. */
record NodePlace(String name, String host, int port, Optional<Path> unix) {
    /** A free port if none is set. A taken one is found out here, before anything else has started. */
    static NodePlace find(NodeConfig config) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(config.host(), config.port()));
            return new NodePlace(config.name(), config.host(), probe.getLocalPort(), config.unixSocket());
        } catch (IOException e) {
            throw new StartException(
                    ErrorCode.PORT_IN_USE,
                    "Node " + config.name() + " cannot listen on " + config.host() + ":" + config.port() + ": "
                            + e.getMessage()
                            + ". Stop the process that has the port, or set mobula.node.port to another one (0 takes any that is free)",
                    e);
        }
    }

    String address() {
        return new Address.Tcp(host, port).toString();
    }

    String unixText() {
        return unix.map(path -> path.toAbsolutePath().toString()).orElse("");
    }

    Listener.Places places() {
        return new Listener.Places(new InetSocketAddress(host, port), unix.map(Path::toAbsolutePath));
    }
}
