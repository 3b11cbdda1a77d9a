package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ActorQueueFullException;
import io.mobula.api.error.ActorUnavailableException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskLostException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.serve.core.DispatchEffects;
import io.mobula.serve.core.Dispatcher;
import io.mobula.serve.core.Lane;
import io.mobula.serve.core.Outgoing;
import io.mobula.serve.core.Ticket;
import io.netty.util.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The shell around the {@link Dispatcher} of one deployment in one process.
 *
 * <p>Thread safety: all methods from any thread. The lock guards the dispatcher; what it orders is noted down and performed after the lock is free, on the same thread.
 */
final class Dispatch {
    private final String deployment;
    private final Consumer<String> suspect;
    private final ReentrantLock lock = new ReentrantLock();
    private final Dispatcher<Job> core;
    /** Orders given under the lock that is held now. */
    private List<Runnable> orders = new ArrayList<>();
    /** The earliest time a wake has been ordered for; later orders need none. */
    private long wakeNanos = Long.MAX_VALUE;

    private volatile Facts facts;
    private volatile Map<String, ActorHandle<Replica>> handles = Map.of();
    private final ConcurrentHashMap<Outgoing<Job>, ObjectRef<?>> running = new ConcurrentHashMap<>();

    /** @param suspect told the id of a replica on which a call was lost */
    Dispatch(Table.Entry entry, Consumer<String> suspect) {
        this.deployment = entry.facts().name();
        this.suspect = suspect;
        this.facts = entry.facts();
        this.core = new Dispatcher<>(limits(entry.facts()), new Draws(), new Orders());
        update(entry);
    }

    private static Dispatcher.Limits limits(Facts facts) {
        Facts.Limits limits = facts.limits();
        return new Dispatcher.Limits(limits.maxOngoing(), limits.maxQueued(), limits.retries());
    }

    Facts facts() {
        return facts;
    }

    boolean isReady() {
        return !handles.isEmpty();
    }

    void update(Table.Entry entry) {
        facts = entry.facts();
        var next = new LinkedHashMap<String, ActorHandle<Replica>>();
        for (Table.Ready replica : entry.ready()) next.put(replica.id(), replica.handle());
        handles = next;
        under(now -> core.replicas(List.copyOf(next.keySet()), limits(entry.facts()), now));
    }

    /** The deployment is gone: nothing is sent any more. */
    void close() {
        handles = Map.of();
        under(_ -> core.close());
    }

    Lane batched(Way way) {
        Facts.Limits limits = facts.limits();
        return new Lane(way, limits.batchMax(), limits.batchWait().toNanos());
    }

    /** Sends a request on its way. Its answer is complete at once if it was refused. */
    Job submit(Object item, Lane lane, Optional<Duration> timeout) {
        var job = new Job(item, lane);
        under(now -> core.arrived(job.ticket(), now));
        if (!job.answer().isDone()) limit(job, timeout.orElse(facts.limits().timeout()));
        return job;
    }

