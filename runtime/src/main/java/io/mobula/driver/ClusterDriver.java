package io.mobula.driver;

import io.mobula.api.Cluster.Traffic;
import io.mobula.api.Mobula;
import io.mobula.api.error.CodeException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.resource.Bytes;
import io.mobula.attach.Attachment;
import io.mobula.attach.JobRequest;
import io.mobula.attach.Listening;
import io.mobula.call.Dialer;
import io.mobula.call.Identity;
import io.mobula.call.SessionLimits;
import io.mobula.call.VersionRange;
import io.mobula.code.Manifest;
import io.mobula.code.ShippedCode;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Share;
import io.mobula.core.process.ProcessCore;
import io.mobula.link.BulkLinks;
import io.mobula.link.SessionLinks;
import io.mobula.link.ViewAddresses;
import io.mobula.session.DriverSession;
import io.mobula.session.NodeSessions;
import io.mobula.session.StoredValues;
import io.mobula.store.BulkHost;
import io.mobula.store.ObjectStore;
import io.mobula.store.StoreStats;
import io.mobula.store.TransferLimits;
import io.mobula.store.Transfers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver: this JVM in session with a cluster. */
public final class ClusterDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDriver.class);
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(5);

    /**
     * @param shards of owned tasks
     * @param weight beside other jobs, as {@link Share} has it
     * @param lineageBytes of tasks whose stored results may have to be made again
     * @param storeCapacity for values this program puts, and those it fetches
     * @param output whether what tasks and actors print is shown here
     */
    public record Settings(
            Duration connectTimeout,
            int weight,
            int shards,
            Duration infeasibleGrace,
            long lineageBytes,
            Bytes storeCapacity,
            NodeSessions.Limits limits,
            String host,
            Listening.Wish output) {}

    private final Attachment attachment;
    private final ObjectStore store;
    private final SessionLinks links;
    private final BulkLinks bulk;
    private final ViewAddresses addresses;
    private final ClusterOutput output;
    private final DriverSession session;

    private ClusterDriver(ConnectTarget target, Settings settings, ShippedCode code, ClassLoader loader) {
        Identity.Host host = Identity.Host.here(settings.host());
        attachment = Attachment.open(
                target.nodes(),
                target.access(),
                new JobRequest(name(), code.manifest(), code.newestClass(), settings.weight(), host),
                settings.connectTimeout());
        ProcessId self = attachment.driver();
        var identity = new Identity(
                attachment.cluster(), target.access().token(), Optional.of(self), attachment.capability(), host);
        addresses = new ViewAddresses(settings.host());
        addresses.viewed(attachment.view());
        var dialer = new Dialer(
                VersionRange.CURRENT, identity, target.access().tls().map(tls -> tls.withNames(addresses::nameOf)));
        output = ClusterOutput.open(dialer, self, submittedAs(), settings.output());
        store = ObjectStore.ofProgram(settings.storeCapacity());
        links = new SessionLinks(self, dialer, addresses, SessionLimits.DEFAULT);
        bulk = new BulkLinks(dialer, addresses, new BulkHost(store, code, Optional.empty()));
        var stored = new StoredValues(store, () -> self, new Transfers(store, bulk::peer, TransferLimits.DEFAULT));
        var core = new ProcessCore.Settings(
                self,
                Demand.NONE,
                0,
                settings.shards(),
                settings.infeasibleGrace().toNanos(),
                settings.lineageBytes());
        var sight = new NodeSessions.Sight("the cluster", addresses::view, this::traffic, attachment::ask);
        var share = new Share(self, settings.weight());
        session = new DriverSession(core, share, links, stored, loader, settings.limits(), sight, this::close);
        links.serve(session.process());
        session.process().confirmsTo(attachment::confirm);
        heard(new ControlEvent.Viewed(attachment.view()));
        upload(code.manifest());
        attachment.subscribe(this::heard);
        attachment.onLost(this::lost);
    }

    private static Optional<String> submittedAs() {
        return Optional.ofNullable(System.getenv("MOBULA_JOB")).filter(id -> !id.isEmpty());
    }

    /** Connects, ships the program's code, and returns its session. */
    public static Mobula connect(ConnectTarget target, Settings settings) {
        ShippedCode code;
        try {
            code = ShippedCode.ofThisJvm();
        } catch (IOException e) {
            throw new CodeException(
                    ErrorCode.CLASS_NOT_SHIPPED,
                    "The program's class path cannot be read: " + e.getMessage() + ". Check its entries",
                    e);
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? ClusterDriver.class.getClassLoader() : context;
        return new ClusterDriver(target, settings, code, loader).session.mobula();
    }

    /** What the program is called in lists: the name it was submitted under, or its main class or jar. */
    private static String name() {
        Optional<String> submittedAs = Optional.ofNullable(System.getProperty("mobula.job.name"));
        if (submittedAs.isPresent()) return submittedAs.get();
        String command = System.getProperty("sun.java.command", "").strip();
        String main = command.isEmpty() ? "driver" : command.split("\\s+", 2)[0];
        return main.substring(Math.max(main.lastIndexOf('.', Math.max(0, main.length() - 5)), main.lastIndexOf('/'))
                + 1);
    }

    /** Sends the home what it lacks; other nodes fetch it there. */
    private void upload(Manifest manifest) {
        List<String> missing = attachment.missing();
        if (missing.isEmpty()) return;
        ProcessId home = attachment.home();
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (Manifest.Entry entry : manifest.entries())
            if (missing.contains(entry.sha256())) sent.add(bulk.peer(home).sendBlob(entry));
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(UPLOAD_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new ConnectionException(
                    ErrorCode.CONNECTION_TIMED_OUT,
                    "The program's code (" + missing.size() + " of "
                            + manifest.entries().size() + " entries) could not be sent to " + home + ": "
                            + (e instanceof TimeoutException
                                    ? "not within " + UPLOAD_LIMIT.toMinutes() + " minutes"
                                    : e.getCause().getMessage())
                            + ". Connect again",
                    e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ErrorCode.CONNECTION_TIMED_OUT,
                    "The connect was interrupted while code was sent. Connect again",
                    e);
        }
    }

    private void heard(ControlEvent event) {
        switch (event) {
            case ControlEvent.Viewed(ClusterView view) -> {
                addresses.viewed(view);
                for (ClusterView.Node node : view.nodes()) {
                    links.greet(node.process());
                    bulk.greet(node.process());
                }
                output.viewed(view);
            }
            case ControlEvent.Died died -> {
                LOG.debug("{} is dead: {}", died.process(), died.detail());
                links.died(died.process());
                bulk.died(died.process());
                store.freeAllOf(died.process());
                output.died(died.process());
            }
            case ControlEvent.Settled _, ControlEvent.Directed _ -> {}
        }
        session.process().controlled(event);
    }

    private Traffic traffic() {
        StoreStats stats = store.stats();
        return new Traffic(stats.movedOutBytes(), stats.movedInBytes());
    }

    private void lost(String reason) {
        LOG.error("The session with the cluster is lost: {}. Its tasks have ended; connect again", reason);
        session.process().core().closed();
    }

    /** Says goodbye: what is still there of the job ends. The sessions go first, or they would be dialed anew when the nodes hang up on the dead. */
    @Override
    public void close() {
        output.close();
        links.close();
        bulk.close();
        store.close();
        attachment.close(); // last: from here on the nodes take this process for dead
    }
}
