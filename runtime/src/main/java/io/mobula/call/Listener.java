package io.mobula.call;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where other processes dial in: a TCP port, and a Unix socket for those on the same host.
 *
 * <p>Failure: whatever a stranger sends costs at most its own connection, one thread and 64 KiB for {@link #HANDSHAKE_TIMEOUT}; of those there are at most
 * {@link #MAX_HANDSHAKES}, further connections wait in the system's backlog.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Connections that have not finished their handshake. */
    static final int MAX_HANDSHAKES = 64;

    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

    /** Connections the system holds until they are accepted. */
    private static final int BACKLOG = 512;

    /** Pause after a failed accept, which mostly means that file descriptors have run out. */
    private static final long ACCEPT_PAUSE_NANOS = 50_000_000;

    /** How long {@link #close} waits for the threads that accept. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /**
     * What to bind.
     *
     * @param unix empty where peers of the same host come by TCP too
     */
    public record Places(InetSocketAddress tcp, Optional<Path> unix) {}

    /** Who decides and who serves. */
    public record Services(Gate gate, Sessions sessions, ConnectionConsumer bulk, ConnectionConsumer attach) {}

    private final Reception reception;
    private final ServerSocketChannel tcp;
    private final Optional<ServerSocketChannel> unix;
    private final Optional<Path> unixPath;
    private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);
    private final Set<Thread> inHandshake = ConcurrentHashMap.newKeySet();
    private final List<Thread> acceptors = new ArrayList<>();
    private volatile boolean closed;

    private Listener(Reception reception, Places places) throws IOException {
        this.reception = reception;
        this.unixPath = places.unix();
        this.tcp = bindTcp(places.tcp());
        try {
            this.unix =
                    unixPath.isEmpty() ? Optional.empty() : Optional.of(UnixSocketFile.bind(unixPath.get(), BACKLOG));
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /**
     * Listens from now on.
     *
     * @throws ConnectionException PORT_IN_USE if another process has the port or the socket file
     */
    public static Listener open(Places places, VersionRange versions, Services services) {
        return open(places, versions, services, Optional.empty());
    }

    /**
     * Listens from now on.
     *
     * @param tls spoken on the TCP port, and nothing else
     */
    public static Listener open(Places places, VersionRange versions, Services services, Optional<TlsAnswering> tls) {
        try {
            Listener listener = new Listener(new Reception(versions, services, tls), places);
            listener.start(listener.tcp);
            listener.unix.ifPresent(listener::start);
            return listener;
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_REFUSED,
                    "Listener on " + places.tcp() + " cannot be opened: " + e.getMessage()
                            + ". Check the bind address and the directory of the Unix socket.",
                    e);
        }
    }

    private static ServerSocketChannel bindTcp(InetSocketAddress at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(at, BACKLOG);
        } catch (BindException e) {
            server.close();
            throw new StartException(
                    ErrorCode.PORT_IN_USE,
                    "Port " + at.getPort() + " on " + at.getHostString() + " cannot be opened: " + e.getMessage()
                            + ". Stop the process that has it, or choose another port (0 takes any that is free).",
                    e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where it listens; with the real port if 0 was asked for. */
    public Address.Tcp address() {
        try {
            InetSocketAddress bound = (InetSocketAddress) tcp.getLocalAddress();
            return new Address.Tcp(bound.getAddress().getHostAddress(), bound.getPort());
        } catch (IOException e) {
            throw new IllegalStateException("The listener is closed", e);
        }
    }

    public Optional<Address.Unix> unixAddress() {
        return unixPath.map(Address.Unix::new);
    }

    private void start(ServerSocketChannel server) {
        acceptors.add(Thread.ofPlatform().daemon().name("acceptor").start(() -> accept(server)));
    }

    private void accept(ServerSocketChannel server) {
        while (!closed) {
            handshakes.acquireUninterruptibly();
            try {
                SocketChannel channel = server.accept();
                if (closed) {
                    channel.close();
                    return;
                }
                Thread.ofPlatform().daemon().name("handshake").start(() -> serve(channel));
            } catch (IOException e) {
                handshakes.release();
                if (closed) return;
                LOG.warn("Accepting a connection failed: {}", e.toString());
                LockSupport.parkNanos(this, ACCEPT_PAUSE_NANOS);
            }
        }
    }

    private void serve(SocketChannel channel) {
        Optional<Reception.Welcomed> welcomed = Optional.empty();
        inHandshake.add(Thread.currentThread());
        try {
            if (channel.getLocalAddress() instanceof InetSocketAddress)
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            welcomed = reception.receive(channel, System.nanoTime() + HANDSHAKE_TIMEOUT.toNanos());
        } catch (IOException | RuntimeException e) {
            LOG.debug("A handshake failed: {}", e.toString());
        } finally {
            handshakes.release();
            inHandshake.remove(Thread.currentThread());
        }
        try {
            if (welcomed.isPresent() && !closed) welcomed.get().go();
            else channel.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("A welcomed connection failed: {}", e.toString());
        }
    }

    /** Accepts no more. Connections that were welcomed live on: they are their consumers'. */
    @Override
    public void close() {
        closed = true;
        try {
            tcp.close();
            if (unix.isPresent()) unix.get().close();
            if (unixPath.isPresent()) Files.deleteIfExists(unixPath.get());
            inHandshake.forEach(Thread::interrupt);
        } catch (IOException e) {
            LOG.warn("Closing the listener failed: {}", e.toString());
        }
        handshakes.release(acceptors.size());
        acceptors.forEach(this::join); // until it is out of its accept, the system still lets connections in
    }

    private void join(Thread acceptor) {
        try {
            acceptor.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
