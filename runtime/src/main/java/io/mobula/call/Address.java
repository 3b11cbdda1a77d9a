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
        private static final int MAX_PORT = 65_535;

        public Tcp {
            if (host.isEmpty() || port < 0 || port > MAX_PORT)
                throw new IllegalArgumentException("Not an address: '" + host + ":" + port + "'");
        }

        /**
         * What {@link #toString} writes: {@code host:port}, an IPv6 host in brackets. Whatever stands before the port is a host, also names that no standard knows, such as {@code node_1}: the resolver
         * judges them when they are dialed.
         *
         * @throws IllegalArgumentException with a sentence for users
         */
        public static Tcp parse(String text) {
            String stripped = text.strip();
            int colon = stripped.lastIndexOf(':');
            if (colon < 0 || colon < stripped.lastIndexOf(']')) throw no(text, "it has no port");
            String host = stripped.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            if (!bracketed && host.contains(":")) throw no(text, "where its host ends and its port begins is unclear");
            if (bracketed) host = host.substring(1, host.length() - 1);
            if (host.isBlank()) throw no(text, "it has no host");
            return new Tcp(host, port(text, stripped.substring(colon + 1)));
        }

        private static int port(String text, String digits) {
            if (digits.isEmpty()) throw no(text, "it has no port");
            try {
                int port = Integer.parseInt(digits);
                if (port >= 1 && port <= MAX_PORT) return port;
            } catch (NumberFormatException notEvenANumber) {
                // the same answer: it says what a port is
            }
            throw no(text, "its port is '" + digits + "', and ports are 1 to " + MAX_PORT);
        }

        private static IllegalArgumentException no(String text, String reason) {
            return new IllegalArgumentException("'" + text + "' is no address of a node: " + reason
                    + ". Write host:port, an IPv6 host in brackets");
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
