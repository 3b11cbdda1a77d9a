package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.cli.ClusterStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ObjectsProcessIT {
    private static final int BYTES = 1 << 20;
    private static final int OBJECTS = 200;
    /** Together more than this program's own store takes, so that what was put is seen to go here too. */
    private static final int ROUNDS = 3;

    private static long stored(LocalCluster cluster) throws Exception {
        return cluster.status("node-1").nodes().stream()
                .mapToLong(ClusterStatus.Node::storeUsedBytes)
                .sum();
    }

    /** In a method of its own: when it returns, nothing here refers to any of its refs. */
    private static void useMany(Mobula mobula) {
        List<ObjectRef<Integer>> lengths = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            ObjectRef<byte[]> ref = mobula.put(new byte[BYTES]);
            lengths.add(mobula.submit(() -> ref.get().length));
        }
        assertEquals(OBJECTS, mobula.getAll(lengths).size());
    }

    @Test
    void objectsThatNobodyRefersToLeaveEveryStore(LocalCluster cluster) throws Exception {
        try (Mobula mobula = cluster.connect()) {
            for (int i = 0; i < ROUNDS; i++) {
                useMany(mobula);
                Until.value(
                        "the nodes' stores are empty",
                        LocalCluster.LIMIT,
                        () -> {
                            System.gc();
                            return stored(cluster);
                        },
                        bytes -> bytes == 0);
            }
            assertTrue(mobula.cluster().traffic().sentBytes() >= (long) OBJECTS * BYTES);
        }
    }
}
