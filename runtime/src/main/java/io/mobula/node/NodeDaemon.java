package io.mobula.node;

import io.mobula.api.Cluster.Traffic;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.api.resource.Bytes;
import io.mobula.attach.AttachHost;
import io.mobula.attach.AttachServer;
import io.mobula.attach.AttachTiming;
import io.mobula.attach.Capabilities;
import io.mobula.attach.DriverGate;
import io.mobula.attach.DriverLeases;
import io.mobula.attach.Listening;
import io.mobula.attach.NodeMemory;
import io.mobula.attach.NodeStatus;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.call.ClusterGate;
import io.mobula.call.Dialer;
import io.mobula.call.Gate;
import io.mobula.call.Identity;
import io.mobula.call.Listener;
import io.mobula.call.SessionLimits;
import io.mobula.call.TlsAnswering;
import io.mobula.call.TlsDialing;
import io.mobula.call.Token;
import io.mobula.call.VersionRange;
import io.mobula.code.CodeStore;
import io.mobula.code.JobLoaders;
import io.mobula.code.Manifest;
import io.mobula.config.MobulaConfig;
import io.mobula.control.ControlClient;
import io.mobula.control.ControlPlane;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.Draining;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.Operation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostLoad;
import io.mobula.link.BulkLinks;
import io.mobula.link.SessionLinks;
import io.mobula.link.ViewAddresses;
import io.mobula.output.NodeLogs;
import io.mobula.output.OutputLog;
import io.mobula.output.PendingLines;
import io.mobula.process.LocalProcess;
import io.mobula.session.NodeSessions;
import io.mobula.session.StoredValues;
import io.mobula.store.BulkHost;
import io.mobula.store.ObjectStore;
import io.mobula.store.StoreStats;
import io.mobula.store.TransferLimits;
import io.mobula.store.Transfers;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.submit.SubmittedJobs;
import io.mobula.tls.Credentials;
import io.mobula.watch.NodeWatch;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node of a cluster, in this JVM. */
public final class NodeDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeDaemon.class);

    private final long startNanos = System.nanoTime();
    private final Optional<Credentials> tls;
    private final NodePlace place;
    private final Demand capacity;
    private final ControlClient control;
    private final ObjectStore store;
    private final CodeStore code;
    private final JobLoaders loaders;
    private final SessionLinks links;
    private final BulkLinks bulk;
    private final NodeSessions sessions;
    private final NodeRecords records;
    private final NodeWatch watch;
    private final SubmittedJobs submitted;
    private final DriverLeases leases;
    private final AttachServer attach;
    private final Listener listener;
    private final Departure departure;
    private volatile boolean restarts;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Optional<String> declaredDead = Optional.empty();

    /**
     * Starts a node and returns when it is in its cluster and listens.
     *
     * <p>Failure: {@code ConnectionException} with the code and remedy of what is wrong: a port taken, no control node, another cluster, a wrong token.
     */
    public static NodeDaemon start(MobulaConfig config) {
        return new NodeDaemon(config, Optional.empty());
    }

    /**
     * As {@link #start(MobulaConfig)}.
     *
     * @param output what this process prints, for {@code mobula logs}
     */
    public static NodeDaemon start(MobulaConfig config, OutputLog output) {
        return new NodeDaemon(config, Optional.of(output));
    }

    private NodeDaemon(MobulaConfig config, Optional<OutputLog> output) {
        String token = ClusterAccess.token(config.cluster());
        UUID cluster = ClusterAccess.cluster(config.cluster());
        tls = NodeTls.load(config, Instant.now());
        place = NodePlace.find(config.node());
        capacity = Capacity.of(config.node());
        String host = HostIdentity.here();
        var description = new NodeDescription(
                config.node().name(),
                host,
                place.address(),
                place.unixText(),
                capacity,
                ProcessHandle.current().pid());
        control =
                ControlPlane.start(ControlRole.settings(config, cluster, token, tls), description, this::declaredDead);
        store = NodeStore.open(config);
        try {
            ProcessId self = control.self();
            var addresses = new ViewAddresses(host);
            addresses.viewed(control.view());
            var dialer = new Dialer(
                    VersionRange.CURRENT,
                    Identity.of(cluster, Token.of(token), self, Identity.Host.here(host)),
                    tls.map(own -> TlsDialing.ofNode(own, addresses::nameOf)));
            records = NodeRecords.open(config);
            code = CodeStore.open(
                    config.code().cacheDir(), Bytes.of(config.code().capacityBytes()), ClusterAccess.ownJars());
            loaders = new JobLoaders(code);
            links = new SessionLinks(
                    self,
                    dialer,
                    addresses,
                    SessionLimits.of(
                            config.call().maxFrameBytes(), config.call().windowBytes()));
            bulk = new BulkLinks(dialer, addresses, new BulkHost(store, code, Optional.of(code)));
            var jobs = new JobCode(control, loaders, bulk, records.events());
            var stored =
                    new StoredValues(store, control::self, new Transfers(store, bulk::peer, TransferLimits.DEFAULT));
            sessions = new NodeSessions(
                    new ProcessCore.Settings(
                            self,
                            capacity,
                            config.store().argumentBytes(),
                            ClusterAccess.SHARDS,
                            config.placement().infeasibleGrace().toNanos(),
                            config.task().lineageBytes()),
                    links,
                    stored,
                    jobs,
                    new NodeSessions.Limits(
                            config.driver().submitQueueBytes(), config.store().inlineLimitBytes()),
                    new NodeSessions.Sight(config.node().name(), control::view, this::traffic, control::ask));
            LocalProcess process = sessions.process();
            records.observe(sessions, stored);
            watch = new NodeWatch(records.events(), records.spans(), process, store);
            submitted = JobDrivers.open(config, place, token, code, new NodeLogs(output, records.outputs()));
            submitted.tells(records::submitted);
            links.serve(process);
            process.confirmsTo(index -> control.confirm(self, index));
            leases = new DriverLeases(
                    control,
                    host,
                    AttachTiming.DEFAULT.withGrace(config.driver().grace()));
            var capabilities = new Capabilities(cluster, Token.of(token));
            attach = new AttachServer(new Host(), control, leases, capabilities);
            departure = new Departure(self, new Leaving());
            var lingering = new LingeringJobs(new OfJobs(sessions, records));
            control.subscribe(event -> heard(event, addresses, lingering));
            control.subscribe(_ -> records.upToDate()); // what is past is told the first listener first
            Gate gate = new ClusterGate(cluster, Token.of(token), new DriverGate(capabilities, self));
            listener = Listener.open(
                    place.places(),
                    VersionRange.CURRENT,
                    new Listener.Services(
                            gate,
                            links.sessions(),
                            (channel, hello) ->
                                    bulk.accepted(hello.from().sender().orElseThrow(), channel),
                            attach),
                    tls.map(own -> new TlsAnswering(own, addresses::nameOf)));
        } catch (IOException e) {
            store.close();
            control.close();
            throw new StartException(
                    ErrorCode.CONFIG_INVALID,
                    "The folders of shipped code (" + config.code().cacheDir()
                            + ") and of submitted jobs cannot be used: " + e.getMessage()
                            + ". Choose others with mobula.code.cache-dir and mobula.node.data-dir",
                    e);
        } catch (RuntimeException e) {
            store.close();
            control.close();
            throw e;
        }
        records.joined(config.node().name(), control.self(), place.address());
        LOG.info(
                "{} is {} of cluster {} and listens at {}",
                config.node().name(),
                control.self(),
                cluster,
                place.address());
    }

    private void heard(ControlEvent event, ViewAddresses addresses, LingeringJobs lingering) {
        switch (event) {
            case ControlEvent.Viewed(var view) -> {
                addresses.viewed(view);
                departure.viewed(view);
            }
            case ControlEvent.Died died -> {
                LOG.info("{} is dead: {}", died.process(), died.detail());
                links.died(died.process());
                bulk.died(died.process());
            }
            case ControlEvent.Settled _, ControlEvent.Directed _ -> {}
        }
        records.heard(event);
        sessions.process().controlled(event);
        if (event instanceof ControlEvent.Died died) {
            store.ended(died.process());
            store.freeAllOf(died.process());
        }
        lingering.heard(event);
    }

    private Traffic traffic() {
        StoreStats stats = store.stats();
        return new Traffic(stats.movedOutBytes(), stats.movedInBytes());
    }

    /** What it has is worthless to the cluster: it ends, and whoever supervises it starts it anew. */
    private void declaredDead(String reason) {
        declaredDead = Optional.of(reason);
        LOG.error(
                "The cluster has declared this node dead ({}): it stops, and may come back as a new incarnation",
                reason);
        Thread.ofPlatform().name("mobula-declared-dead").start(this::close);
    }

    public String address() {
        return place.address();
    }

    public ProcessId process() {
        return control.self();
    }

    /** Why the cluster declared it dead, if it did. */
    public Optional<String> declaredDead() {
        return declaredDead;
    }

    /** Whether it was stopped to be started again. */
    public boolean restarts() {
        return restarts;
    }

    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) return;
        departure.close();
        submitted.close(); // before all else: drivers take leave of a node that still answers
        listener.close();
        attach.close();
        leases.close();
        links.close();
        bulk.close();
        sessions.process().close();
        loaders.close();
        store.close();
        records.close();
        control.close();
        stopped.countDown();
    }

    /** Owned by {@link Departure}. */
    private final class Leaving implements Departure.Node {
        @Override
        public void draining(boolean wanted) {
            sessions.process().draining(wanted);
        }

        @Override
        public Optional<String> remains() {
            LocalProcess process = sessions.process();
            return Remains.words(process.hostRemains(), process.openTasks(), store.primaries(), submitted.running());
        }

        @Override
        public void undrain() {
            var _ = control.operate(new Operation.Undrain(place.name())).whenComplete((_, failure) -> {
                if (failure != null) LOG.warn("The cluster was not told that this node stays: {}", failure.toString());
            });
        }

        @Override
        public void leave(Draining.Aim aim) {
            restarts = aim == Draining.Aim.RESTART;
            Thread.ofPlatform().name("mobula-leave").start(NodeDaemon.this::close);
        }
    }

    private record OfJobs(NodeSessions sessions, NodeRecords records) implements LingeringJobs.Listener {
        @Override
        public void over(ProcessId job) {
            sessions.over(job);
            records.outputs().ended(job.toString());
        }

        @Override
        public void goesOn(ProcessId job) {
            sessions.goesOn(job);
        }
    }

    private final class Host implements AttachHost {
        @Override
        public List<String> missing(Manifest manifest) {
            return manifest.entries().stream()
                    .map(Manifest.Entry::sha256)
                    .filter(hash -> !code.has(hash))
                    .toList();
        }

        @Override
        public NodeStatus.Figures figures() {
            HostLoad load = sessions.process().hostLoad();
            double total = capacity.units("cpu") / (double) Demand.UNIT;
            double used = total - load.freeCpuUnits() / (double) Demand.UNIT;
            StoreStats stats = store.stats();
            return new NodeStatus.Figures(
                    place.name(),
                    control.self(),
                    place.address(),
                    Duration.ofNanos(System.nanoTime() - startNanos),
                    new NodeStatus.Cpus(used, total),
                    new NodeStatus.Tasks(load.running(), load.ready()),
                    new NodeStatus.Stored(
                            stats.usedBytes(),
                            stats.capacityBytes(),
                            stats.objects(),
                            stats.spill().liveBytes()),
                    departure.waitsFor());
        }

        @Override
        public NodeMemory memory(int top) {
            return NodeMemory.of(store.report(top));
        }

        @Override
        public Optional<Instant> certificateEnd() {
            return tls.map(NodeTls::end);
        }

        @Override
        public SubmitAnswer submitted(SubmitAsk ask) {
            return submitted.answer(ask);
        }

        @Override
        public WatchAnswer watch(WatchAsk ask) {
            return watch.answer(ask);
        }

        @Override
        public Optional<PendingLines> listen(ProcessId driver, Listening how) {
            return records.listen(driver, how);
        }

        @Override
        public void begun(HomeDriver driver) {
            records.begun(driver);
        }

        @Override
        public void stop() {
            close();
        }
    }
}
