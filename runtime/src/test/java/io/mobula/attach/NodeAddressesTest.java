package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.call.Address;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeAddressesTest {
    private static ClusterView.Node node(int number, String host, String address, String socket) {
        return new ClusterView.Node(
                ProcessId.node(number, 1), "n" + number, host, address, socket, Demand.NONE, false, number);
    }

    @Test
    void triesTheViewByTheShortestWayThenTheFirstAddressesThenTheOneThatFailed() {
        var view = new ClusterView(
                1,
                List.of(
                        node(1, "here", "10.0.0.1:1", "/run/one"),
                        node(2, "here", "10.0.0.2:2", ""),
                        node(3, "there", "[::1]:3", "/run/three"),
                        node(4, "there", "nonsense", "")));
        Address failed = new Address.Tcp("10.0.0.2", 2);
        Address given = new Address.Tcp("gate", 9);
        assertEquals(
                List.of(new Address.Unix(Path.of("/run/one")), new Address.Tcp("::1", 3), given, failed),
                NodeAddresses.candidates(view, "here", List.of(given, failed), failed));
    }

    @Test
    void theOneThatFailedIsTriedEvenIfNothingElseIsKnown() {
        Address failed = new Address.Tcp("gone", 2);
        assertEquals(List.of(failed), NodeAddresses.candidates(ClusterView.EMPTY, "here", List.of(), failed));
    }
}
