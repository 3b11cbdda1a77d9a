package io.mobula.link;

import io.mobula.call.Address;
import io.mobula.call.PeerAddresses;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where nodes listen, by the newest view: the Unix socket on the same host, else the port. */
public final class ViewAddresses implements PeerAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(ViewAddresses.class);

    private final String host;
    private volatile ClusterView view = ClusterView.EMPTY;

    /** By the number of a node's seat; those that have left stay, for what they dialed is still under way. */
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    public ViewAddresses(String host) {
        this.host = host;
    }

    public void viewed(ClusterView newer) {
        for (ClusterView.Node node : newer.nodes()) names.put(node.process().number(), node.name());
        view = newer;
    }

    public ClusterView view() {
        return view;
    }

    /** What the node in whose seat this process is or was is called; a {@code PeerNames}. */
    public Optional<String> nameOf(ProcessId node) {
        return node.isNode() ? Optional.ofNullable(names.get(node.number())) : Optional.empty();
    }

    @Override
    public Optional<Address> of(ProcessId peer) {
        for (ClusterView.Node node : view.nodes()) if (node.process().equals(peer)) return of(node);
        return Optional.empty();
    }

    /** A node that announced nonsense cannot be dialed; whoever dials must not fall over it. */
    private Optional<Address> of(ClusterView.Node node) {
        try {
            return Optional.of(address(node));
        } catch (IllegalArgumentException nonsense) {
            LOG.debug("{} cannot be dialed: {}", node.process(), nonsense.getMessage());
            return Optional.empty();
        }
    }

    private Address address(ClusterView.Node node) {
        if (node.host().equals(host) && !node.unixSocket().isEmpty() && Files.exists(Path.of(node.unixSocket()))) {
            return new Address.Unix(Path.of(node.unixSocket()));
        }
        return Address.Tcp.parse(node.address());
    }
}
