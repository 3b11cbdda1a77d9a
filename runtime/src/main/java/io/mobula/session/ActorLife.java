package io.mobula.session;

import io.mobula.api.Restorable;
import io.mobula.api.spi.Bodies;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyRun;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of an actor in this process: its object, and the running of its calls. In {@link HostedActor#shell}. */
final class ActorLife {
    private static final Logger LOG = LoggerFactory.getLogger(ActorLife.class);

    private final HostedActor hosted;
    private final ActorHosting host;
    /** Both from when it is made until it is dropped. */
    private volatile @Nullable Object object;

    private volatile @Nullable Snapshots snapshots;
    /** While its factory runs. */
    private volatile @Nullable BodyRun making;

    ActorLife(HostedActor hosted, ActorHosting host) {
        this.hosted = hosted;
        this.host = host;
    }

    HostedActor hosted() {
        return hosted;
    }

    ActorSpec spec() {
        return hosted.spec;
    }

    void checkIsA(Class<?> type) {
        Object present = object;
        if (present == null || type.isInstance(present)) return;
        throw new IllegalArgumentException(
                ActorNames.full(spec()) + " is a " + present.getClass().getName() + ", not a " + type.getName());
    }

    /** On a thread for user code. */
    void make(DirectoryReply.Creation creation, BodyRun run) {
        making = run;
        Engine engine;
        try {
            engine = host.engines().of(spec().job());
        } catch (RuntimeException | LinkageError noCode) {
            failed(noCode, EncodedPayloads.withoutCode(thrown(noCode)));
            return;
        }
        try {
            var running = RunningTask.ofMaking(this, engine, host.node(), run);
            running.in(() -> {
                Object made = engine.payloads().create(creation.creation(), running);
                if (made instanceof Restorable<?> restorable) snapshots = restored(restorable, creation, running);
                object = made;
                return made;
            });
            engine.process().core().actorMade(hosted);
        } catch (Throwable thrown) {
            failed(thrown, engine.payloads().kept(thrown(thrown)));
        } finally {
            making = null;
        }
    }

    private Snapshots restored(Restorable<?> actor, DirectoryReply.Creation creation, RunningTask running) {
        var kept = new Snapshots(this, actor, running.engine());
        if (creation.snapshotNumber() > 0) kept.restore(creation.snapshotNumber(), creation.snapshot(), running);
        return kept;
    }

    private Thrown thrown(Throwable error) {
        return new Thrown(ActorNames.full(spec()), host.node(), hosted.epoch, error);
    }

    private void failed(Throwable thrown, Opaque kept) {
        host.process()
                .core()
                .actorFailed(
                        hosted, ActorEnd.CREATION_FAILED, "its factory failed on " + host.node() + ": " + thrown, kept);
    }

    /** Nobody wants it any more. */
    void interruptMaking() {
        BodyRun run = making;
        if (run != null) run.interrupt();
    }

    /** Null if the answer is not known yet, or has to wait for a snapshot. */
    @Nullable
    Outcome call(HostedTask call, BodyRun run) {
        Snapshots saving = snapshots;
        Outcome before = saving == null ? null : saving.answered(call);
        if (before != null) return before;
        Engine engine;
        try {
            engine = host.engines().of(spec().job(), call);
        } catch (RuntimeException | LinkageError noCode) {
            return new Outcome.Failed(EncodedPayloads.withoutCode(call, host.node(), noCode));
        }
        var running = RunningTask.ofCall(call, this, engine, host.node(), run);
        long begun = System.nanoTime();
        if (saving != null) saving.quiet().callBegins();
        Object value = null;
        Throwable failure = null;
        try {
            value = running.in(() -> engine.payloads().run(call, running, Objects.requireNonNull(object)));
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            if (saving != null) saving.quiet().callEnds();
        }
        var answer = new CallAnswer(this, call, engine, begun);
        if (failure == null && Bodies.Async.is(engine.payloads().code(call))) return answer.later(value, run, saving);
        Outcome outcome = failure == null ? answer.of(value) : answer.failed(failure);
        if (saving == null) return outcome;
        saving.after(call, outcome, answer::give);
        return null;
    }

    /** One of its calls waits for others; a snapshot may be taken meanwhile. */
    void callWaits() {
        Snapshots saving = snapshots;
        if (saving != null) saving.quiet().callWaits();
    }

    void callGoesOn() {
        Snapshots saving = snapshots;
        if (saving != null) saving.quiet().callGoesOn();
    }

    String node() {
        return host.node();
    }

    /** The caller has its answer. */
    void acknowledged(HostedTask call) {
        Snapshots saving = snapshots;
        if (saving != null) saving.acknowledged(call);
    }

    /** No body runs in it any more. An object that can be closed is. */
    void drop() {
        Object last = object;
        object = null;
        if (!(last instanceof AutoCloseable closeable)) return;
        host.process().runner().start(_ -> {
            try {
                closeable.close();
            } catch (Throwable thrown) {
                LOG.warn("{} has ended, and its close() failed", ActorNames.full(spec()), thrown);
            }
        });
    }
}
