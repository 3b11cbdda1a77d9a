package io.mobula.call;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Where a listener can be dialed. */
public sealed interface Address {
    /** Resolved anew for every dial, so that a name may move. */
    SocketAddress resolve();

    record Tcp(String host, int port) implements Address {
        public Tcp {
            if (host.isEmpty() || port < 0 || port > 65_535)
                throw new IllegalArgumentException("Not an address: '" + host + ":" + port + "'");
        }

        @Override
        public SocketAddress resolve() {
            return new InetSocketAddress(host, port);
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    record Unix(Path path) implements Address {
        @Override
        public SocketAddress resolve() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }
}
