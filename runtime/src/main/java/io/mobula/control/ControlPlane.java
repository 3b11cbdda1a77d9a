package io.mobula.control;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.StorageFolder;
import io.mobula.core.control.LeaderDecisions;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;

/**
 * Brings a node into its cluster.
 *
 * <p>The log and the membership come up side by side. Everything that was begun is ended if the node does not get in.
 */
public final class ControlPlane {
    private static final long TICKS_PER_TIMEOUT = 6;
    private static final Duration TICK_MAX = Duration.ofMillis(250);

    private static final Duration OBSTACLE_AFTER = Duration.ofSeconds(5);

    private final EventFeed feed = new EventFeed();
    private final LeaderInbox inbox = new LeaderInbox();
    private final CompletableFuture<ProcessId> joined = new CompletableFuture<>();
    private final AtomicBoolean leaderStarted = new AtomicBoolean();
    private Optional<LocalReplica> replica = Optional.empty();
    private Optional<MembershipSystem> membership = Optional.empty();

    private ControlPlane() {}

    /**
     * Starts the control plane and waits until the log has given this node its identity.
     *
     * <p>Failure: {@link MobulaException} with {@code DATA_DIR_IN_USE}, {@code CONFIG_INVALID}, {@code CONTROL_LOG_DAMAGED}, {@code PORT_IN_USE}, {@code TOKEN_REFUSED},
     * {@code CLUSTER_MISMATCH}, or {@code CONNECTION_TIMED_OUT} when no leader has answered within the request limit.
     *
     * @param onDeclaredDead called once, if the log says that this node is dead, or its part of the log is: drop everything, close the client, start again. On a thread of this control plane, which it
     *     may not close from
     */
    public static ControlClient start(ControlSettings settings, NodeDescription self, Consumer<String> onDeclaredDead) {
        var plane = new ControlPlane();
        try {
            return plane.join(settings, self, onDeclaredDead);
        } catch (RuntimeException e) {
            plane.end();
            throw e;
        }
    }

    private ClusterControl join(ControlSettings settings, NodeDescription node, Consumer<String> onDeclaredDead) {
        var contacts = new Contacts(settings.controlNodes());
        replica = settings.log().map(place -> new LocalReplica(place, inbox));
        boolean keeps = settings.log()
                .map(place -> StorageFolder.exists(place.folder()))
                .orElse(false);
        Optional<UUID> cluster = keeps ? Optional.of(take(settings, contacts)) : settings.cluster();

        var system = MembershipSystem.start(settings.host(), settings.port(), settings.tls());
        membership = Optional.of(system);
        if (settings.controlNodes().isEmpty()) contacts.learn(List.of(system.address()));
        Runnable startLeader = () -> startLeader(settings, system, contacts, cluster.orElseThrow());
        if (keeps) startLeader.run();

        Optional<ActorRef<AgentCommand>> ownReplica = replica.map(own -> system.system()
                .systemActorOf(
                        ReplicaAgent.create(new ReplicaAgent.Setup(
                                system,
                                own,
                                contacts,
                                settings.log().orElseThrow().contact(),
                                cluster,
                                settings.token(),
                                startLeader,
                                joined,
                                onDeclaredDead)),
                        MembershipSystem.REPLICA,
                        Props.empty()));
        ActorRef<AgentCommand> agent = system.system()
                .systemActorOf(
                        NodeAgent.create(new NodeAgent.Setup(
                                system,
                                contacts,
                                ownReplica,
                                node,
                                keeps ? NodeRole.CONTROL : NodeRole.WORKER,
                                cluster,
                                settings.token(),
                                settings.timing(),
                                feed,
                                joined,
                                onDeclaredDead)),
                        MembershipSystem.AGENT,
                        Props.empty());
        ProcessId self = awaitJoined(contacts.all(), settings);
        return new ClusterControl(
                self, system, agent, feed, contacts, settings.timing().requestLimit(), this::end);
    }

