package io.mobula.train;

import io.mobula.api.Cluster;

/** Which interface of its host a worker listens on: the one its node does. */
final class Hosts {
    static final String LOOPBACK = "127.0.0.1";

    private Hosts() {}

    /** The host of the node of this name; loopback if the node listens on none. */
    static String of(String node, Cluster cluster) {
        return cluster.nodes().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .map(found -> host(found.address()))
                .orElse(LOOPBACK);
    }

    /** Of {@code 10.0.0.5:7400}, {@code [fd00::5]:7400}; anything else has no host. */
    static String host(String address) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0 || address.contains("/")) return LOOPBACK;
        String host = address.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
