package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.api.resource.Bytes;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.call.ConnectionConsumer;
import io.mobula.call.Dialer;
import io.mobula.call.Gate;
import io.mobula.call.Identity;
import io.mobula.call.Listener;
import io.mobula.call.Session;
import io.mobula.call.SessionHandler;
import io.mobula.call.SessionLimits;
import io.mobula.call.Sessions;
import io.mobula.call.Token;
import io.mobula.call.VersionRange;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.control.ControlClient;
import io.mobula.control.InMemoryControl;
import io.mobula.control.JobSpec;
import io.mobula.control.ListedJob;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.output.PendingLines;
import io.mobula.store.ObjectStore;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Nodes in one JVM that share a control log in memory, with real listeners. */
final class AttachNodes implements AutoCloseable {
    static final UUID CLUSTER = new UUID(7, 8);
    static final Token TOKEN = Token.of("secret-of-the-test");
    static final String HOST_ID = "test-host";
    static final Identity.Host HERE = Identity.Host.here(HOST_ID);
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final ClassVersion NEWEST = new ClassVersion("com/acme/Main.class", 65, 0);
    static final Manifest CODE =
            new Manifest(List.of(new Manifest.Entry("app.jar", "aa", 1), new Manifest.Entry("lib.jar", "bb", 2)));

    final InMemoryControl log;
    final List<Died> deaths = new CopyOnWriteArrayList<>();
    private final AttachTiming timing;
    private final Map<ProcessId, Set<Node>> speakers = new TreeMap<>();
    private final List<Node> nodes = new ArrayList<>();

    AttachNodes(AttachTiming timing) {
        this.timing = timing;
        log = new InMemoryControl(
                new NodeDescription("a", HOST_ID, "127.0.0.1:1", "", Demand.NONE, HERE.pid()), timing.grace());
        log.subscribe(event -> {
            if (event instanceof Died died) deaths.add(died);
        });
    }

    /** A node's own client: a driver is released when no node speaks for it any more, as the leader sees it. */
    final class Node implements ControlClient, AttachHost, AutoCloseable {
        final DriverLeases leases;
        final AttachServer server;
        final Listener listener;
        final CountDownLatch stopped = new CountDownLatch(1);
        private final Sessions sessions;
        private volatile List<ClusterView.Node> others = List.of();

        /** The log does not answer what is asked of the directory here. */
        volatile boolean withholding;

        Node(Optional<Path> unix) {
            leases = new DriverLeases(this, HOST_ID, timing);
            server = new AttachServer(this, this, leases, new Capabilities(CLUSTER, TOKEN), timing);
            var dialer = new Dialer(VersionRange.CURRENT, Identity.of(CLUSTER, TOKEN, self(), HERE));
            sessions = new Sessions(dialer, peer -> Optional.empty(), new Deaf(), () -> false, SessionLimits.DEFAULT);
            listener = Listener.open(
                    new Listener.Places(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), unix),
                    VersionRange.CURRENT,
                    new Listener.Services(gate(), sessions, server, server));
        }

        Gate gate() {
            return new ClusterGate(CLUSTER, TOKEN, new DriverGate(new Capabilities(CLUSTER, TOKEN), self()));
        }

        Address address() {
            return listener.unixAddress().<Address>map(unix -> unix).orElseGet(listener::address);
        }

        void lists(ClusterView.Node node) {
            others = List.of(node);
        }

        @Override
        public ProcessId self() {
            return log.self();
        }

        @Override
        public ClusterView view() {
            var all = new ArrayList<>(log.view().nodes());
            all.addAll(others);
            return new ClusterView(log.view().version(), all);
        }

        @Override
        public void subscribe(Consumer<ControlEvent> listener) {
            log.subscribe(listener);
        }

        @Override
        public CompletionStage<ProcessId> startJob(JobSpec spec) {
            return log.startJob(spec);
        }

        @Override
        public CompletionStage<JobSpec> job(ProcessId driver) {
            return log.job(driver);
        }

        @Override
        public CompletionStage<List<ListedJob>> jobs() {
            return log.jobs();
        }

        @Override
        public CompletionStage<DirectoryReply> ask(DirectoryRequest request) {
            return withholding ? new CompletableFuture<>() : log.ask(request);
        }

        @Override
        public CompletionStage<Void> driverDied(ProcessId driver, ControlEvent.Cause cause, String detail) {
            return log.driverDied(driver, cause, detail);
        }

        @Override
        public void confirm(ProcessId process, long index) {
            synchronized (speakers) {
                speakers.computeIfAbsent(process, _ -> new HashSet<>()).add(this);
                log.confirm(process, index);
            }
        }

