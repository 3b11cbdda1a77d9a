package io.mobula.control;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.SessionException;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of a node that is in a cluster: everything goes through its {@link NodeAgent}. */
final class ClusterControl implements ControlClient {
    /** A goodbye saves the others a node timeout; it is not worth more than this. */
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(2);

    /** An operator waits for it. */
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(6);

    /** A newcomer is given the whole log. */
    private static final Duration CHANGE_LIMIT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterControl.class);

    private final ProcessId self;
    private final MembershipSystem membership;
    private final ActorRef<AgentCommand> agent;
    private final EventFeed feed;
    private final Contacts contacts;
    private final Duration requestLimit;
    private final AutoCloseable resources;

    /** Of living drivers. */
    private final Map<ProcessId, JobSpec> jobs = new ConcurrentHashMap<>();

    /** @param resources closed last, in their own order */
    ClusterControl(
            ProcessId self,
            MembershipSystem membership,
            ActorRef<AgentCommand> agent,
            EventFeed feed,
            Contacts contacts,
            Duration requestLimit,
            AutoCloseable resources) {
        this.self = self;
        this.membership = membership;
        this.agent = agent;
        this.feed = feed;
        this.contacts = contacts;
        this.requestLimit = requestLimit;
        this.resources = resources;
        feed.subscribe(event -> {
            if (event instanceof ControlEvent.Died died) jobs.remove(died.process());
        });
    }

    @Override
    public ProcessId self() {
        return self;
    }

    @Override
    public ClusterView view() {
        return feed.view();
    }

    @Override
    public void subscribe(Consumer<ControlEvent> listener) {
        feed.subscribe(listener);
    }

    @Override
    public CompletionStage<ProcessId> startJob(JobSpec spec) {
        return ask(new ToLeader.Ask.StartJob(Jobs.toLog(spec)), requestLimit).thenApply(answer -> {
            if (answer instanceof ToAgent.Answer.Started started) {
                jobs.put(started.driver(), spec);
                return started.driver();
            }
            throw unexpected(answer);
        });
    }

    @Override
    public CompletionStage<JobSpec> job(ProcessId driver) {
        JobSpec cached = jobs.get(driver);
        if (cached != null) return CompletableFuture.completedFuture(cached);
        return ask(new ToLeader.Ask.FindJob(driver), requestLimit).thenApply(answer -> switch (answer) {
            case ToAgent.Answer.Found found -> {
                JobSpec spec = Jobs.fromLog(found.job());
                if (!feed.isDead(driver)) jobs.put(driver, spec);
                yield spec;
            }
            case ToAgent.Answer.NoSuchJob _ -> throw noSuchJob(driver);
            case ToAgent.Answer.Started _,
                    ToAgent.Answer.Done _,
                    ToAgent.Answer.Replied _,
                    ToAgent.Answer.Operated _,
                    ToAgent.Answer.Jobs _ -> throw unexpected(answer);
        });
    }

    @Override
    public CompletionStage<List<ListedJob>> jobs() {
        return ask(new ToLeader.Ask.ListJobs(), requestLimit).thenApply(answer -> {
            if (answer instanceof ToAgent.Answer.Jobs(var list)) return list;
            throw unexpected(answer);
        });
    }

    @Override
    public CompletionStage<DirectoryReply> ask(DirectoryRequest request) {
        return ask(new ToLeader.Ask.AskDirectory(request), requestLimit).thenApply(answer -> {
            if (answer instanceof ToAgent.Answer.Replied(DirectoryReply reply)) return reply;
            throw unexpected(answer);
        });
    }

    @Override
    public CompletionStage<OperationAnswer> operate(Operation operation) {
        Duration limit = operation instanceof Operation.Change ? CHANGE_LIMIT : OPERATION_LIMIT;
        return ask(new ToLeader.Ask.Operate(operation), limit)
                .thenApply(answer -> {
                    if (answer instanceof ToAgent.Answer.Operated(OperationAnswer done)) return done;
                    throw unexpected(answer);
                })
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unanswered(failure, limit)));
    }

    private Throwable unanswered(Throwable failure, Duration limit) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (!(cause instanceof ConnectionException coded) || coded.code() != ErrorCode.CONNECTION_TIMED_OUT)
            return cause;
        String message = "The control nodes (" + String.join(", ", contacts.all()) + ") did not do it within "
                + limit.toSeconds()
                + " s: no majority of them answers, or a node that is to join them does not. Start those that are down; the cluster's tasks go on meanwhile.";
        return new ConnectionException(ErrorCode.CONTROL_UNAVAILABLE, message, cause);
    }

    static SessionException noSuchJob(ProcessId driver) {
        String message = "The job of " + driver
                + " cannot be found: the driver has ended, or was never in this cluster. Start it again.";
        return new SessionException(ErrorCode.SESSION_CLOSED, message, null);
    }

    private static IllegalStateException unexpected(ToAgent.Answer answer) {
        return new IllegalStateException("the leader gave the answer to another question: " + answer);
    }

    @Override
    public CompletionStage<Void> driverDied(ProcessId driver, ControlEvent.Cause cause, String detail) {
        return ask(new ToLeader.Ask.EndDriver(driver, cause, detail), requestLimit)
                .thenAccept(_ -> {});
    }

    @Override
    public void confirm(ProcessId process, long index) {
        agent.tell(new AgentCommand.Confirm(process, index));
    }

    @Override
    public void release(ProcessId driver) {
        agent.tell(new AgentCommand.Release(driver));
    }

    private CompletableFuture<ToAgent.Answer> ask(ToLeader.Ask ask, Duration limit) {
        var answer = new CompletableFuture<ToAgent.Answer>();
        agent.tell(new AgentCommand.Submit(
                new PendingRequests.Pending(UUID.randomUUID(), ask, answer, System.nanoTime(), limit.toNanos())));
        return answer;
    }

    /** Whom Pekko takes for a member, by {@code host:port}: follows the log, some gossip rounds behind. */
    Set<String> pekkoMembers() {
        var addresses = new TreeSet<String>();
        for (String member : membership.members()) addresses.add(MembershipSystem.addressOf(member));
        return addresses;
    }

    /** This process as Pekko addresses it. */
    String pekkoAddress() {
        return membership.address();
    }

    @Override
    public void close() {
        try {
            ask(new ToLeader.Ask.Leave(), GOODBYE_LIMIT).get(GOODBYE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("{} left without a goodbye: {}. The others learn it from its silence.", self, e.toString());
        }
        abandon();
    }

    /** Ends without a word to anybody, as a crash would. */
    void abandon() {
        try {
            resources.close();
        } catch (Exception e) {
            LOG.warn("The control plane of {} was not closed in order", self, e);
        }
    }
}