    /** Takes the folder, and opens the log in it unless others have to be asked before. */
    private UUID take(ControlSettings settings, Contacts contacts) {
        LogSettings place = settings.log().orElseThrow();
        LocalReplica own = replica.orElseThrow();
        UUID cluster = own.take().cluster();
        if (!settings.cluster().map(cluster::equals).orElse(true)) {
            String message = "The control log in " + place.folder() + " cannot be opened: it is cluster " + cluster
                    + "'s, and the configuration asks for " + settings.cluster().get()
                    + ". Correct the cluster id or the folder.";
            throw new ConnectionException(ErrorCode.CLUSTER_MISMATCH, message, null);
        }
        ReplicaAgent.start(own, contacts.configured(), place.contact()).ifPresent(start -> {
            var _ = own.open(start).whenComplete((_, failure) -> {
                if (failure != null) joined.completeExceptionally(failure);
            });
        });
        return cluster;
    }

    /** Once, when the node has a replica for the first time. */
    private void startLeader(ControlSettings settings, MembershipSystem system, Contacts contacts, UUID cluster) {
        if (!leaderStarted.compareAndSet(false, true)) return;
        Duration timeout = settings.timing().nodeTimeout();
        long tickNanos = Math.min(timeout.toNanos() / TICKS_PER_TIMEOUT, TICK_MAX.toNanos());
        var limits = new LeaderDecisions.Limits(
                tickNanos, timeout.toNanos(), settings.timing().driverGrace().toNanos());
        var setup = new ControlLeader.Setup(
                system,
                replica.orElseThrow(),
                contacts,
                cluster,
                settings.token(),
                limits,
                settings.timing().infeasibleGrace());
        inbox.open(system.system().systemActorOf(ControlLeader.create(setup), MembershipSystem.LEADER, Props.empty()));
    }

    private ProcessId awaitJoined(List<String> controlNodes, ControlSettings settings) {
        Duration limit = settings.timing().requestLimit();
        try {
            if (!replica.map(LocalReplica::isTaken).orElse(false)) return awaitOrRefuse(controlNodes, settings);
            return joined.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            for (Throwable t = e; t != null; t = t.getCause()) if (t instanceof MobulaException coded) throw coded;
            throw new IllegalStateException("the control plane did not start", e);
        } catch (TimeoutException e) {
            String message = "No control node that leads answered at " + String.join(", ", controlNodes) + " for "
                    + limit.toMillis()
                    + " ms. Start the control nodes, a majority of them at least and for a new cluster all, or correct their addresses.";
            throw new ConnectionException(ErrorCode.CONNECTION_TIMED_OUT, message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    ErrorCode.WAIT_INTERRUPTED, "The start of the control plane was interrupted. Start it again.", e);
        }
    }

    /** Looks for an obstacle as long as nobody answers: waiting on would only end in a message that says less. */
    private ProcessId awaitOrRefuse(List<String> controlNodes, ControlSettings settings)
            throws InterruptedException, ExecutionException, TimeoutException {
        var obstacles = new JoinObstacle(settings.tls());
        long end = System.nanoTime() + settings.timing().requestLimit().toNanos();
        while (true) {
            long left = end - System.nanoTime();
            try {
                return joined.get(Math.clamp(left, 1, OBSTACLE_AFTER.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException noAnswer) {
                Optional<String> obstacle = obstacles.among(controlNodes);
                if (obstacle.isPresent() && !joined.isDone())
                    throw new ConnectionException(
                            ErrorCode.TLS_REFUSED,
                            obstacle.get() + ". Give both sides certificates of one CA (docs/security.md).",
                            noAnswer);
                if (left <= 0) throw noAnswer;
            }
        }
    }

    /** The log first: while the membership closes it no longer hears anybody, and a leader that still had its log would declare them dead. */
    private void end() {
        replica.ifPresent(LocalReplica::close);
        membership.ifPresent(MembershipSystem::close);
        feed.close();
    }
}