        @Override
        public void release(ProcessId driver) {
            synchronized (speakers) {
                Set<Node> left = speakers.getOrDefault(driver, new HashSet<>());
                left.remove(this);
                if (left.isEmpty()) log.release(driver);
            }
        }

        boolean speaksFor(ProcessId driver) {
            synchronized (speakers) {
                return speakers.getOrDefault(driver, Set.of()).contains(this);
            }
        }

        @Override
        public List<String> missing(Manifest code) {
            return List.of(code.entries().getLast().sha256());
        }

        @Override
        public NodeStatus.Figures figures() {
            return new NodeStatus.Figures(
                    "a",
                    self(),
                    "127.0.0.1:1",
                    Duration.ofSeconds(5),
                    new NodeStatus.Cpus(1, 2),
                    new NodeStatus.Tasks(3, 4),
                    new NodeStatus.Stored(5, 7, 6, 8));
        }

        @Override
        public NodeMemory memory(int top) {
            try (var store = new ObjectStore(Bytes.mebi(top))) {
                return NodeMemory.of(store.report(top));
            }
        }

        @Override
        public WatchAnswer watch(WatchAsk ask) {
            throw new IllegalStateException("nobody is watched here");
        }

        @Override
        public Optional<PendingLines> listen(ProcessId driver, Listening how) {
            return Optional.empty();
        }

        @Override
        public void begun(NodeStatus.HomeDriver driver) {}

        @Override
        public SubmitAnswer submitted(SubmitAsk ask) {
            return new SubmitAnswer.Jobs(List.of());
        }

        @Override
        public void stop() {
            stopped.countDown();
        }

        @Override
        public void close() {
            listener.close();
            server.close();
            leases.close();
            sessions.close();
        }
    }

    Node start() {
        return keep(new Node(Optional.empty()));
    }

    Node start(Path socket) {
        return keep(new Node(Optional.of(socket)));
    }

    /** A node that starts one job and never says another word, though its connections stay open. */
    Listener startMute() {
        Node real = start();
        ConnectionConsumer mute = (channel, hello) -> {
            var connection = new Connection(channel, timing);
            try {
                long id = AttachCodec.toNode(connection.read().orElseThrow()).id();
                ProcessId driver = log.startJob(new JobSpec("job", log.self(), CODE))
                        .toCompletableFuture()
                        .join();
                ByteString capability = new Capabilities(CLUSTER, TOKEN).of(driver);
                connection.write(AttachCodec.encode(
                        id, new ToDriver.Started(CLUSTER, driver, capability, ClusterView.EMPTY, List.of())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return Listener.open(
                new Listener.Places(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty()),
                VersionRange.CURRENT,
                new Listener.Services(real.gate(), real.sessions, mute, mute));
    }

    private Node keep(Node node) {
        nodes.add(node);
        return node;
    }

    Attachment attach(Node... to) {
        return attach(List.of(to).stream().map(Node::address).toList());
    }

    Attachment attach(List<Address> addresses) {
        return Attachment.open(
                addresses, Access.of(TOKEN), new JobRequest("job", CODE, NEWEST, HERE), PATIENCE, timing);
    }

    /** A driver's bare connection, which nobody mends. */
    Link link(Node to, Identity.Host host) {
        var identity = new Identity(ClusterGate.ANY, TOKEN, Optional.empty(), ByteString.EMPTY, host);
        return Link.open(new Dialer(VersionRange.CURRENT, identity), to.address(), PATIENCE, timing, _ -> {});
    }

    ProcessId startOver(Link link) {
        return ((ToDriver.Started) link.ask(new ToNode.StartJob("job", CODE, NEWEST), PATIENCE)).driver();
    }

    /** Another driver lives and dies: one more death in the log. */
    void addDeath() {
        ProcessId driver = log.startJob(new JobSpec("short", log.self(), CODE))
                .toCompletableFuture()
                .join();
        log.driverDied(driver, ControlEvent.Cause.LEFT, "done");
    }

    Died deathOf(ProcessId driver) {
        until("the death of " + driver, () -> find(driver).isPresent());
        return find(driver).orElseThrow();
    }

    private Optional<Died> find(ProcessId driver) {
        return deaths.stream().filter(died -> died.process().equals(driver)).findFirst();
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("Never happened: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        log.close();
    }

    private static final class Deaf implements SessionHandler {
        @Override
        public void received(Session session, ByteBuffer frame) {}

        @Override
        public void batchEnded(Session session) {}

        @Override
        public void ended(Session session, String reason) {}
    }
}
