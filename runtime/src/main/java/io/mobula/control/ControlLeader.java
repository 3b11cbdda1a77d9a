package io.mobula.control;

import io.mobula.api.error.ErrorCode;
import io.mobula.control.log.ControlLog;
import io.mobula.control.log.LogStatus;
import io.mobula.core.control.Announced.Portion;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.ControlState.Standing;
import io.mobula.core.control.Job;
import io.mobula.core.control.LeaderDecisions;
import io.mobula.core.control.Operation;
import io.mobula.core.control.Replica;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/** On each control node; idle unless its replica leads. It logs what agents ask for and what {@link LeaderDecisions} decides, and tells the agents what came of it. */
final class ControlLeader extends AbstractBehavior<LeaderCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLeader.class);

    /** Looked for a follower that stays behind; at four ticks a second, every 1.5 s. */
    private static final long TICKS_PER_URGE = 6;

    /** Whoever has not answered for so long is away, and not merely behind. */
    private static final long LAGGARD_ANSWERS_MILLIS = 1_000;

    private final Setup setup;
    private final Door door;
    private final OperatorDesk operators;
    private Optional<Leadership> leadership = Optional.empty();

    record Setup(
            MembershipSystem membership,
            LocalReplica replica,
            Contacts contacts,
            UUID cluster,
            String token,
            LeaderDecisions.Limits limits,
            Duration infeasibleGrace) {}

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
        this.door = new Door(setup.cluster(), setup.token());
        this.operators = new OperatorDesk(context.getSelf(), this::isPresent, this::keepReplicas);
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
            case LeaderCommand.Leading leading ->
                setup.replica().log().ifPresent(log -> lead(log, leading.state(), leading.term()));
            case LeaderCommand.Following _ -> leadership = Optional.empty();
            case LeaderCommand.Applied applied -> leadership.ifPresent(now -> apply(now, applied.state()));
            case LeaderCommand.Tick _ -> leadership.ifPresent(this::tick);
            case LeaderCommand.Later(Runnable work) -> work.run();
            case LeaderCommand.FromAgent from -> {
                if (from.message() instanceof ToLeader.Knock knock) {
                    known(knock, from.agent());
                } else if (leadership.isPresent() && from.term() <= leadership.get().term) {
                    hear(leadership.get(), from);
                } else if (!(from.message() instanceof ToLeader.Offer)) {
                    from.agent().tell(notLeading());
                }
            }
        }
    }

    private ToAgent.NotLeading notLeading() {
        Optional<String> leader =
                setup.replica().status().flatMap(LogStatus::leader).map(Replica::contact);
        return new ToAgent.NotLeading(own(), leader.filter(contact -> !contact.equals(own())));
    }

    /** Contact of this node. */
    private String own() {
        return setup.membership().address();
    }

    private void known(ToLeader.Knock knock, ActorRef<ToAgent> agent) {
        if (!door.isOurs(knock.cluster(), knock.token())) return;
        setup.replica()
                .status()
                .ifPresent(status -> agent.tell(new ToAgent.Known(
                        own(), !status.group().isEmpty(), setup.contacts().configured())));
    }

    /** The keepers of a cluster that has yet to begin: before all of them are there, nothing is logged. */
    private List<String> founding(Leadership now) {
        List<String> keepers = setup.contacts().configured();
        return now.state.cluster().isEmpty() && keepers.size() > 1 ? keepers : List.of();
    }

    private void lead(ControlLog log, ControlState state, long term) {
        LOG.info(
                "This node leads the control log in term {}: {} nodes, {} jobs, {} deaths.",
                term,
                state.members().size(),
                state.jobs().size(),
                state.lastDeath());
        var now = new Leadership(
                log, term, state, setup.membership(), setup.limits(), setup.infeasibleGrace(), System.nanoTime());
        leadership = Optional.of(now);
        begin(now);
        var news = new ToAgent.Leads(now.lead);
        for (ControlState.Member member : state.members().values())
            setup.membership()
                    .agentAt(MembershipSystem.addressOf(member.member()))
                    .tell(news);
    }

    private void begin(Leadership now) {
        if (now.state.cluster().isPresent()) return;
        List<String> keepers = founding(now);
        if (keepers.isEmpty() || now.replicas.isFounded(keepers))
            decide(now, List.of(new ControlEntry.ClusterCreated(setup.cluster())));
    }

    private boolean isPresent(Leadership then) {
        return leadership.isPresent() && leadership.get() == then;
    }

    /** What the log says as of now: a leader that was replaced and does not know it yet says nothing. */
    private void confirmed(Leadership now, Runnable work) {
        operators.after(now, now.log.confirm(), work);
    }

    private void apply(Leadership now, ControlState state) {
        for (ControlEvent event : now.state.eventsUntil(state)) {
            if (event instanceof ControlEvent.Died died) {
                LOG.info("{} is dead ({}): {}", died.process(), died.cause(), died.detail());
                Leadership.Link link = now.agents.remove(died.process());
                if (link != null) link.agent().tell(new ToAgent.DeclaredDead(died.process(), died.detail()));
            }
        }
        now.state = state;
        now.decisions.applied(state, System.nanoTime());
        now.agents.replaceAll((_, link) -> update(now.lead, state, link));
        followInPekko(now);
        settle(now);
        direct(now);
    }

    private void tick(Leadership now) {
        now.lookAtGroup();
        now.decisions.suspected(setup.membership().unreachable());
        decide(now, now.decisions.tick(System.nanoTime()));
        direct(now);
        followInPekko(now);
        keepReplicas(now);
        urgeLaggards(now);
    }

    private void keepReplicas(Leadership now) {
        begin(now);
        now.replicas.expire(System.nanoTime());
        now.replicas.answerIfDone(now.state);
        for (String contact : now.replicas.invited())
            setup.membership().agentAt(contact).tell(new ToAgent.KeepLog());
        if (now.replicas.leaderLeaves()) {
            now.replicas.heir().ifPresent(heir -> operators.transfer(now, heir, _ -> {}));
            return;
        }
        ActorRef<LeaderCommand> self = getContext().getSelf();
        now.replicas
                .next(founding(now))
                .ifPresent(change -> change.whenComplete((_, failure) -> {
                    if (failure != null)
                        LOG.warn(
                                "The control log's replicas were not changed: {}. It is tried again.",
                                failure.toString());
                    self.tell(new LeaderCommand.Later(() -> {
                        now.replicas.changed();
                        if (isPresent(now)) now.replicas.answerIfDone(now.state);
                    }));
                }));
    }

    /** A follower that is behind while nothing is logged may stay so for ever; an entry that changes nothing brings it on. */
    private void urgeLaggards(Leadership now) {
        if (++now.ticks % TICKS_PER_URGE != 0 || !now.log.status().lags(LAGGARD_ANSWERS_MILLIS)) return;
        decide(now, List.of(ControlEntry.NOTHING));
    }

    private void followInPekko(Leadership now) {
        now.entry.enter(setup.membership(), now.state);
        // A leader that was replaced and does not know it yet would down those who joined since.
        if (setup.membership().hasOthers(livingMembers(now.state)))
            confirmed(now, () -> setup.membership().downAllBut(livingMembers(now.state)));
    }

    private static Set<String> livingMembers(ControlState state) {
        var living = new TreeSet<String>();
        for (ControlState.Member member : state.members().values()) living.add(member.member());
        return living;
    }

    private void settle(Leadership now) {
        if (!now.deciding) now.decisions.settle().ifPresent(settled -> decide(now, List.of(settled)));
    }

    private void decide(Leadership now, List<ControlEntry> entries) {
        if (now.deciding || entries.isEmpty()) return;
        now.deciding = true;
        var all = entries.stream()
                .map(entry -> now.log.submit(entry).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        ActorRef<LeaderCommand> self = getContext().getSelf();
        var _ = CompletableFuture.allOf(all).whenComplete((_, failure) -> {
            if (failure != null)
                LOG.warn("The control log did not take {}: {}. It is decided again.", entries, failure.toString());
            self.tell(new LeaderCommand.Later(() -> {
                now.deciding = false;
                if (isPresent(now)) settle(now);
            }));
        });
    }

    /** The directory's next entry, with all that waits for it and all that can be decided now. */
    private void direct(Leadership now) {
        if (now.state.cluster().isEmpty()) return;
        now.desk.next(now.state, System.nanoTime()).ifPresent(batch -> {
            ActorRef<LeaderCommand> self = getContext().getSelf();
            var _ = now.log.submit(batch.entry()).whenComplete((answer, failure) -> {
                if (failure == null) batch.answer(answer.replies());
                else LOG.warn("The control log did not take an entry of the directory: {}.", failure.toString());
                self.tell(new LeaderCommand.Later(() -> {
                    now.desk.logged();
                    if (isPresent(now)) direct(now);
                }));
            });
        });
    }

    private void hear(Leadership now, LeaderCommand.FromAgent from) {
        switch (from.message()) {
            case ToLeader.Register register -> register(now, register, from.agent());
            case ToLeader.Offer offer -> offered(now, offer, from.agent());
            case ToLeader.Knock _ -> {} // answered by whoever has a replica
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

    private void offered(Leadership now, ToLeader.Offer offer, ActorRef<ToAgent> agent) {
        if (!door.isOurs(offer.cluster(), offer.token())) {
            LOG.warn(
                    "A replica of the control log is refused: {} is not of this cluster, or has not its token.", offer);
            return;
        }
        if (now.replicas.offered(offer.replica(), founding(now)) == ReplicaDesk.Verdict.WAIT) return;
        confirmed(now, () -> {
            if (now.replicas.offered(offer.replica(), founding(now)) == ReplicaDesk.Verdict.NOT_WANTED)
                agent.tell(new ToAgent.DropLog(offer.replica().id()));
        });
    }

    private void register(Leadership now, ToLeader.Register register, ActorRef<ToAgent> agent) {
        Optional<ToAgent.Rejected> refusal = door.refusal(register);
        if (refusal.isPresent()) {
            LOG.warn(
                    "Refused {}: {}. Give it this cluster's token and id, or the address of its own control node.",
                    register,
                    refusal.get().reason());
            agent.tell(refusal.get());
            return;
        }
        if (!founding(now).isEmpty()) {
            agent.tell(new ToAgent.NotLeading(own(), Optional.empty()));
            return;
        }
        ToAgent.Lead lead = now.lead;
        Optional<ProcessId> born = now.state.requests().answer(register.request());
        if (born.isPresent()) {
            confirmed(
                    now, () -> agent.tell(new ToAgent.Accepted(register.request(), setup.cluster(), born.get(), lead)));
            return;
        }
        if (!now.registering.add(register.request())) return;
        ActorRef<LeaderCommand> self = getContext().getSelf();
        var entry =
                new ControlEntry.NodeJoined(register.request(), register.node(), register.role(), register.member());
        var _ = now.log.submit(entry).whenComplete((answer, failure) -> {
            if (failure == null)
                answer.process()
                        .ifPresent(process ->
                                agent.tell(new ToAgent.Accepted(register.request(), setup.cluster(), process, lead)));
            self.tell(new LeaderCommand.Later(() -> now.registering.remove(register.request())));
        });
    }

    /** The dead and the strangers are told so, and nothing more is taken from them. */
    private boolean admitted(Leadership now, UUID cluster, ProcessId process, ActorRef<ToAgent> agent) {
        Standing standing = cluster.equals(setup.cluster()) ? now.state.standing(process) : Standing.UNKNOWN;
        switch (standing) {
            case ALIVE -> {}
            case DEAD -> agent.tell(new ToAgent.DeclaredDead(process, "the log lists it among the dead"));
            case UNKNOWN ->
                confirmed(now, () -> {
                    if (cluster.equals(setup.cluster()) && now.state.standing(process) != Standing.UNKNOWN) return;
                    String reason = "cluster " + setup.cluster() + " knows no " + process + " of cluster " + cluster;
                    agent.tell(new ToAgent.Rejected(ErrorCode.CLUSTER_MISMATCH, reason));
                });
        }
        return standing == Standing.ALIVE;
    }

    private void heartbeat(Leadership now, ToLeader.Heartbeat beat, ActorRef<ToAgent> agent) {
        now.decisions.heartbeat(beat.process(), beat.confirmations(), System.nanoTime());
        List<ControlEvent> news = now.state.announced().since(beat.progress(), Portion.OF_A_MESSAGE);
        agent.tell(new ToAgent.Update(now.lead, news));
        Leadership.Link told = update(
                now.lead, now.state, new Leadership.Link(agent, beat.progress().after(news)));
        if (beat.place() == ToLeader.Place.OUTSIDE) {
            now.entry.outside(now.state.members().get(beat.process()).member());
        }
        now.agents.put(beat.process(), told);
        settle(now);
    }

    /** Portion by portion; should one be lost, those after it are not taken, and the next heartbeat says so. */
    private static Leadership.Link update(ToAgent.Lead lead, ControlState state, Leadership.Link link) {
        Progress told = link.told();
        while (true) {
            List<ControlEvent> news = state.announced().since(told, Portion.OF_A_MESSAGE);
            if (news.isEmpty()) return new Leadership.Link(link.agent(), told);
            link.agent().tell(new ToAgent.Update(lead, news));
            told = told.after(news);
        }
    }

    private void request(Leadership now, ToLeader.Request request, ActorRef<ToAgent> agent) {
        switch (request.ask()) {
            case ToLeader.Ask.StartJob start ->
                now.log
                        .submit(new ControlEntry.JobStarted(request.request(), start.job()))
                        .thenAccept(driver -> driver.process()
                                .ifPresent(started -> answer(request, agent, new ToAgent.Answer.Started(started))));
            case ToLeader.Ask.FindJob find ->
                confirmed(now, () -> {
                    Optional<Job> job = now.state.job(find.driver());
                    answer(
                            request,
                            agent,
                            job.<ToAgent.Answer>map(ToAgent.Answer.Found::new)
                                    .orElseGet(ToAgent.Answer.NoSuchJob::new));
                });
            case ToLeader.Ask.AskDirectory ask -> ask(now, request, ask.request(), agent);
            case ToLeader.Ask.ListJobs _ ->
                confirmed(now, () -> answer(request, agent, new ToAgent.Answer.Jobs(Jobs.list(now.state))));
            case ToLeader.Ask.Operate(Operation operation) ->
                operators.operate(
                        now,
                        request.request(),
                        operation,
                        answer -> answer(request, agent, new ToAgent.Answer.Operated(answer)));
            case ToLeader.Ask.EndDriver end ->
                now.log
                        .submit(new ControlEntry.DriverDown(end.driver(), end.cause(), end.detail()))
                        .thenAccept(_ -> answer(request, agent, new ToAgent.Answer.Done()));
            case ToLeader.Ask.Leave _ -> leave(now, request, agent);
        }
    }

    private void ask(Leadership now, ToLeader.Request request, DirectoryRequest asked, ActorRef<ToAgent> agent) {
        Consumer<DirectoryReply> answer = reply -> answer(request, agent, new ToAgent.Answer.Replied(reply));
        if (now.state.directory().read(asked).isPresent()) {
            confirmed(now, () -> now.state.directory().read(asked).ifPresent(answer));
        } else {
            now.desk.ask(request.request(), asked, answer);
            direct(now);
        }
    }

    /** A leader's own node hands the lead over before it leaves; alone it does not leave, for nobody could be told, and it comes back as its next incarnation. */
    private void leave(Leadership now, ToLeader.Request request, ActorRef<ToAgent> agent) {
        ControlState.Member member = now.state.members().get(request.process());
        boolean own =
                member != null && member.member().equals(setup.membership().member());
        Optional<Replica> heir = own ? now.replicas.heir() : Optional.empty();
        if (heir.isPresent()) {
            operators.transfer(now, heir.get(), _ -> {}); // the request is repeated, and the next leader answers it
            return;
        }
        if (member == null || own) {
            answer(request, agent, new ToAgent.Answer.Done());
            return;
        }
        now.log
                .submit(new ControlEntry.NodeDown(request.process(), Cause.LEFT, "it said goodbye"))
                .thenAccept(_ -> answer(request, agent, new ToAgent.Answer.Done()));
    }

    private static void answer(ToLeader.Request request, ActorRef<ToAgent> agent, ToAgent.Answer answer) {
        agent.tell(new ToAgent.Answered(request.request(), answer));
    }
}
