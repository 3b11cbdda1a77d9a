package io.mobula.cluster;

import io.mobula.api.Mobula;
import io.mobula.cli.ClusterStatus;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** Recovery from {@code kill -9}. */
class RecoveryProcessIT extends RecoveryContract {
    /** A supervisor restarts a node three times in a minute. */
    private static final int RESTARTS = 3;

    private static LocalCluster cluster;
    private static int kills;

    /** A cluster serves several tests, as long as its supervisor brings every node back whichever of them were killed. */
    @BeforeEach
    void start() throws Exception {
        if (cluster != null && kills < RESTARTS) return;
        stop();
        kills = 0;
        cluster = LocalCluster.start(3, List.of("mobula.control.node-timeout=1500 ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    @Override
    Mobula connect() {
        return cluster.connect();
    }

    @Override
    void kill(String node) throws Exception {
        kills++;
        int incarnation = cluster.incarnation(node);
        ProcessHandle process = cluster.process(node);
        process.destroyForcibly();
        process.onExit().join();
        cluster.awaitReturn(node, incarnation);
    }

    @Override
    List<Long> storedBytes() throws Exception {
        return cluster.status("node-1").nodes().stream()
                .map(ClusterStatus.Node::storeUsedBytes)
                .toList();
    }
}
