package io.mobula.train;

import io.mobula.api.Mobula;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.train.checkpoint.CheckpointException;
import io.mobula.train.core.Failure;
import io.mobula.train.core.Step;
import io.mobula.train.core.TrainEffect;
import io.mobula.train.core.TrainEvent;
import io.mobula.train.core.TrainMachine;
import io.mobula.train.core.TrainState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code fit}: brings events to the core, and has its effects performed by the current {@link Attempt}.
 *
 * <p>Thread safety: one thread, its caller's; it has no other.
 */
final class TrainRun<R extends @Nullable Object> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainRun.class);
    /** How often the core is told that time passes. */
    private static final Duration TICK = Duration.ofMillis(200);

    private final Mobula mobula;
    private final String name;
    private final TrainLoop<? extends R> loop;
    private final TrainSettings settings;
    private final Vault vault;
    private final TrainMachine machine;
    private final Queue<TrainEvent> events = new ArrayDeque<>();
    /** By step; those behind the checkpoint that a restart begins from are dropped, to be made again. */
    private final NavigableMap<Long, Report> reports = new TreeMap<>();

    private @Nullable Attempt<R> attempt;
    /** What the ranks of the last attempt threw. */
    private SortedMap<Integer, Throwable> lastErrors = new TreeMap<>();

    /** Of the ranks that did not come to a report, when the last attempt failed. */
    private String whereabouts = "";

    private @Nullable Result<R> result;

    TrainRun(Mobula mobula, String name, TrainLoop<? extends R> loop, TrainSettings settings, Vault vault) {
        this.mobula = mobula;
        this.name = name;
        this.loop = loop;
        this.settings = settings;
        this.vault = vault;
        this.machine = new TrainMachine(settings.plan());
    }

    Result<R> run() {
        try {
            TrainState state = perform(machine.begin(vault.newest().step(), System.nanoTime()));
            while (result == null) {
                TrainEvent event = next();
                state = perform(machine.next(state, event, System.nanoTime()));
            }
            return result;
        } finally {
            dispose();
        }
    }

    private TrainEvent next() {
        if (events.isEmpty()) await();
        TrainEvent event = events.poll();
        return event == null ? new TrainEvent.Tick() : event;
    }

    private void await() {
        Attempt<R> current = attempt;
        if (current != null) {
            current.await(TICK);
            return;
        }
        LockSupport.parkNanos(TICK.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new WaitInterruptedException(
                    ErrorCode.WAIT_INTERRUPTED, "Training run " + name + " was interrupted between two attempts", null);
        }
    }

    private TrainState perform(Step<TrainState, TrainEffect> step) {
        for (TrainEffect effect : step.effects()) perform(effect, step.state());
        return step.state();
    }

    private void perform(TrainEffect effect, TrainState state) {
        switch (effect) {
            case TrainEffect.ReserveGroup(int number) -> {
                attempt = new Attempt<>(mobula, name, number, settings, events::add);
                attempt.reserve();
            }
            case TrainEffect.StartWorkers _ -> current().startWorkers();
            case TrainEffect.RunLoops(int number, long fromStep) -> begin(number, fromStep);
            case TrainEffect.CommitCheckpoint(int number, long step) -> commit(number, step);
            case TrainEffect.ReleaseRanks(int _, long step) -> release(step);
            case TrainEffect.Abort(int number, Failure failure) -> abort(number, failure);
            case TrainEffect.Dispose _ -> dispose();
            case TrainEffect.Finish _ -> finish(state.history().attempt() - 1);
            case TrainEffect.GiveUp(Failure failure) ->
                throw givenUp(failure, state.history().attempt() - 1);
        }
    }

    private void begin(int number, long fromStep) {
        reports.tailMap(fromStep, false).clear();
        current().runLoops(vault.newest(), loop);
        tell(new Progress.Started(number, fromStep, current().nodes()));
    }

    private void commit(int number, long step) {
        try {
            SortedMap<Integer, byte[]> parts = current().fetch();
            Report report = current().report(step);
            Optional<CheckpointException> refusal = vault.commit(step, report.metrics(), parts);
            reports.put(step, report);
            refusal.ifPresent(cause -> LOG.warn("{} Training goes on without it", cause.getMessage()));
            tell(refusal.<Progress>map(cause -> new Progress.NotSaved(step, cause))
                    .orElseGet(() -> new Progress.Committed(step)));
            events.add(new TrainEvent.Committed(number, step));
        } catch (MobulaException e) {
            events.add(new TrainEvent.CommitFailed(number, step, Failures.ofFetch(step, e)));
        }
    }

    private void release(long step) {
        Report report = current().report(step);
        reports.put(step, report);
        current().release(step);
        tell(new Progress.Reported(report));
    }

    private void abort(int number, Failure failure) {
        // Of a rank that was late in a collective the text says so already.
        boolean atReport = failure.kind() == Failure.Kind.LATE && failure.rank().isEmpty();
        whereabouts = atReport ? ". " + current().hang().detail() : "";
        String cause = failure.text() + whereabouts;
        LOG.warn("Attempt {} of training run {} ends: {}", number, name, cause);
        current().abort(failure);
        tell(new Progress.AttemptFailed(number, cause));
    }

    private void finish(int restarts) {
        List<R> values = current().values();
        result = new Result<>(
                values, new ArrayList<>(reports.values()), restarts, vault.bestInFolder(), vault.newestInFolder());
        tell(new Progress.Finished(restarts));
    }

    private TrainException givenUp(Failure failure, int restarts) {
        boolean spent = failure.remedy() == Failure.Remedy.RESTART;
        String allowed = restarts + " of " + settings.retry().times() + " restarts";
        String remedy = spent
                ? "Mend the cause, or allow more restarts: retry(Retry.times(…))"
                : "A restart would not help, or retry(…) does not name this exception";
        return new TrainException(
                "Training run " + name + " failed after " + allowed + ": " + failure.text() + whereabouts
                        + (whereabouts.endsWith(".") ? " " : ". ") + remedy + ". [" + TrainException.CODE + " run="
                        + name + " step="
                        + vault.newest().step() + "]",
                restarts,
                failure.rank().isEmpty() ? null : lastErrors.get(failure.rank().getAsInt()));
    }

    private void tell(Progress progress) {
        try {
            settings.listener().accept(progress);
        } catch (RuntimeException e) {
            LOG.warn("The listener of training run {} failed on {}", name, progress, e);
        }
    }

    private Attempt<R> current() {
        Attempt<R> now = attempt;
        if (now == null) throw new IllegalStateException("Training run " + name + " has no attempt at present");
        return now;
    }

    private void dispose() {
        Attempt<R> over = attempt;
        if (over == null) return;
        attempt = null;
        lastErrors = over.causes();
        over.dispose();
    }
}
