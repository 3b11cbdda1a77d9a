package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.mobula.api.Mobula;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Dialer;
import io.mobula.call.Identity;
import io.mobula.call.Purpose;
import io.mobula.call.Token;
import io.mobula.call.VersionRange;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.core.id.ProcessId;
import io.mobula.driver.ConnectTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes of another cluster that come to the wrong door, with the right token: the id alone tells the two clusters apart. */
@ExtendWith(SharedCluster.class)
class ForeignClusterProcessIT {
    @TempDir
    private Path dir;

    private LocalCluster cluster;
    private List<Integer> incarnations;

    @BeforeEach
    void look(LocalCluster shared) throws IOException {
        cluster = shared;
        incarnations = incarnations();
    }

    private List<Integer> incarnations() throws IOException {
        return cluster.status("node-1").nodes().stream()
                .map(ClusterStatus.Node::incarnation)
                .toList();
    }

    private void assertUnharmed() throws IOException {
        assertEquals(incarnations, incarnations(), "the same nodes as before");
        try (Mobula mobula = cluster.connect()) {
            assertEquals(42, mobula.submit(() -> 42).get(LocalCluster.LIMIT));
        }
    }

    private void awaitInLog(String node, String text) throws Exception {
        Until.value(node + " says why", LocalCluster.LIMIT, () -> cluster.logOf(node), log -> log.contains(text));
    }

    @Test
    void aNodeOfAnotherClusterIsToldWhoseControlNodeItAsked() throws Exception {
        var other = new ClusterFolder(dir.resolve("other"));
        UUID its = other.initialise();
        Path conf = other.dir().resolve("stray.conf");
        Files.writeString(conf, """
                include "cluster.conf"
                mobula {
                  cluster.token-file = "%s"
                  node { name = stray, host = "127.0.0.1", port = 0, data-dir = stray }
                  control.nodes = ["%s"]
                }
                """.formatted(cluster.dir().resolve("token"), cluster.controlNode()));

        ShortNode.Ended ended = ShortNode.run("--config", conf.toString());

        String reason = "it wants cluster " + its + ", and this is cluster ";
        assertEquals(1, ended.code(), ended.said());
        assertTrue(ended.said().contains("Node stray was refused by the control node at 127.0.0.1:"), ended.said());
        assertTrue(ended.said().contains(reason), ended.said());
        assertTrue(ended.said().contains("Give it the cluster's own token and id"), ended.said());
        assertTrue(ended.said().contains("CLUSTER_MISMATCH"), ended.said());
        awaitInLog("node-1", reason);
        awaitInLog("node-1", "Give it this cluster's token and id, or the address of its own control node");
        assertUnharmed();
    }

    /** As a driver does that looks for a new home, or dials again, where another cluster has taken the address. */
    @Test
    void aDriverOfAnotherClusterIsRefusedWhateverItComesFor() throws Exception {
        var its = UUID.randomUUID();
        Token token = Token.of(Files.readString(cluster.dir().resolve("token")).strip());
        var identity = new Identity(
                its,
                token,
                Optional.of(ProcessId.driver(1)),
                ByteString.copyFromUtf8("a capability of there"),
                Identity.Host.here("elsewhere"));
        var dialer = new Dialer(VersionRange.CURRENT, identity);
        ProcessId node = ProcessId.node(1, 1);
        for (Purpose purpose : List.of(new Purpose.Attach(), new Purpose.Open(node, 1), new Purpose.Bulk(node))) {
            ConnectionException no = assertThrows(
                    ConnectionException.class,
                    () -> dialer.dial(ConnectTarget.parse(cluster.address()), purpose, LocalCluster.LIMIT));
            assertEquals(ErrorCode.CLUSTER_MISMATCH, no.code(), no.getMessage());
            assertTrue(no.getMessage().contains("not " + its), no.getMessage());
            assertTrue(no.getMessage().contains("Check the address"), no.getMessage());
        }
        awaitInLog("node-1", "refused (CLUSTER_MISMATCH): this is cluster ");
        awaitInLog("node-1", "not " + its + ". It is told: Check the address");
        assertUnharmed();
    }
}
