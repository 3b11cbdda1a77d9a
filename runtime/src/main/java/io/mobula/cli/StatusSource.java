package io.mobula.cli;

/** Asks a cluster how it is. */
@FunctionalInterface
public interface StatusSource {
    /**
     * One round trip to the node at {@code address}; throws a {@code RuntimeException} whose message says why there is no answer.
     *
     * @param address {@code host:port} or {@code unix:/path}
     */
    ClusterStatus status(String address, String token);
}
