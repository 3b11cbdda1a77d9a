package io.mobula.cli.cluster;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@code mobula cluster up} was asked for.
 *
 * @param keepers how many of them keep the control log; empty: as many as before, and one of a new cluster
 * @param cpusPerNode empty: the machine's, divided
 * @param overrides settings as after {@code --set}, for every node
 * @param nodeMain main class of a node's JVM, called with {@code nodeArguments} and then {@code --config FILE --until-stdin-ends} and the overrides as {@code --set KEY=VALUE}
 */
public record UpRequest(
        ClusterFolder folder,
        int nodes,
        OptionalInt keepers,
        OptionalDouble cpusPerNode,
        List<String> overrides,
        Life life,
        String nodeMain,
        List<String> nodeArguments) {
    /** When the cluster ends of itself. */
    public enum Life {
        UNTIL_STOPPED,
        /** With the program that holds the other end of standard input, however that ends. */
        UNTIL_STDIN_ENDS
    }

    public UpRequest {
        overrides = List.copyOf(overrides);
        nodeArguments = List.copyOf(nodeArguments);
        if (nodes < 1 || nodes > ClusterPlanner.MAX_NODES) {
            throw new CommandFailed(
                    "--nodes %d is out of range. Allowed is 1 to %d.".formatted(nodes, ClusterPlanner.MAX_NODES));
        }
        if (keepers.isPresent()
                && (keepers.getAsInt() % 2 == 0 || keepers.getAsInt() < 1 || keepers.getAsInt() > nodes)) {
            throw new CommandFailed(
                    "--control %d is not possible with %d nodes. Allowed is an odd number of at most as many: an even one survives no more losses than one less."
                            .formatted(keepers.getAsInt(), nodes));
        }
    }
}
