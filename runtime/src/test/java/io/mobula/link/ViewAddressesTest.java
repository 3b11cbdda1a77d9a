package io.mobula.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.call.Address;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewAddressesTest {
    private static ClusterView.Node node(int number, String host, String address, Path socket) {
        return new ClusterView.Node(
                ProcessId.node(number, 1), "n" + number, host, address, socket.toString(), Demand.NONE, false, number);
    }

    @Test
    void findsTheShortestWayToEachNodeThatHasOne(@TempDir Path dir) throws IOException {
        Path there = Files.createFile(dir.resolve("s"));
        Path gone = dir.resolve("gone");
        var addresses = new ViewAddresses("here");
        addresses.viewed(new ClusterView(
                1,
                List.of(
                        node(1, "here", "a_b:1", there),
                        node(2, "here", "a_b:2", gone),
                        node(3, "there", "[::1]:3", there),
                        node(4, "there", "nonsense", there))));
        assertEquals(Optional.of(new Address.Unix(there)), addresses.of(ProcessId.node(1, 1)));
        assertEquals(Optional.of(new Address.Tcp("a_b", 2)), addresses.of(ProcessId.node(2, 1)));
        assertEquals(Optional.of(new Address.Tcp("::1", 3)), addresses.of(ProcessId.node(3, 1)));
        assertEquals(Optional.empty(), addresses.of(ProcessId.node(4, 1)), "announced nonsense");
        assertEquals(Optional.empty(), addresses.of(ProcessId.node(3, 2)), "another incarnation");
    }
}
