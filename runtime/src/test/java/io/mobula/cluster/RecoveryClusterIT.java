package io.mobula.cluster;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.boot.StatusService;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.job.Target;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.node.NodeDaemon;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Recovery over real sockets, of nodes in one JVM: one is closed with all it has, and started again. */
class RecoveryClusterIT extends RecoveryContract {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String HOST = "127.0.0.1";

    @TempDir
    private Path place;

    private final Map<String, NodeDaemon> nodes = new TreeMap<>();
    private final UUID id = UUID.randomUUID();
    private int pekkoPort;
    private int raftPort;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(place.resolve("token"), TOKEN);
        pekkoPort = freePort();
        raftPort = freePort();
        for (String name : List.of("node-1", "node-2", "node-3")) nodes.put(name, node(name));
        try (Mobula mobula = connect()) {
            Until.holds(
                    "all nodes are there",
                    LocalCluster.LIMIT,
                    () -> mobula.cluster().nodes().size() == nodes.size());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private NodeDaemon node(String name) {
        boolean keeper = name.equals("node-1");
        return NodeDaemon.start(MobulaConfig.load(ConfigSources.none()
                .withOverrides(List.of(
                        "cluster.id=" + id,
                        "cluster.token-file=" + place.resolve("token"),
                        "node.name=" + name,
                        "node.host=" + HOST,
                        "node.port=0",
                        "node.unix-socket=off",
                        "node.cpus=2",
                        "node.data-dir=" + place.resolve(name),
                        "control.nodes=[\"node-1@" + HOST + ":" + pekkoPort + ":" + raftPort + "\"]",
                        "control.pekko-port=" + (keeper ? pekkoPort : 0),
                        "control.raft-port=" + (keeper ? raftPort : 0),
                        "control.node-timeout=1500 ms",
                        "store.memory=256 MiB"))));
    }

    @AfterEach
    void stop() {
        for (String name : List.of("node-3", "node-2", "node-1")) {
            NodeDaemon node = nodes.remove(name);
            if (node != null) node.close();
        }
    }

    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.to(nodes.get("node-1").address()).withToken(TOKEN));
    }

    @Override
    void kill(String name) {
        nodes.get(name).close();
        nodes.put(name, node(name));
    }

    @Override
    List<Long> storedBytes() throws Exception {
        return new StatusService()
                .status(new Target(nodes.get("node-1").address(), TOKEN, Optional.empty())).nodes().stream()
                        .map(ClusterStatus.Node::storeUsedBytes)
                        .toList();
    }
}
