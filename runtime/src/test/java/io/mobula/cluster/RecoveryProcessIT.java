package io.mobula.cluster;

import io.mobula.api.Mobula;
import io.mobula.cli.ClusterStatus;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Recovery from {@code kill -9}. */
class RecoveryProcessIT extends RecoveryContract {
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
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
