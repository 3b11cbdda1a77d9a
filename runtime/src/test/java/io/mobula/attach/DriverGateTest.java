package io.mobula.attach;

import static io.mobula.attach.AttachNodes.CLUSTER;
import static io.mobula.attach.AttachNodes.HERE;
import static io.mobula.attach.AttachNodes.PATIENCE;
import static io.mobula.attach.AttachNodes.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Dialer;
import io.mobula.call.Identity;
import io.mobula.call.Purpose;
import io.mobula.call.VersionRange;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate before a real listener: calls, bulk and attach share it. */
class DriverGateTest {
    private static final ProcessId DRIVER = ProcessId.driver(3);
    private static final ByteString ITS_OWN = new Capabilities(CLUSTER, TOKEN).of(DRIVER);

    private AttachNodes nodes;
    private AttachNodes.Node node;

    @BeforeEach
    void start() {
        nodes = new AttachNodes(
                new AttachTiming(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(60)));
        node = nodes.start();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private List<Purpose> everyPurpose() {
        return List.of(
                new Purpose.Open(node.self(), 1),
                new Purpose.Resume(node.self(), 1, 0),
                new Purpose.Bulk(node.self()),
                new Purpose.Attach());
    }

    private void dial(ProcessId sender, ByteString capability, Purpose purpose) throws IOException {
        var identity = new Identity(CLUSTER, TOKEN, Optional.of(sender), capability, HERE);
        new Dialer(VersionRange.CURRENT, identity)
                .dial(node.address(), purpose, PATIENCE)
                .channel()
                .close();
    }

    @Test
    void aDriverWithItsCapabilityComesInForEverythingAndAgainAfterABreak() throws IOException {
        for (int i = 0; i < 2; i++) for (Purpose purpose : everyPurpose()) dial(DRIVER, ITS_OWN, purpose);
    }

    @Test
    void aDriverWithAnotherCapabilityIsRefusedForEverythingWithTheRemedy() throws IOException {
        dial(DRIVER, ITS_OWN, new Purpose.Open(node.self(), 1)); // so that there is a session to steal
        List<ByteString> wrong = List.of(
                ByteString.EMPTY,
                ByteString.copyFromUtf8("0123456789abcdef"),
                ITS_OWN.concat(ITS_OWN),
                new Capabilities(CLUSTER, TOKEN).of(ProcessId.driver(4)),
                new Capabilities(new UUID(9, 9), TOKEN).of(DRIVER));
        for (ByteString capability : wrong) {
            for (Purpose purpose : everyPurpose()) {
                ConnectionException no =
                        assertThrows(ConnectionException.class, () -> dial(DRIVER, capability, purpose));
                assertEquals(ErrorCode.CONNECTION_REFUSED, no.code());
                String reason =
                        "(CAPABILITY_REFUSED): the job capability is not that of driver-3 in cluster " + CLUSTER;
                assertTrue(no.getMessage().contains(reason), no.getMessage());
                assertTrue(no.getMessage().contains("Connect again"), no.getMessage());
            }
        }
    }

    @Test
    void aNodeNeedsNone() throws IOException {
        dial(ProcessId.node(5, 1), ByteString.EMPTY, new Purpose.Bulk(node.self()));
        dial(ProcessId.node(5, 1), ByteString.EMPTY, new Purpose.Open(node.self(), 1));
    }
}
