package io.mobula.session;

import io.mobula.api.Restorable;
import io.mobula.api.spi.Bodies;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saved state of a restorable actor, with the answers its callers have not acknowledged (SNAP-1 … SNAP-4).
 *
 * <p>Without an interval, an answer leaves when a snapshot taken after its call has been saved. One save is on its way at a time; what is taken meanwhile is covered by the next.
 */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /** Waits for the snapshot of this number. */
    private record Held(long number, Outcome outcome, Consumer<Outcome> answer) {}

    private final ActorLife life;
    private final Restorable<?> actor;
    private final Engine engine;
    private final Quiet quiet = new Quiet();
    private final SavedAnswers answers = new SavedAnswers();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private long taken;
    private Opaque newest = Opaque.EMPTY;
    private boolean saving;
    private boolean scheduled;

    Snapshots(ActorLife life, Restorable<?> actor, Engine engine) {
        this.life = life;
        this.actor = actor;
        this.engine = engine;
    }

    @SuppressWarnings("unchecked") // the state is what this very class gave out
    synchronized void restore(long number, Opaque snapshot, RunningTask running) {
        taken = number;
        @Nullable Object[] parts = engine.payloads().load(snapshot, running.session());
        ((Restorable<Object>) actor).restore(Objects.requireNonNull(parts[0]));
        answers.restore((Object[]) Objects.requireNonNull(parts[1]));
    }

    /** What the call was answered in an earlier life, if it was. */
    @Nullable
    Outcome answered(HostedTask call) {
        return answers.ofEarlierLife(call);
    }

    Quiet quiet() {
        return quiet;
    }

    void acknowledged(HostedTask call) {
        answers.remove(call);
    }

    /** The call's method has returned: {@code answer} gets its outcome when that may leave. On a thread for user code. */
    void after(HostedTask call, Outcome outcome, Consumer<Outcome> answer) {
        if (!Bodies.StreamedCall.is(engine.payloads().code(call)))
            answers.add(call, outcome); // its elements are not saved: again means from the start
        if (isSavedLater()) answerAndSchedule(outcome, answer);
        else save(call, outcome, answer);
    }

    /** Its stage has ended, on whatever thread: perhaps that of a call, for whose end a snapshot would wait. */
    void afterStage(HostedTask call, Outcome outcome, Consumer<Outcome> answer) {
        answers.add(call, outcome);
        if (isSavedLater()) answerAndSchedule(outcome, answer);
        else engine.process().runner().start(_ -> save(call, outcome, answer));
    }

    private void answerAndSchedule(Outcome outcome, Consumer<Outcome> answer) {
        answer.accept(outcome);
        schedule();
    }

    private boolean isSavedLater() {
        return life.spec().policy().snapshotNanos() > 0;
    }

    private void save(HostedTask call, Outcome outcome, Consumer<Outcome> answer) {
        try {
            hold(new Held(take(), outcome, answer));
        } catch (Throwable thrown) {
            answers.remove(call);
            answer.accept(Invoker.failed(engine.payloads(), call, life.node(), thrown));
            return;
        }
        engine.process().core().stageReturned(call); // the next call need not wait for the save
    }

    /** Its number. */
    private long take() throws Exception {
        return quiet.take(() -> {
            @Nullable Object[] parts = {actor.snapshot(), answers.parts()};
            Opaque bytes = engine.payloads().save(parts);
            synchronized (this) {
                newest = bytes;
                return ++taken;
            }
        });
    }

    private void hold(Held one) {
        synchronized (this) {
            held.add(one);
            if (saving) return;
            saving = true;
        }
        save();
    }

    private void save() {
        long number;
        Opaque state;
        synchronized (this) {
            number = taken;
            state = newest;
        }
        if (state.isEmpty()) {
            saved(number, new DirectoryReply.Done()); // nothing could ever be restored from it
            return;
        }
        var request = new DirectoryRequest.SaveSnapshot(life.spec().id(), life.hosted().epoch, number, state);
        var _ = engine.process().directory().askForLong(request).thenAccept(reply -> saved(number, reply));
    }

    private void saved(long number, DirectoryReply reply) {
        var due = new ArrayList<Held>();
        boolean more;
        synchronized (this) {
            while (!held.isEmpty() && held.peek().number() <= number) due.add(held.remove());
            more = taken > number;
            saving = more;
        }
        boolean isSaved = reply instanceof DirectoryReply.Done;
        for (Held one : due) one.answer().accept(isSaved ? one.outcome() : lost());
        if (more) save();
    }

    /** Another life has begun elsewhere: it knows nothing of this call. */
    private Outcome lost() {
        return new Outcome.Failed(
                new Failure.ActorUnavailable(life.spec().id(), engine.process().self()));
    }

    private void schedule() {
        synchronized (this) {
            if (scheduled) return;
            scheduled = true;
        }
        var _ = engine.process()
                .timers()
                .after(
                        life.spec().policy().snapshotNanos(),
                        () -> engine.process().runner().start(_ -> takeScheduled()));
    }

    private void takeScheduled() {
        synchronized (this) {
            scheduled = false;
        }
        try {
            take();
        } catch (Throwable thrown) {
            LOG.warn(
                    "{} could not be saved; what it did since the last time is lost if its node dies",
                    ActorNames.full(life.spec()),
                    thrown);
            return;
        }
        synchronized (this) {
            if (saving) return;
            saving = true;
        }
        save();
    }
}
