package io.mobula.control;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.control.log.LogSettings.Start;
import io.mobula.control.log.LogStatus;
import io.mobula.core.control.Replica;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node's replica into its group.
 *
 * <p>A cluster has one log for ever, so an empty folder says nothing: it may be that of a new cluster, or one that was emptied. Of several keepers the first alone may begin a log, and only when all others have said that
 * they have none; the others wait, and whoever waits, or has lost its leader, offers itself until it is a member.
 */
final class ReplicaAgent extends AbstractBehavior<AgentCommand> {
    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** Five seconds. */
    private static final int LOOKS_AT_DEAD = 25;

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaAgent.class);

    private final Setup setup;

    /** What the other keepers have answered, by contact. */
    private final Map<String, ToAgent.Known> answered = new HashMap<>();

    private boolean undecided;
    private boolean failed;
    private int looksAtDead;

    /**
     * @param contact of this node
     * @param cluster none as long as the node is in none
     * @param began completed once it is clear that the node can take part; failed if it cannot
     * @param failed called once, when the replica has ended by itself
     */
    record Setup(
            MembershipSystem membership,
            LocalReplica replica,
            Contacts contacts,
            String contact,
            Optional<UUID> cluster,
            String token,
            Runnable startLeader,
            CompletableFuture<?> began,
            Consumer<String> failed) {}

    static Behavior<AgentCommand> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new AgentCommand.Beat(), Duration.ZERO, LOOK_EVERY);
            return new ReplicaAgent(context, setup);
        }));
    }

    private ReplicaAgent(ActorContext<AgentCommand> context, Setup setup) {
        super(context);
        this.setup = setup;
        this.undecided = setup.replica().isTaken()
                && start(setup.replica(), setup.contacts().configured(), setup.contact())
                        .isEmpty();
    }

    /** How a replica in its folder comes up; empty if others have to be asked first. */
    static Optional<Start> start(LocalReplica replica, List<String> keepers, String contact) {
        boolean named = keepers.isEmpty() || keepers.contains(contact);
        boolean alone = named && keepers.size() <= 1;
        if (replica.isFounder() || alone) return Optional.of(Start.FOUND);
        boolean waits = replica.isFormed() || !named || !keepers.getFirst().equals(contact);
        return waits ? Optional.of(Start.JOIN) : Optional.empty();
    }

    private void open(Start start) {
        undecided = false;
        var _ = setup.replica().open(start).whenComplete((_, failure) -> {
            if (failure != null) setup.began().completeExceptionally(failure);
        });
    }

    @Override
    public Receive<AgentCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(AgentCommand.class, command -> {
                    on(command);
                    return this;
                })
                .build();
    }

    private void on(AgentCommand command) {
        switch (command) {
            case AgentCommand.Beat _ -> look();
            case ToAgent.Known known -> hear(known);
            case ToAgent.KeepLog _ -> keep();
            case ToAgent.DropLog(String replica) -> drop(replica);
            default -> {} // what only a node's agent is told
        }
    }

    private void look() {
        if (undecided) {
            for (String other : others())
                tell(other, new ToLeader.Knock(setup.cluster().orElseThrow(), setup.token()));
            return;
        }
        Optional<LogStatus> status = setup.replica().status();
        if (status.isEmpty() || failed) {
            looksAtDead = 0;
            return;
        }
        // Ratis ends a replica that hears from the others that it was removed; the leader knows whether it was.
        if (!status.get().alive() && ++looksAtDead > LOOKS_AT_DEAD) {
            failed = true;
            setup.failed().accept("its replica of the control log has ended by itself; its log says why");
            return;
        }
        Replica self = setup.replica().self().orElseThrow();
        boolean settled = status.get().alive()
                && status.get().leader().isPresent()
                && status.get().group().contains(self);
        if (settled || !setup.replica().hasPlace()) return;
        var offer = new ToLeader.Offer(setup.cluster().orElseThrow(), setup.token(), self);
        for (String contact : setup.contacts().all()) tell(contact, offer);
    }

    private List<String> others() {
        return setup.contacts().configured().stream()
                .filter(keeper -> !keeper.equals(setup.contact()))
                .toList();
    }

    private void tell(String contact, ToLeader message) {
        ActorRef<ToAgent> self = getContext().getSelf().narrow();
        setup.membership().leaderAt(contact).tell(new LeaderCommand.FromAgent(self, 0, message));
    }

    private void hear(ToAgent.Known known) {
        if (!undecided) return;
        var configured = setup.contacts().configured();
        if (!new HashSet<>(known.keepers()).equals(new HashSet<>(configured))) {
            String message = "The cluster cannot begin: mobula.control.nodes names keepers at " + configured
                    + " here and at " + known.keepers() + " on " + known.contact()
                    + ". Write the same list into the configuration of every node.";
            undecided = false;
            setup.began().completeExceptionally(new StartException(ErrorCode.CONFIG_INVALID, message, null));
            return;
        }
        answered.put(known.contact(), known);
        if (known.formed()) {
            LOG.info("The cluster has a log already, and this node's folder is empty: it waits to be given it.");
            open(Start.JOIN);
        } else if (answered.keySet().containsAll(others())) {
            LOG.info("No keeper has a log: this node begins it.");
            open(Start.FOUND);
        }
    }

    /** Asked again until the leader has seen it. */
    private void keep() {
        if (setup.replica().isTaken() || setup.cluster().isEmpty()) return;
        if (!setup.replica().hasPlace()) {
            LOG.error(
                    "This node is to keep the control log and cannot: it has no fixed ports. Set mobula.control.pekko-port and mobula.control.raft-port, and start it again.");
            return;
        }
        try {
            setup.replica().make(setup.cluster().get());
        } catch (StartException e) {
            LOG.error("This node is to keep the control log and cannot: {}", e.getMessage());
            return;
        }
        setup.startLeader().run();
        open(Start.JOIN);
    }

    private void drop(String replica) {
        boolean own =
                setup.replica().self().map(self -> self.id().equals(replica)).orElse(false);
        if (own && setup.replica().log().isPresent()) {
            var _ = setup.replica().drop().exceptionally(failure -> {
                LOG.warn("A replica that is not wanted any more was not put aside in order", failure);
                return null;
            });
        }
    }
}
