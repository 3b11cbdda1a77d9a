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

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

    private final Setup setup;
    private final TimerScheduler<AgentCommand> timers;
    private final PendingRequests pending;
    private final UUID registration = UUID.randomUUID();

    /** What each process this node speaks for has confirmed; 0 before its first death. */
    private final Map<ProcessId, Long> confirmations = new TreeMap<>();

    private Phase phase = new Phase.Joining();
    private Announced known = Announced.NOTHING;
    private int control;
    private long heardNanos = System.nanoTime();

    /**
     * @param joined completed with the first view that has this node in it; failed if the cluster refuses it
     * @param onDeclaredDead called once, on the feed's thread
     */
    record Setup(
            MembershipSystem membership,
            List<String> controlNodes,
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
        this.pending = new PendingRequests(String.join(", ", setup.controlNodes()));
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
                boolean byControl = setup.controlNodes().stream()
                        .anyMatch(node -> shutOut.byWhom().endsWith("@" + node));
                if (byControl) die("the cluster no longer takes messages from it");
            }
            case ToAgent fromLeader -> hear(fromLeader);
        }
    }

    private void hear(ToAgent message) {
        heardNanos = System.nanoTime();
        switch (message) {
            case ToAgent.Accepted accepted -> {
                if (phase instanceof Phase.Joining && accepted.request().equals(registration)) accept(accepted);
            }
            case ToAgent.Rejected rejected -> reject(rejected);
            case ToAgent.NotLeading _ -> nextControlNode();
            case ToAgent.DeclaredDead dead -> {
                if (phase instanceof Phase.Alive alive && alive.self().equals(dead.process())) die(dead.detail());
                if (phase instanceof Phase.Leaving) pending.completeAll(new ToAgent.Answer.Done());
            }
            case ToAgent.Update update -> learn(update.events());
            case ToAgent.Answered answered ->
                pending.answered(answered.request()).ifPresent(one -> {
                    if (answered.answer() instanceof ToAgent.Answer.Started started) speakFor(started, one);
                    one.answer().complete(answered.answer());
                });
        }
    }

    private void accept(ToAgent.Accepted accepted) {
        phase = new Phase.Alive(accepted.self(), accepted.cluster());
        confirmations.putIfAbsent(accepted.self(), 0L);
        String leader = setup.controlNodes().get(control);
        if (!leader.equals(setup.membership().address())) setup.membership().join(List.of(leader));
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
                + setup.controlNodes().get(control) + ": " + rejected.reason()
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
            send(one);
            if (one.ask() instanceof ToLeader.Ask.Leave && phase instanceof Phase.Alive alive) {
                phase = new Phase.Leaving(alive);
            }
        }
    }

    private void beat() {
        long now = System.nanoTime();
        if (now - heardNanos > setup.timing().nodeTimeout().toNanos()) {
            heardNanos = now;
            nextControlNode();
        }
        pending.expire(now);
        pending.all().forEach(this::send);
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
        setup.membership()
                .leaderAt(setup.controlNodes().get(control))
                .tell(new LeaderCommand.FromAgent(getContext().getSelf().narrow(), message));
    }

    private ToLeader.Place place() {
        return setup.membership().joined() ? ToLeader.Place.INSIDE : ToLeader.Place.OUTSIDE;
    }

    private void nextControlNode() {
        control = (control + 1) % setup.controlNodes().size();
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
