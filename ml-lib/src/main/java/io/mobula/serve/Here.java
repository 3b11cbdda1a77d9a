package io.mobula.serve;

import io.mobula.api.Mobula;
import io.mobula.api.TaskContext;

/** Where the running actor is. */
final class Here {
    private Here() {}

    /** The id of its node; {@code local} where the runtime does not say. */
    static String node() {
        try {
            return TaskContext.current().node();
        } catch (IllegalStateException outside) {
            return "local";
        }
    }

    /** The host part of the node's address; {@code localhost} where there is none. */
    static String host(Mobula mobula, String node) {
        return mobula.cluster().nodes().stream()
                .filter(n -> n.id().equals(node))
                .map(n -> n.address())
                .filter(address -> !address.startsWith("unix:") && address.lastIndexOf(':') > 0)
                .map(address -> address.substring(0, address.lastIndexOf(':')))
                .findFirst()
                .orElse("localhost");
    }
}
