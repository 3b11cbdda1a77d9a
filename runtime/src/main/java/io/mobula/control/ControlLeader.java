package io.mobula.control;

import io.mobula.api.error.ErrorCode;
import io.mobula.control.log.ControlLog;
import io.mobula.core.control.Announced.Portion;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.ControlState.Standing;
import io.mobula.core.control.DirectoryLeader;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.Job;
import io.mobula.core.control.LeaderDecisions;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On each control node; idle unless its replica leads. It logs what agents ask for and what {@link LeaderDecisions} decides, and tells the agents what came of it. */
final class ControlLeader extends AbstractBehavior<LeaderCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLeader.class);

    private final Setup setup;
    private Optional<Leadership> leadership = Optional.empty();

    /** Entries that were decided are on their way; until the log has answered, nothing further is decided. */
    private boolean deciding;

    /** @param log available once it is open; the leader leads no earlier */
    record Setup(
            MembershipSystem membership,
            CompletionStage<? extends ControlLog> log,
            UUID cluster,
            String token,
            LeaderDecisions.Limits limits,
            Duration infeasibleGrace) {}

    /** What lasts as long as the replica leads. */
    private static final class Leadership {
        private final LeaderDecisions decisions;
        private final DirectoryDesk desk;
        private final PekkoEntry entry;
        private final Map<ProcessId, Link> agents = new HashMap<>();
        private ControlState state;

        Leadership(LeaderDecisions decisions, DirectoryDesk desk, PekkoEntry entry, ControlState state) {
            this.decisions = decisions;
            this.desk = desk;
            this.entry = entry;
            this.state = state;
        }
    }

    /** @param told what the agent has been sent; its next heartbeat says what has arrived */
    private record Link(ActorRef<ToAgent> agent, Progress told) {}

    static Behavior<LeaderCommand> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(
                    new LeaderCommand.Tick(), Duration.ofNanos(setup.limits().tickNanos()));
            return new ControlLeader(context, setup);
        }));
    }

    private ControlLeader(ActorContext<LeaderCommand> context, Setup setup) {
        super(context);
        this.setup = setup;
    }

    @Override
    public Receive<LeaderCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(LeaderCommand.class, command -> {
                    on(command);
                    return this;
                })
                .build();
    }

    private void on(LeaderCommand command) {
        switch (command) {
            case LeaderCommand.Leading leading -> lead(leading.state());
            case LeaderCommand.Following _ -> leadership = Optional.empty();
            case LeaderCommand.Applied applied -> leadership.ifPresent(now -> apply(now, applied.state()));
            case LeaderCommand.Tick _ -> leadership.ifPresent(this::tick);
            case LeaderCommand.Decided _ -> {
                deciding = false;
                leadership.ifPresent(this::settle);
            }
            case LeaderCommand.DirectoryLogged _ ->
                leadership.ifPresent(now -> {
                    now.desk.logged();
                    direct(now);
                });
            case LeaderCommand.FromAgent from ->
                leadership.ifPresentOrElse(
                        now -> hear(now, from), () -> from.agent().tell(new ToAgent.NotLeading()));
        }
    }

    private void lead(ControlState state) {
        LOG.info(
                "This node leads the control log: {} nodes, {} jobs, {} deaths.",
                state.members().size(),
                state.jobs().size(),
                state.lastDeath());
        String own = setup.membership().member();
        var decisions = new LeaderDecisions(own, setup.limits(), state, System.nanoTime());
        var desk = new DirectoryDesk(
                new DirectoryLeader(setup.infeasibleGrace().toNanos()));
        leadership = Optional.of(new Leadership(decisions, desk, new PekkoEntry(own, state), state));
        deciding = false;
        if (state.cluster().isEmpty()) decide(List.of(new ControlEntry.ClusterCreated(setup.cluster())));
    }

    private void apply(Leadership now, ControlState state) {
        for (ControlEvent event : now.state.eventsUntil(state)) {
            if (event instanceof ControlEvent.Died died) {
                LOG.info("{} is dead ({}): {}", died.process(), died.cause(), died.detail());
                Link link = now.agents.remove(died.process());
                if (link != null) link.agent().tell(new ToAgent.DeclaredDead(died.process(), died.detail()));
            }
        }
        now.state = state;
        now.decisions.applied(state, System.nanoTime());
        now.agents.replaceAll((_, link) -> update(state, link));
        followInPekko(now);
        settle(now);
        direct(now);
    }

    private void tick(Leadership now) {
        now.decisions.suspected(setup.membership().unreachable());
        decide(now.decisions.tick(System.nanoTime()));
        direct(now);
        followInPekko(now);
    }

    private void followInPekko(Leadership now) {
        now.entry.enter(setup.membership(), now.state);
        setup.membership().downAllBut(livingMembers(now.state));
    }

    private static Set<String> livingMembers(ControlState state) {
        var living = new TreeSet<String>();
        for (ControlState.Member member : state.members().values()) living.add(member.member());
        return living;
    }

    private void settle(Leadership now) {
        if (!deciding) now.decisions.settle().ifPresent(settled -> decide(List.of(settled)));
    }

    private void decide(List<ControlEntry> entries) {
        if (deciding || entries.isEmpty()) return;
        deciding = true;
        var all = entries.stream()
                .map(entry -> submit(entry).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        ActorRef<LeaderCommand> self = getContext().getSelf();
        var _ = CompletableFuture.allOf(all).whenComplete((_, failure) -> {
            if (failure != null)
                LOG.warn("The control log did not take {}: {}. It is decided again.", entries, failure.toString());
            self.tell(new LeaderCommand.Decided());
        });
    }

    /** The directory's next entry, with all that waits for it and all that can be decided now. */
    private void direct(Leadership now) {
        if (now.state.cluster().isEmpty()) return;
        now.desk.next(now.state, System.nanoTime()).ifPresent(batch -> {
            ActorRef<LeaderCommand> self = getContext().getSelf();
            var _ = submit(batch.entry()).whenComplete((answer, failure) -> {
                if (failure == null) batch.answer(answer.replies());
                else LOG.warn("The control log did not take an entry of the directory: {}.", failure.toString());
                self.tell(new LeaderCommand.DirectoryLogged());
            });
        });
    }

    private CompletionStage<EntryAnswer> submit(ControlEntry entry) {
        return setup.log().thenCompose(log -> log.submit(entry));
    }

    private void hear(Leadership now, LeaderCommand.FromAgent from) {
        switch (from.message()) {
            case ToLeader.Register register -> register(register, from.agent());
            case ToLeader.Heartbeat beat -> {
                if (admitted(now, beat.cluster(), beat.process(), from.agent())) heartbeat(now, beat, from.agent());
            }
            case ToLeader.Request request -> {
                if (admitted(now, request.cluster(), request.process(), from.agent())) {
                    request(now, request, from.agent());
                }
            }
        }
    }

    private void register(ToLeader.Register register, ActorRef<ToAgent> agent) {
        Optional<ToAgent.Rejected> refusal = refusal(register);
        if (refusal.isPresent()) {
            LOG.warn(
                    "Refused {}: {}. Give it this cluster's token and id, or the address of its own control node.",
                    register,
                    refusal.get().reason());
            agent.tell(refusal.get());
            return;
        }
        var entry =
                new ControlEntry.NodeJoined(register.request(), register.node(), register.role(), register.member());
        submit(entry)
                .thenAccept(answer -> answer.process()
                        .ifPresent(self -> agent.tell(new ToAgent.Accepted(register.request(), setup.cluster(), self))));
    }

    private Optional<ToAgent.Rejected> refusal(ToLeader.Register register) {
        if (!MessageDigest.isEqual(bytes(register.token()), bytes(setup.token()))) {
            return Optional.of(new ToAgent.Rejected(ErrorCode.TOKEN_REFUSED, "its token is not this cluster's"));
        }
        if (!register.cluster().map(setup.cluster()::equals).orElse(true)) {
            return Optional.of(new ToAgent.Rejected(
                    ErrorCode.CLUSTER_MISMATCH,
                    "it wants cluster " + register.cluster().get() + ", and this is cluster " + setup.cluster()));
        }
        return Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The dead and the strangers are told so, and nothing more is taken from them. */
    private boolean admitted(Leadership now, UUID cluster, ProcessId process, ActorRef<ToAgent> agent) {
        Standing standing = cluster.equals(setup.cluster()) ? now.state.standing(process) : Standing.UNKNOWN;
        switch (standing) {
            case ALIVE -> {}
            case DEAD -> agent.tell(new ToAgent.DeclaredDead(process, "the log lists it among the dead"));
            case UNKNOWN -> {
                String reason = "cluster " + setup.cluster() + " knows no " + process + " of cluster " + cluster;
                agent.tell(new ToAgent.Rejected(ErrorCode.CLUSTER_MISMATCH, reason));
            }
        }
        return standing == Standing.ALIVE;
    }

    private void heartbeat(Leadership now, ToLeader.Heartbeat beat, ActorRef<ToAgent> agent) {
        now.decisions.heartbeat(beat.process(), beat.confirmations(), System.nanoTime());
        List<ControlEvent> news = now.state.announced().since(beat.progress(), Portion.OF_A_MESSAGE);
        agent.tell(new ToAgent.Update(news));
        Link told = update(now.state, new Link(agent, beat.progress().after(news)));
        if (beat.place() == ToLeader.Place.OUTSIDE) {
            now.entry.outside(now.state.members().get(beat.process()).member());
        }
        now.agents.put(beat.process(), told);
        settle(now);
    }

    /** Portion by portion; should one be lost, those after it are not taken, and the next heartbeat says so. */
    private static Link update(ControlState state, Link link) {
        Progress told = link.told();
        while (true) {
            List<ControlEvent> news = state.announced().since(told, Portion.OF_A_MESSAGE);
            if (news.isEmpty()) return new Link(link.agent(), told);
            link.agent().tell(new ToAgent.Update(news));
            told = told.after(news);
        }
    }

    private void request(Leadership now, ToLeader.Request request, ActorRef<ToAgent> agent) {
        switch (request.ask()) {
            case ToLeader.Ask.StartJob start ->
                submit(new ControlEntry.JobStarted(request.request(), start.job()))
                        .thenAccept(driver -> driver.process()
                                .ifPresent(started -> answer(request, agent, new ToAgent.Answer.Started(started))));
            case ToLeader.Ask.FindJob find -> {
                Optional<Job> job = now.state.job(find.driver());
                answer(
                        request,
                        agent,
                        job.<ToAgent.Answer>map(ToAgent.Answer.Found::new).orElseGet(ToAgent.Answer.NoSuchJob::new));
            }
            case ToLeader.Ask.AskDirectory ask -> ask(now, request, ask.request(), agent);
            case ToLeader.Ask.ListJobs _ ->
                answer(request, agent, new ToAgent.Answer.Jobs(Jobs.list(now.state)));
            case ToLeader.Ask.EndDriver end ->
                submit(new ControlEntry.DriverDown(end.driver(), end.cause(), end.detail()))
                        .thenAccept(_ -> answer(request, agent, new ToAgent.Answer.Done()));
            case ToLeader.Ask.Leave _ -> leave(now, request, agent);
        }
    }

    private void ask(
            Leadership now, ToLeader.Request request, DirectoryRequest asked, ActorRef<ToAgent> agent) {
        Consumer<DirectoryReply> answer = reply -> answer(request, agent, new ToAgent.Answer.Replied(reply));
        Optional<DirectoryReply> read = now.state.directory().read(asked);
        if (read.isPresent()) {
            answer.accept(read.get());
        } else {
            now.desk.ask(request.request(), asked, answer);
            direct(now);
        }
    }

    /** The leader's own node does not leave: while it is away nobody could be told, and it comes back as its next incarnation. */
    private void leave(Leadership now, ToLeader.Request request, ActorRef<ToAgent> agent) {
        ControlState.Member member = now.state.members().get(request.process());
        if (member == null || member.member().equals(setup.membership().member())) {
            answer(request, agent, new ToAgent.Answer.Done());
            return;
        }
        submit(new ControlEntry.NodeDown(request.process(), Cause.LEFT, "it said goodbye"))
                .thenAccept(_ -> answer(request, agent, new ToAgent.Answer.Done()));
    }

    private static void answer(ToLeader.Request request, ActorRef<ToAgent> agent, ToAgent.Answer answer) {
        agent.tell(new ToAgent.Answered(request.request(), answer));
    }
}
