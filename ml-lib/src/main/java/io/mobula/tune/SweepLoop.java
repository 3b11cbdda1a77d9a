package io.mobula.tune;

import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorUnavailableException;
import io.mobula.tune.core.Effect;
import io.mobula.tune.core.Event;
import io.mobula.tune.core.Phase;
import io.mobula.tune.core.Step;
import io.mobula.tune.core.SweepCore;
import io.mobula.tune.core.SweepState;
import io.mobula.tune.core.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweep's thread: translates what arrives into events, asks the core, performs its effects.
 *
 * <p>Thread safety: {@link #stop} from any thread, all else on the sweep's own.
 */
final class SweepLoop<C, M> {
    private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);

    /** How often it looks at the clock and at the cluster's size when nothing happens. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Before it dials a desk again that is being moved to another node. */
    private static final Duration REDIAL = Duration.ofMillis(100);

    private record Run(int trial, int run) {}

    /** @param leaveByNanos when it is cancelled, if it was told to end */
    private record Running(ObjectRef<Void> ref, OptionalLong leaveByNanos) {}

    private final String name;
    private final Ledger<C, M> ledger;
    private final TrialTasks<C, M> tasks;
    private final Places places;
    private final List<Consumer<? super SweepEvent<C, M>>> listeners;

    /** Holds at most one Arrived or DeskFailed, one TaskOver for each task, and the user's stops. */
    private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>();

    private final Map<Run, Running> running = new LinkedHashMap<>();
    /** Runs whose report has no answer yet. */
    private final Set<Run> asking = new HashSet<>();

    private final Map<Integer, Throwable> lastErrors = new HashMap<>();
    private final Map<Integer, Throwable> causes = new TreeMap<>();
    private List<Reply> replies = new ArrayList<>();
    private boolean exchanging;
    private OptionalLong redialNanos = OptionalLong.empty();
    private long lookNanos;

    SweepLoop(
            String name,
            Ledger<C, M> ledger,
            TrialTasks<C, M> tasks,
            Places places,
            List<Consumer<? super SweepEvent<C, M>>> listeners) {
        this.name = name;
        this.ledger = ledger;
        this.tasks = tasks;
        this.places = places;
        this.listeners = listeners;
    }

    void stop() {
        inbox.add(new Input.StopAsked());
    }

    /** The exceptions that ended trials, by number. After {@link #run}. */
    Map<Integer, Throwable> causes() {
        return causes;
    }

    /** Returns when all trials have ended and their tasks are gone. */
    void run() throws InterruptedException {
        try {
            lookNanos = System.nanoTime();
            apply(new Event.Opened(System.nanoTime()));
            converse();
            while (ledger.state().finished().isEmpty() || !running.isEmpty()) {
                takeUp();
                tick();
                converse();
            }
        } finally {
            running.values().forEach(task -> task.ref().cancel());
            tasks.close(replies);
        }
    }

    // ---- in

    private void takeUp() throws InterruptedException {
        Input first = inbox.poll(untilNextWakeNanos(), TimeUnit.NANOSECONDS);
        if (first == null) return;
        handle(first);
        List<Input> more = new ArrayList<>();
        inbox.drainTo(more);
        more.forEach(this::handle);
    }

    private void handle(Input input) {
        long nowNanos = System.nanoTime();
        switch (input) {
            case Input.Arrived(List<Notice> notices) -> {
                exchanging = false;
                notices.forEach(notice -> handle(notice, nowNanos));
            }
            case Input.DeskFailed(Throwable error) -> {
                exchanging = false;
                if (!(error instanceof ActorUnavailableException)) {
                    throw new SweepException(
                            SweepException.Code.SWEEP_LOST,
                            name,
                            "cannot go on: its desk is gone for good: " + error.getMessage()
                                    + ". Keep the session open until results() has returned",
                            error);
                }
                LOG.info("Sweep {} waits for its desk: {}", name, error.getMessage());
                redialNanos = OptionalLong.of(nowNanos + REDIAL.toNanos());
            }
            case Input.TaskOver over -> handle(over, nowNanos);
            case Input.StopAsked() -> apply(new Event.StopRequested(nowNanos));
        }
    }

    private void handle(Notice notice, long nowNanos) {
        switch (notice) {
            case Notice.Began(int trial, int run) -> apply(new Event.TrialBegan(trial, run, nowNanos));
            case Notice.Reported reported -> {
                Run run = new Run(reported.trial(), reported.run());
                asking.add(run);
                TrialState state = ledger.state().trials().get(run.trial());
                boolean current = state.run() == run.run() && state.phase().takesPlace();
                boolean first = current && ledger.add(reported);
                boolean checkpoint = current && reported.kept() instanceof Kept.State;
                if (first)
                    tell(new SweepEvent.Reported<>(ledger.id(run.trial()), reported.iteration(), metrics(reported)));
                apply(new Event.TrialReported(
                        run.trial(), run.run(), reported.iteration(), reported.score(), checkpoint, nowNanos));
            }
        }
    }

    /** The trainable's own, whose type the compiler has checked. */
    @SuppressWarnings("unchecked")
    private M metrics(Notice.Reported reported) {
        return (M) reported.metrics();
    }

    private void handle(Input.TaskOver over, long nowNanos) {
        Run run = new Run(over.trial(), over.run());
        running.remove(run);
        asking.remove(run);
        if (over.error() == null) {
            apply(new Event.TrialEnded(run.trial(), run.run(), nowNanos));
            return;
        }
        Throwable error = over.error();
        int attempt = ledger.state().trials().get(run.trial()).attempt();
        lastErrors.put(run.trial(), error);
        apply(new Event.TrialFailed(run.trial(), run.run(), tasks.kind(error), TrialTasks.text(error), nowNanos));
        boolean again = ledger.state().trials().get(run.trial()).attempt() > attempt
                && !(ledger.state().trials().get(run.trial()).phase() instanceof Phase.Ended);
        if (again) tell(new SweepEvent.Retrying<>(ledger.id(run.trial()), attempt, TrialTasks.text(error)));
        lastErrors.remove(run.trial());
    }

    // ---- time

    private long untilNextWakeNanos() {
        long nowNanos = System.nanoTime();
        long waitNanos = LOOK.toNanos();
        OptionalLong wake = ledger.state().nextWakeNanos();
        if (wake.isPresent()) waitNanos = Math.min(waitNanos, wake.getAsLong() - nowNanos);
        if (redialNanos.isPresent()) waitNanos = Math.min(waitNanos, redialNanos.getAsLong() - nowNanos);
        return Math.max(0, waitNanos);
    }

    private void tick() {
        long nowNanos = System.nanoTime();
        SweepState state = ledger.state();
        OptionalLong wake = state.nextWakeNanos();
        if (wake.isPresent() && wake.getAsLong() <= nowNanos) apply(new Event.Ticked(nowNanos));
        if (nowNanos - lookNanos < LOOK.toNanos()) return;
        lookNanos = nowNanos;
        int room = places.now();
        if (room != state.concurrency()) apply(new Event.Resized(room, nowNanos));
        for (Running task : running.values()) {
            if (task.leaveByNanos().isPresent() && task.leaveByNanos().getAsLong() <= nowNanos)
                task.ref().cancel();
        }
    }

    // ---- the core, and what it orders

    private void apply(Event event) {
        Step<SweepState, Effect> step = SweepCore.next(ledger.state(), event);
        ledger.state(step.state());
        step.effects().forEach(this::perform);
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.StartTrial start -> start(start);
            case Effect.ContinueTrial(int trial, int run) ->
                answer(new Run(trial, run), new Reply(trial, run, Reply.Verdict.GO_ON, ""));
            case Effect.PauseTrial(int trial, int run) -> {
                end(new Run(trial, run), "it goes on later");
                tell(new SweepEvent.Paused<>(ledger.id(trial)));
            }
            case Effect.StopTrial(int trial, int run, String reason) -> end(new Run(trial, run), reason);
            case Effect.Conclude(int trial, var _, var _) -> {
                Optional.ofNullable(lastErrors.get(trial)).ifPresent(error -> causes.put(trial, error));
                tell(new SweepEvent.Ended<>(ledger.id(trial), ledger.result(trial)));
                ledger.thin();
            }
            case Effect.Finish(Effect.Reason reason) -> LOG.debug("Sweep {} is over: {}", name, reason);
        }
    }

    private void start(Effect.StartTrial start) {
        int trial = start.trial();
        Run run = new Run(trial, start.run());
        Kept kept = ledger.kept(trial, start.fromIteration());
        Assignment assignment = new Assignment(ledger.id(trial), trial, run.run(), start.attempt(), kept);
        ObjectRef<Void> ref = tasks.start(assignment, ledger.config(trial));
        running.put(run, new Running(ref, OptionalLong.empty()));
        whenEnded(ref, (_, error) -> inbox.add(new Input.TaskOver(run.trial(), run.run(), error)));
        tell(new SweepEvent.Started<>(ledger.id(trial), ledger.config(trial), start.attempt(), start.fromIteration()));
    }

    private void answer(Run run, Reply reply) {
        if (asking.remove(run)) replies.add(reply);
    }

    /** A run that asks is told; another is cancelled. */
    private void end(Run run, String reason) {
        Running task = running.get(run);
        if (asking.contains(run)) {
            answer(run, new Reply(run.trial(), run.run(), Reply.Verdict.END, reason));
            long leaveBy = System.nanoTime() + TrialTasks.GRACE.toNanos();
            if (task != null) running.put(run, new Running(task.ref(), OptionalLong.of(leaveBy)));
        } else if (task != null) task.ref().cancel();
    }

    // ---- out

    private void converse() {
        if (redialNanos.isPresent()) {
            if (redialNanos.getAsLong() > System.nanoTime()) return;
            redialNanos = OptionalLong.empty();
        }
        if (!exchanging) exchange();
        else if (!replies.isEmpty()) tasks.reply(replies);
        replies = new ArrayList<>();
    }

    private void exchange() {
        exchanging = true;
        whenEnded(
                tasks.exchange(replies),
                (notices, error) ->
                        inbox.add(error == null ? new Input.Arrived(notices) : new Input.DeskFailed(error)));
    }

    /** Runs on a thread of the runtime: may only put something into the inbox. */
    private static <T> void whenEnded(ObjectRef<T> ref, BiConsumer<T, @Nullable Throwable> then) {
        var _ = ref.toCompletableFuture()
                .whenComplete((value, error) -> then.accept(
                        value,
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error));
    }

    private void tell(SweepEvent<C, M> event) {
        for (Consumer<? super SweepEvent<C, M>> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("A listener of sweep {} failed on {}", name, event, e);
            }
        }
    }
}
