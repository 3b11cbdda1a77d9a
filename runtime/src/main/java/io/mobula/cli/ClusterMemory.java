package io.mobula.cli;

import java.util.List;

/** What a cluster's object stores hold; also what {@code mobula memory --json} prints. */
public record ClusterMemory(List<Node> nodes) {
    public ClusterMemory {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node's store.
     *
     * @param answers false: it is listed as alive and does not answer, and everything else is 0
     * @param place where its memory is
     * @param warmBytes got from the system and free
     * @param spilled objects on disk and not in memory
     * @param fileBytes on disk: more than the spilled objects', for what came back to memory stays there too
     * @param waiting puts and fetches that wait for room
     * @param evicted copies since the node's start; so are restored and lost objects
     * @param top the largest objects
     */
    public record Node(
            String name,
            boolean answers,
            String place,
            long capacityBytes,
            long usedBytes,
            long warmBytes,
            Sum primaries,
            Sum copies,
            Sum pinned,
            Sum spilled,
            long files,
            long fileBytes,
            long fileCapacityBytes,
            long waiting,
            long evicted,
            long restored,
            long lost,
            List<Held> top) {
        public Node {
            top = List.copyOf(top);
        }
    }

    /** Objects, and their bytes. */
    public record Sum(long objects, long bytes) {
        static final Sum NOTHING = new Sum(0, 0);
    }

    /**
     * One object.
     *
     * @param kind primary, or a copy of one elsewhere
     * @param maker the task that made it, by name; put, or where a copy comes from
     * @param pinnedBy empty if nobody reads it
     */
    public record Held(
            String object,
            String owner,
            String kind,
            String place,
            long bytes,
            String maker,
            long ageMillis,
            long pins,
            String pinnedBy) {}

    /** Of a node that does not answer. */
    public static Node silent(String name) {
        Sum none = Sum.NOTHING;
        return new Node(name, false, "", 0, 0, 0, none, none, none, none, 0, 0, 0, 0, 0, 0, 0, List.of());
    }
}
