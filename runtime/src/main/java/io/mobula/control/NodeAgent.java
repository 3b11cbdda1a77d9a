package io.mobula.control;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.SessionException;
import io.mobula.core.control.Announced;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.remote.artery.ThisActorSystemQuarantinedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's voice: registers, beats, carries confirmations and requests to whichever control node leads, and learns the log from it. */
final class NodeAgent extends AbstractBehavior<AgentCommand> {
    /** Before it is accepted a node asks more often than it beats later: somebody waits for the start. */
    private static final Duration REGISTER_INTERVAL = Duration.ofMillis(200);

    /** A leader is asked every beat; after so many without an answer the others are asked, too. */
    private static final int BEATS_OF_PATIENCE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

    private final Setup setup;
    private final TimerScheduler<AgentCommand> timers;
    private final PendingRequests pending;
    private final LeaderSearch search;
    private final UUID registration = UUID.randomUUID();

    /** What each process this node speaks for has confirmed; 0 before its first death. */
    private final Map<ProcessId, Long> confirmations = new TreeMap<>();

    private Phase phase = new Phase.Joining();
    private Announced known = Announced.NOTHING;

    /**
     * @param replica hears what concerns this node's part in the log; none on a node that can have none
     * @param joined completed with the first view that has this node in it; failed if the cluster refuses it
     * @param onDeclaredDead called once, on the feed's thread
     */
    record Setup(
            MembershipSystem membership,
            Contacts contacts,
            Optional<ActorRef<AgentCommand>> replica,
            NodeDescription node,
            NodeRole role,
            Optional<UUID> cluster,
            String token,
            ControlSettings.Timing timing,
            EventFeed feed,
            CompletableFuture<ProcessId> joined,
            Consumer<String> onDeclaredDead) {}

    private sealed interface Phase {
        record Joining() implements Phase {}

        record Alive(ProcessId self, UUID cluster) implements Phase {}

        /** Goodbye has been said: the death that follows is no news. */
        record Leaving(Alive before) implements Phase {}

        record Over(String reason) implements Phase {}
    }

