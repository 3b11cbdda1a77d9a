package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.call.Token;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttachCodecTest {
    private static final ProcessId NODE = ProcessId.node(2, 3);
    private static final ProcessId DRIVER = ProcessId.driver(7);
    private static final UUID CLUSTER = new UUID(1, 2);
    private static final Manifest MANIFEST = new Manifest(List.of(new Manifest.Entry("a.jar", "ab12", 5)));
    private static final ByteString CAPABILITY = ByteString.copyFromUtf8("0123456789abcdef");
    private static final ClusterView VIEW = new ClusterView(
            4,
            List.of(new ClusterView.Node(
                    NODE,
                    "b",
                    "host",
                    "10.0.0.1:7400",
                    "/run/b",
                    new Demand(List.of(new Demand.Amount("cpu", 20_000))),
                    true,
                    99)));

    private static final NodeMemory MEMORY = new NodeMemory(
            "arena in /dev/shm",
            new NodeMemory.Capacity(1, 2, 3, 4, 5),
            new NodeMemory.Sums(
                    new NodeMemory.Sum(1, 2),
                    new NodeMemory.Sum(3, 4),
                    new NodeMemory.Sum(5, 6),
                    new NodeMemory.Sum(7, 8)),
            new NodeMemory.Counts(1, 2, 3, 4, 5),
            List.of(new NodeMemory.Held("o", "driver-7", "primary", "memory", 9, "fit", 10, 11, "node-1.1")));

    @Test
    void whateverIsToldANodeSurvivesTheWire() throws AttachProtocolException {
        for (ToNode message : List.of(
                new ToNode.StartJob("job", MANIFEST, new ClassVersion("com/acme/Main.class", 69, 65_535)),
                new ToNode.StartJob("job", MANIFEST, ClassVersion.NONE),
                new ToNode.ResumeJob(DRIVER, CAPABILITY, "job", new Progress(4, 9, 8, 7), 9),
                new ToNode.Confirm(5),
                new ToNode.Ping(),
                new ToNode.Goodbye(),
                new ToNode.Status(),
                new ToNode.Memory(12),
                new ToNode.Stop())) {
            assertEquals(new AttachCodec.Numbered<>(3, message), AttachCodec.toNode(AttachCodec.encode(3, message)));
        }
    }

    @Test
    void whateverANodeSaysSurvivesTheWire() throws AttachProtocolException {
        var figures = new NodeStatus.Figures(
                "b",
                NODE,
                "10.0.0.1:7400",
                Duration.ofMillis(1_234),
                new NodeStatus.Cpus(0.5, 2),
                new NodeStatus.Tasks(3, 4),
                new NodeStatus.Stored(5, 7, 6, 8));
        var status = new NodeStatus(
                figures,
                List.of(new HomeDriver(DRIVER, "job", 77, Instant.ofEpochMilli(88))),
                Optional.of(Instant.ofEpochMilli(99)));
        for (ToDriver message : List.of(
                new ToDriver.Started(CLUSTER, DRIVER, CAPABILITY, VIEW, List.of("ab12")),
                new ToDriver.Done(),
                new ToDriver.Status(CLUSTER, VIEW, status),
                new ToDriver.Memory(CLUSTER, VIEW, NODE, MEMORY),
                new ToDriver.Failed("CONNECTION_REFUSED", "because"),
                new ToDriver.Events(List.of(
                        new ControlEvent.Died(1, NODE, ControlEvent.Cause.UNREACHABLE, "silent"),
                        new ControlEvent.Settled(1),
                        new ControlEvent.Viewed(VIEW))),
                new ToDriver.Ping())) {
            assertEquals(new AttachCodec.Numbered<>(3, message), AttachCodec.toDriver(AttachCodec.encode(3, message)));
        }
    }

    @Test
    void theBytesAreForEver() {
        var resume = new ToNode.ResumeJob(DRIVER, CAPABILITY, "job", new Progress(4, 9, 8, 7), 9);
        String hex = HexFormat.of().formatHex(AttachCodec.encode(3, resume));
        assertEquals(
                "0803" + "1a2b" + "0a06080110072001" + "121030313233343536373839616263646566" + "1a036a6f62"
                        + "22080804100918082007" + "2809",
                hex);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(AttachProtocolException.class, () -> AttachCodec.toNode(new byte[] {8, 1}));
        assertThrows(AttachProtocolException.class, () -> AttachCodec.toDriver(new byte[] {8, 1}));
        assertThrows(AttachProtocolException.class, () -> AttachCodec.toNode(new byte[] {-1, -1, 3}));
        byte[] ahead = AttachCodec.encode(1, new ToNode.ResumeJob(DRIVER, CAPABILITY, "", Progress.NONE, 1));
        AttachProtocolException e = assertThrows(AttachProtocolException.class, () -> AttachCodec.toNode(ahead));
        assertTrue(e.getMessage().contains("heard 0 deaths and confirms 1"), e.getMessage());
    }

    @Test
    void aCapabilityProvesOneDriverOfOneClusterUnderOneToken() {
        var capabilities = new Capabilities(CLUSTER, Token.of("secret"));
        ByteString own = capabilities.of(DRIVER);
        assertEquals(Capabilities.BYTES, own.size());
        assertTrue(new Capabilities(CLUSTER, Token.of("secret")).prove(DRIVER, own));
        assertFalse(capabilities.prove(ProcessId.driver(8), own));
        assertFalse(capabilities.prove(DRIVER, ByteString.EMPTY));
        assertFalse(new Capabilities(new UUID(1, 3), Token.of("secret")).prove(DRIVER, own));
        assertFalse(new Capabilities(CLUSTER, Token.of("Secret")).prove(DRIVER, own));
        assertFalse(capabilities.prove(NODE, capabilities.of(NODE)));
    }
}
