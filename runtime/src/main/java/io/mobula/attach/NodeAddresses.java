package io.mobula.attach;

import io.mobula.call.Address;
import io.mobula.core.control.ClusterView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Where the nodes of a view can be dialed, and in which order to try. */
final class NodeAddresses {
    private NodeAddresses() {}

    private static Optional<Address> of(ClusterView.Node node, String hostId) {
        try {
            if (node.host().equals(hostId) && !node.unixSocket().isEmpty())
                return Optional.of(new Address.Unix(Path.of(node.unixSocket())));
            return Optional.of(Address.Tcp.parse(node.address()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a node that announced nonsense; the others may do
        }
    }

    /** Those of the view, then those given first, each once; the one that has just failed comes last. */
    static List<Address> candidates(ClusterView view, String hostId, List<Address> given, Address failed) {
        var all = new LinkedHashSet<Address>();
        for (ClusterView.Node node : view.nodes()) of(node, hostId).ifPresent(all::add);
        all.addAll(given);
        all.remove(failed);
        var order = new ArrayList<>(all);
        order.add(failed);
        return order;
    }
}