    private void limit(Job job, Duration limit) {
        Timeout end = Timers.REQUESTS.newTimeout(
                _ -> cancel(
                        job,
                        new TaskTimedOutException(
                                ErrorCode.TASK_TIMED_OUT,
                                "A request of deployment " + deployment + " timed out: there was no answer within "
                                        + limit.toMillis() + " ms. Raise the deployment's timeout, or add replicas.",
                                null)),
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        var _ = job.answer().whenComplete((_, _) -> end.cancel());
    }

    /** Nobody wants the answer any more: the job ends with the reason. */
    void cancel(Job job, Throwable reason) {
        if (!job.answer().completeExceptionally(reason)) return;
        under(now -> core.cancelled(job.ticket(), now));
    }

    private void under(LongAction action) {
        List<Runnable> given;
        lock.lock();
        try {
            action.at(System.nanoTime());
            given = orders;
            if (!given.isEmpty()) orders = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        if (given.isEmpty()) return;
        for (Runnable order : given) order.run();
    }

    @FunctionalInterface
    private interface LongAction {
        void at(long nowNanos);
    }

    // ---- orders, performed without the lock

    private final class Orders implements DispatchEffects<Job> {
        @Override
        public void send(Outgoing<Job> call) {
            orders.add(() -> perform(call));
        }

        @Override
        public void refuse(Ticket<Job> ticket, Refusal reason) {
            orders.add(() -> ticket.request().answer().completeExceptionally(refusal(ticket.request(), reason)));
        }

        @Override
        public void abandon(Outgoing<Job> call) {
            orders.add(() -> {
                ObjectRef<?> ref = running.get(call);
                if (ref != null) ref.cancel();
            });
        }

        @Override
        public void wakeAt(long nanos) {
            if (nanos >= wakeNanos) return;
            wakeNanos = nanos;
            orders.add(() -> {
                var _ = Timers.BATCHES.schedule(
                        Dispatch.this::wake, Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            });
        }
    }

    private void wake() {
        under(now -> {
            wakeNanos = Long.MAX_VALUE;
            core.wake(now);
        });
    }

    private void perform(Outgoing<Job> call) {
        ActorHandle<Replica> replica = handles.get(call.replica());
        if (replica == null) {
            lost(call, Dispatcher.Loss.NOT_RUN, new DrainingException(call.replica()));
            return;
        }
        var items = new ArrayList<Object>(call.tickets().size());
        for (Ticket<Job> ticket : call.tickets()) items.add(ticket.request().item());
        ObjectRef<?> ref;
        try {
            ref = ((Way) call.lane().key()).send(replica, items);
        } catch (ActorQueueFullException full) {
            lost(call, Dispatcher.Loss.NOT_RUN, full);
            return;
        } catch (RuntimeException refused) { // what cannot travel, or a session that is closed
            answered(call);
            fail(call, refused);
            return;
        }
        running.put(call, ref);
        var _ = ref.toCompletableFuture().whenComplete((value, error) -> ended(call, value, error));
    }

    private void ended(Outgoing<Job> call, @Nullable Object value, @Nullable Throwable error) {
        running.remove(call);
        if (error == null) {
            answered(call);
            deliver(call, value);
            return;
        }
        Throwable thrown = Errors.unwrapped(error);
        Optional<Dispatcher.Loss> loss = loss(thrown);
        if (loss.isPresent()) {
            lost(call, loss.get(), thrown);
        } else {
            answered(call);
            fail(call, thrown);
        }
    }

    private static Optional<Dispatcher.Loss> loss(Throwable thrown) {
        return switch (thrown) {
            case TaskFailedException failed
            when failed.cause(DrainingException.class).isPresent() -> Optional.of(Dispatcher.Loss.NOT_RUN);
            case ActorDiedException _, ActorUnavailableException _, TaskLostException _ ->
                Optional.of(Dispatcher.Loss.MAY_HAVE_RUN);
            default -> Optional.empty();
        };
    }

    private void lost(Outgoing<Job> call, Dispatcher.Loss loss, Throwable why) {
        for (Ticket<Job> ticket : call.tickets()) ticket.request().lost = why;
        under(now -> core.lost(call, loss, now));
        suspect.accept(call.replica());
    }

    private void answered(Outgoing<Job> call) {
        under(now -> core.answered(call, now));
    }

    private void deliver(Outgoing<Job> call, @Nullable Object value) {
        List<?> answers = ((Way) call.lane().key()).answers(value);
        for (int i = 0; i < call.tickets().size(); i++)
            call.tickets().get(i).request().answer().complete(answers.get(i));
    }

    private static void fail(Outgoing<Job> call, Throwable error) {
        for (Ticket<Job> ticket : call.tickets()) ticket.request().answer().completeExceptionally(error);
    }

    private Throwable refusal(Job job, DispatchEffects.Refusal reason) {
        Map<String, String> context = Map.of("deployment", deployment);
        return switch (reason) {
            case QUEUE_FULL ->
                new ActorQueueFullException(
                        ErrorCode.ACTOR_QUEUE_FULL,
                        "A request of deployment " + deployment + " was refused: "
                                + facts.limits().maxQueued()
                                + " wait already. Try again later, raise maxQueued, or add replicas.",
                        context,
                        null);
            case NO_REPLICA ->
                new ActorUnavailableException(
                        ErrorCode.ACTOR_UNAVAILABLE,
                        "A request of deployment " + deployment
                                + " was refused: none of its replicas is ready. Try again later; `mobula serve status` says what they wait for.",
                        context,
                        null);
            case LOST -> lost(job, context);
        };
    }

    private Throwable lost(Job job, Map<String, String> context) {
        Throwable last = job.lost;
        if (last instanceof MobulaException worded && !(last instanceof TaskFailedException)) return worded;
        return new ActorUnavailableException(
                ErrorCode.ACTOR_UNAVAILABLE,
                "A request of deployment " + deployment
                        + " was lost with the replicas it was sent to, as often as it may be tried. Raise retries if it may run more than once.",
                context,
                last);
    }

    /** Each thread has its own generator: the lock orders the draws, not the threads that make them. */
    private static final class Draws implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }

        @Override
        public int nextInt(int bound) {
            return ThreadLocalRandom.current().nextInt(bound);
        }
    }
}
