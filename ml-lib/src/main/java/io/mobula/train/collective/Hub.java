package io.mobula.train.collective;

import io.mobula.train.collective.CollectiveException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rank's side of building a group: it listens, tells where, and joins once it knows where all the others listen.
 *
 * {@snippet :
 * try (Hub hub = Hub.open("node-1", "10.0.0.5", token)) {
 *   Endpoint mine = hub.endpoint();                                    // to be exchanged with the other ranks
 *   Membership member = hub.join(rank, endpoints, joinTimeout, callTimeout);
 * }
 * }
 *
 * <p>Two ranks talk through memory if they share a JVM, over a Unix socket if they share a host, else over TCP. It listens on the one address it is given, and only until its group is complete.
 *
 * <p>Security: a connection is used once both sides have proved, by HMAC over fresh nonces, that they know the group's token; the token is not sent. After that the bytes are neither encrypted nor
 * authenticated: gradients and weights cross the network in the clear, whatever TLS the cluster's own connections have. Where the network between nodes is not trusted, keep the group on one host
 * ({@code Strategy.STRICT_PACK}) or give the nodes an encrypted interface.
 *
 * <p>Thread safety: one thread.
 */
public final class Hub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    /** Dials of ranks that came before this one accepts. */
    private static final int BACKLOG = 256;

    private static final String MACHINE = machine();

    private final Token token;
    private final Endpoint endpoint;
    private final ServerSocketChannel tcp;
    private final @Nullable ServerSocketChannel unix;
    private final @Nullable Path folder;

    private Hub(
            Token token,
            Endpoint endpoint,
            ServerSocketChannel tcp,
            @Nullable ServerSocketChannel unix,
            @Nullable Path folder) {
        this.token = token;
        this.endpoint = endpoint;
        this.tcp = tcp;
        this.unix = unix;
        this.folder = folder;
    }

    /**
     * Listens on a free port.
     *
     * @param name what this rank is called in errors
     * @param host the address of the interface to listen on; other ranks dial it
     */
    public static Hub open(String name, String host, Token token) {
        ServerSocketChannel tcp = null;
        try {
            tcp = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName(host), 0), BACKLOG);
            int port = ((InetSocketAddress) tcp.getLocalAddress()).getPort();
            @Nullable Path folder = privateFolder();
            @Nullable ServerSocketChannel unix = folder == null ? null : unixServer(folder.resolve("rank.sock"));
            Optional<String> file = unix == null || folder == null
                    ? Optional.empty()
                    : Optional.of(folder.resolve("rank.sock").toString());
            String process = SameJvm.ID + "/" + UUID.randomUUID();
            return new Hub(token, new Endpoint(name, process, MACHINE, file, host, port), tcp, unix, folder);
        } catch (IOException e) {
            close(tcp);
            throw CollectiveException.of(
                    Reason.NOT_JOINED,
                    "Rank on " + name + " cannot listen at " + host + ": " + e.getMessage()
                            + ". The address must be one of this host's; set the node's own address in its configuration",
                    e);
        }
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Connects to this rank's neighbours; returns when all are there.
     *
     * @param all where the ranks listen, in the order of their ranks
     * @param joinTimeout for the group to come together
     * @param callTimeout how long a call waits without any byte moving
     */
    public Membership join(int rank, List<Endpoint> all, Duration joinTimeout, Duration callTimeout) {
        var servers = new ArrayList<ServerSocketChannel>(List.of(tcp));
        if (unix != null) servers.add(unix);
        var topology = new Topology(rank, all.size());
        var links = new Joining(token, topology, all, joinTimeout).join(servers);
        return new Membership(
                new Mesh(topology, all.stream().map(Endpoint::name).toList(), links, callTimeout));
    }

    /** Stops to listen; a group that has been joined stays. */
    @Override
    public void close() {
        close(tcp);
        close(unix);
        if (folder == null) return;
        try {
            Files.deleteIfExists(folder.resolve("rank.sock"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("Folder {} of the group's Unix socket stays behind: {}", folder, e.toString());
        }
    }

    private static void close(@Nullable ServerSocketChannel server) {
        if (server == null) return;
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("Closing a listener of the group: {}", e.toString());
        }
    }

    /** Readable by this user alone; null where the system has no such folders, or no room. */
    private static @Nullable Path privateFolder() {
        try {
            return Files.createTempDirectory("mobula-train-");
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("No Unix socket for this rank, TCP instead: {}", e.toString());
            return null;
        }
    }

    private static @Nullable ServerSocketChannel unixServer(Path file) {
        try {
            SocketAddress address = UnixDomainSocketAddress.of(file);
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, BACKLOG);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("No Unix socket for this rank, TCP instead: {}", e.toString());
            return null;
        }
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException notLinux) {
            return "unknown-" + SameJvm.ID;
        }
    }
}