    static Behavior<AgentCommand> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new NodeAgent(context, timers, setup)));
    }

    private NodeAgent(ActorContext<AgentCommand> context, TimerScheduler<AgentCommand> timers, Setup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
        this.pending = new PendingRequests(String.join(", ", setup.contacts().all()));
        this.search = new LeaderSearch(
                setup.contacts(), BEATS_OF_PATIENCE * setup.timing().heartbeat().toNanos(), System.nanoTime());
        ActorRef<ThisActorSystemQuarantinedEvent> shutOut = context.messageAdapter(
                ThisActorSystemQuarantinedEvent.class,
                event ->
                        new AgentCommand.ShutOut(event.remoteAddress().address().toString()));
        context.getSystem()
                .eventStream()
                .tell(new EventStream.Subscribe<>(ThisActorSystemQuarantinedEvent.class, shutOut));
        timers.startTimerWithFixedDelay(new AgentCommand.Beat(), Duration.ZERO, REGISTER_INTERVAL);
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
            case AgentCommand.Beat _ -> beat();
            case AgentCommand.Confirm confirm -> {
                long before = confirmations.getOrDefault(confirm.process(), -1L);
                if (confirm.index() > before) {
                    confirmations.put(confirm.process(), confirm.index());
                    speak();
                }
            }
            case AgentCommand.Release release -> confirmations.remove(release.driver());
            case AgentCommand.Submit submit -> submit(submit.pending());
            case AgentCommand.ShutOut shutOut -> {
                boolean byControl = setup.contacts().all().stream()
                        .anyMatch(node -> shutOut.byWhom().endsWith("@" + node));
                if (byControl) die("the cluster no longer takes messages from it");
            }
            case ToAgent fromLeader -> hear(fromLeader);
        }
    }

    private void hear(ToAgent message) {
        switch (message) {
            case ToAgent.Accepted accepted -> {
                follow(accepted.lead());
                if (phase instanceof Phase.Joining && accepted.request().equals(registration)) accept(accepted);
            }
            case ToAgent.Rejected rejected -> reject(rejected);
            case ToAgent.NotLeading(String contact, Optional<String> hint) -> {
                if (search.refused(contact, hint)) speak();
            }
            case ToAgent.Leads(ToAgent.Lead lead) -> follow(lead);
            case ToAgent.DeclaredDead dead -> {
                search.heard(System.nanoTime());
                if (phase instanceof Phase.Alive alive && alive.self().equals(dead.process())) die(dead.detail());
                if (phase instanceof Phase.Leaving) pending.completeAll(new ToAgent.Answer.Done());
            }
            case ToAgent.Update update -> {
                follow(update.lead());
                learn(update.events());
            }
            case ToAgent.Answered answered -> {
                search.heard(System.nanoTime());
                pending.answered(answered.request()).ifPresent(one -> {
                    if (answered.answer() instanceof ToAgent.Answer.Started started) speakFor(started, one);
                    one.answer().complete(answered.answer());
                    sendFresh();
                });
            }
            case ToAgent.Known _, ToAgent.KeepLog _, ToAgent.DropLog _ ->
                setup.replica().ifPresent(replica -> replica.tell(message));
        }
    }

    /** A new leader is told at once what this node is and wants: its requests may have died with the old one. */
    private void follow(ToAgent.Lead lead) {
        if (!search.leads(lead, System.nanoTime())) return;
        if (phase instanceof Phase.Alive && !setup.membership().joined()) enterPekko(lead.contact());
        speak();
        pending.all(System.nanoTime()).forEach(this::send);
    }

    private void enterPekko(String leader) {
        if (!leader.equals(setup.membership().address())) setup.membership().join(List.of(leader));
    }

    private void accept(ToAgent.Accepted accepted) {
        phase = new Phase.Alive(accepted.self(), accepted.cluster());
        confirmations.putIfAbsent(accepted.self(), 0L);
        enterPekko(accepted.lead().contact());
        timers.startTimerWithFixedDelay(new AgentCommand.Beat(), setup.timing().heartbeat());
        speak();
    }

    /** From the first moment on somebody speaks for a driver: its home. */
    private void speakFor(ToAgent.Answer.Started started, PendingRequests.Pending one) {
        boolean atHome = phase instanceof Phase.Alive alive
                && one.ask() instanceof ToLeader.Ask.StartJob start
                && start.job().home().equals(alive.self());
        if (atHome) confirmations.putIfAbsent(started.driver(), 0L);
    }

    private void reject(ToAgent.Rejected rejected) {
        String message = "Node " + setup.node().name() + " was refused by the control node at "
                + search.words() + ": " + rejected.reason()
                + ". Give it the cluster's own token and id.";
        var refusal = new ConnectionException(rejected.code(), message, null);
        switch (phase) {
            case Phase.Joining _ -> {
                phase = new Phase.Over(message);
                setup.joined().completeExceptionally(refusal);
                pending.failAll(refusal);
            }
            case Phase.Alive _ -> die(rejected.reason());
            case Phase.Leaving _, Phase.Over _ -> {}
        }
    }

    private void learn(List<ControlEvent> events) {
        Announced newer = known.learn(events);
        if (newer.progress().equals(known.progress())) return;
        List<ControlEvent> news = newer.since(known.progress(), Announced.Portion.ALL);
        known = newer;
        setup.feed().publish(newer);
        for (ControlEvent event : news) {
            if (event instanceof ControlEvent.Died died) {
                confirmations.remove(died.process());
                if (phase instanceof Phase.Alive alive && alive.self().equals(died.process())) die(died.detail());
            }
        }
        if (phase instanceof Phase.Alive alive && lists(alive.self()))
            setup.joined().complete(alive.self());
    }

    private boolean lists(ProcessId self) {
        return known.view().nodes().stream().anyMatch(node -> node.process().equals(self));
    }

    private void submit(PendingRequests.Pending one) {
        if (phase instanceof Phase.Over over) {
            one.answer().completeExceptionally(closed(over.reason()));
        } else if (pending.add(one)) {
            sendFresh();
            if (one.ask() instanceof ToLeader.Ask.Leave && phase instanceof Phase.Alive alive) {
                phase = new Phase.Leaving(alive);
            }
        }
    }

    private void beat() {
        long now = System.nanoTime();
        search.round(now);
        pending.expire(now);
        pending.unanswered(setup.timing().heartbeat().toNanos(), now).forEach(this::send);
        sendFresh();
        speak();
    }

    private void speak() {
        switch (phase) {
            case Phase.Joining _ ->
                tell(new ToLeader.Register(
                        registration,
                        setup.cluster(),
                        setup.token(),
                        setup.node(),
                        setup.role(),
                        setup.membership().member()));
            case Phase.Alive alive ->
                tell(new ToLeader.Heartbeat(alive.self(), alive.cluster(), place(), known.progress(), confirmations));
            case Phase.Leaving _, Phase.Over _ -> {}
        }
    }

    /** Before the node is accepted nothing can be sent, and nothing counts as sent. */
    private void sendFresh() {
        if (phase instanceof Phase.Alive || phase instanceof Phase.Leaving)
            pending.fresh(System.nanoTime()).forEach(this::send);
    }

    private void send(PendingRequests.Pending one) {
        switch (phase) {
            case Phase.Alive alive ->
                tell(new ToLeader.Request(one.request(), alive.cluster(), alive.self(), one.ask()));
            case Phase.Leaving leaving ->
                tell(new ToLeader.Request(
                        one.request(),
                        leaving.before().cluster(),
                        leaving.before().self(),
                        one.ask()));
            case Phase.Joining _, Phase.Over _ -> {}
        }
    }

    private void tell(ToLeader message) {
        var from = new LeaderCommand.FromAgent(getContext().getSelf().narrow(), search.term(), message);
        for (String contact : search.targets())
            setup.membership().leaderAt(contact).tell(from);
    }

    private ToLeader.Place place() {
        return setup.membership().joined() ? ToLeader.Place.INSIDE : ToLeader.Place.OUTSIDE;
    }

    private void die(String detail) {
        if (!(phase instanceof Phase.Alive alive)) return;
        LOG.warn("{} has been declared dead: {}", alive.self(), detail);
        phase = new Phase.Over(alive.self() + " has been declared dead: " + detail);
        pending.failAll(closed(alive.self() + " has been declared dead: " + detail));
        setup.joined().completeExceptionally(closed(detail));
        setup.feed().run(() -> setup.onDeclaredDead().accept(detail));
    }

    private SessionException closed(String reason) {
        String message = "Node " + setup.node().name() + " has no part in the cluster: " + reason
                + ". Let it join again as its next incarnation.";
        return new SessionException(ErrorCode.SESSION_CLOSED, message, null);
    }
}
