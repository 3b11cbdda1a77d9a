package io.mobula.link;

import io.mobula.call.Address;
import io.mobula.call.PeerAddresses;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where nodes listen, by the newest view: the Unix socket on the same host, else the port. */
public final class ViewAddresses implements PeerAddresses {
    private final String host;
    private volatile ClusterView view = ClusterView.EMPTY;

    public ViewAddresses(String host) {
        this.host = host;
    }

    public void viewed(ClusterView newer) {
        view = newer;
    }

    public ClusterView view() {
        return view;
    }

    @Override
    public Optional<Address> of(ProcessId peer) {
        for (ClusterView.Node node : view.nodes()) if (node.process().equals(peer)) return Optional.of(address(node));
        return Optional.empty();
    }

    private Address address(ClusterView.Node node) {
        if (node.host().equals(host) && !node.unixSocket().isEmpty() && Files.exists(Path.of(node.unixSocket()))) {
            return new Address.Unix(Path.of(node.unixSocket()));
        }
        return tcp(node.address());
    }

    /** {@code host:port}, an IPv6 host in brackets. */
    public static Address tcp(String text) {
        URI uri = URI.create("tcp://" + text);
        String name = uri.getHost();
        if (name == null || uri.getPort() < 0) throw new IllegalArgumentException("not host:port: " + text);
        return new Address.Tcp(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, uri.getPort());
    }
}
