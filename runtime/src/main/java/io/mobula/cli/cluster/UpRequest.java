package io.mobula.cli.cluster;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code mobula cluster up} was asked for.
 *
 * @param cpusPerNode empty: the machine's, divided
 * @param overrides settings as after {@code --set}, for every node
 * @param nodeMain main class of a node's JVM, called with {@code nodeArguments} and then {@code --config FILE --until-stdin-ends} and the overrides as {@code --set KEY=VALUE}
 */
public record UpRequest(
        ClusterFolder folder,
        int nodes,
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
    }
}
