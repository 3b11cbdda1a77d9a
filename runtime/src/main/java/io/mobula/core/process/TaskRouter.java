package io.mobula.core.process;

import io.mobula.core.actor.CallEvent;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Outcome;
import io.mobula.core.object.MessageKey;
import io.mobula.core.object.RefEvent;
import io.mobula.core.place.PlaceEvent;
import io.mobula.core.process.Outside.Sealing;
import io.mobula.core.task.CallStanding;
import io.mobula.core.task.LineageEvent;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import io.mobula.core.task.TaskEffects;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the orders of owned tasks go. */
final class TaskRouter implements TaskEffects {
    private final ProcessCore core;
    private final Outside outside;
    /** The task whose ref the result just acknowledged has sealed. */
    private @Nullable OwnedTask sealedByResult;

    /** For this process's own host, once the result just taken is sealed. */
    private Message.@Nullable ResultAck ackAfterSealing;

    TaskRouter(ProcessCore core, Outside outside) {
        this.core = core;
        this.outside = outside;
    }

    @Override
    public void queue(OwnedTask task) {
        core.placer.accept(new PlaceEvent.Queued(task));
    }

    @Override
    public void queueCall(OwnedTask task, CallStanding standing) {
        core.calls.accept(new CallEvent.Queued(task, standing));
    }

    @Override
    public void callWithdrawn(OwnedTask task) {
        core.calls.accept(new CallEvent.Withdrawn(task));
    }

    @Override
    public void push(OwnedTask task, ProcessId host, int attempt, int push) {
        long budget = task.deadlineNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(0, task.deadlineNanos - outside.nowNanos());
        List<Dependency> dependencies = task.dependencies();
        if (!task.refs.isEmpty() && !host.equals(core.self())) {
            core.fact(new RefEvent.MessageSent(MessageKey.push(host, task.number, push), task.refs, dependencies));
        }
        core.send(
                host,
                new Message.Push(
                        task.number,
                        push,
                        task.id,
                        task.job,
                        attempt,
                        task.options.shape().number(),
                        task.options.urgency(),
                        dependencies,
                        task.refs,
                        budget,
                        task.work));
    }

    @Override
    public void cancel(ProcessId host, Message.Cancel cancel) {
        core.send(host, cancel);
    }

    @Override
    public void creditUnused(OwnedTask task, ProcessId host) {
        pushEnded(task, host);
    }

    @Override
    public void pushEnded(OwnedTask task, ProcessId host) {
        if (task.isCall()) {
            core.calls.accept(new CallEvent.Answered(task));
            return;
        }
        core.placer.accept(
                new PlaceEvent.CreditReturned(host, task.options.shape().number()));
    }

    @Override
    public void pushRefused(OwnedTask task, ProcessId host, Message.Refused refused) {
        switch (refused.reason()) {
            case NOT_HERE -> bounced(task);
            case NO_CREDIT, RECALLED, DRAINING ->
                core.placer.accept(
                        new PlaceEvent.Crowded(host, task.options.shape().number()));
            case ARGUMENT_MISSED -> {}
        }
        if (!task.refs.isEmpty() && !host.equals(core.self())) {
            core.fact(new RefEvent.AnswerArrived(MessageKey.push(host, task.number, refused.push())));
        }
    }

    private void bounced(OwnedTask task) {
        switch (task.options.shape().target()) {
            case Shape.ActorLane _ -> core.calls.accept(new CallEvent.Bounced(task));
            case Shape.InBundle(BundleId bundle) -> core.placer.accept(new PlaceEvent.BundleBounced(bundle));
            case Shape.Anywhere _ -> {}
        }
    }

    @Override
    public void acknowledge(@Nullable OwnedTask task, ProcessId host, Message.Result result, Verdict verdict) {
        if (host.equals(core.self())) {
            acknowledgeSelf(result, verdict);
            return;
        }
        var ack = new Message.ResultAck(result.task(), result.push(), verdict);
        boolean bringsRefs = !result.outcome().refsInside().isEmpty();
        if (!bringsRefs && result.kept().isEmpty() && (task == null || task.refs.isEmpty())) {
            core.send(host, ack);
            return;
        }
        Optional<RefKey> object = Optional.empty();
        if (task != null && verdict == Verdict.OK && bringsRefs) {
            outside.escape(task);
            sealedByResult = task;
            object = Optional.of(task.ref());
        }
        core.references.accept(new RefInput.Acknowledging(host, ack, new RefEvent.ResultArrived(host, result, object)));
    }

    /** A result without refs has ended already; one with refs is held until they are contained in the sealed value. */
    private void acknowledgeSelf(Message.Result result, Verdict verdict) {
        boolean bringsRefs = !result.outcome().refsInside().isEmpty();
        if (verdict == Verdict.STALE && !bringsRefs && result.outcome() instanceof Outcome.Stored stored)
            outside.drop(List.of(stored.copy()));
        if (!bringsRefs) return;
        var ack = new Message.ResultAck(result.task(), result.push(), verdict);
        if (verdict == Verdict.OK) ackAfterSealing = ack;
        else core.send(core.self(), ack);
    }

    @Override
    public void resolveAgain(OwnedTask task, int index, RefKey ref, Outcome.Stored missed) {
        core.fact(new RefEvent.CopyMissed(missed.copy(), missed.at()));
        core.resolve(task, index, ref);
    }

    @Override
    public void remember(OwnedTask task, Outcome outcome) {
        core.lineage.accept(new LineageEvent.Ended(task, outcome));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very task
    public void complete(OwnedTask task, Outcome outcome) {
        outside.complete(task, outcome, task == sealedByResult ? Sealing.BY_RESULT : Sealing.BY_SHELL);
        sealedByResult = null;
        Message.ResultAck ack = ackAfterSealing;
        if (ack == null) return;
        ackAfterSealing = null;
        core.send(core.self(), ack);
    }

    @Override
    public void element(OwnedStream stream, ProcessId from, Message.Emit emit) {
        elementArrived(from, emit);
        outside.element(stream, emit.index(), emit.outcome());
        elementEnded(from, emit);
    }

    @Override
    public void passOver(ProcessId from, Message.Emit emit) {
        elementArrived(from, emit);
        if (emit.outcome() instanceof Outcome.Stored stored) core.discard(stored);
        elementEnded(from, emit);
    }

    /** The refs in it are covered until its end, by when the element holds them. */
    private void elementArrived(ProcessId from, Message.Emit emit) {
        if (emit.outcome().refsInside().isEmpty() || from.equals(core.self())) return;
        core.fact(new RefEvent.ElementArrived(key(from, emit), emit.outcome().refsInside()));
    }

    private void elementEnded(ProcessId from, Message.Emit emit) {
        List<RefKey> inside = emit.outcome().refsInside();
        if (from.equals(core.self())) inside.forEach(core::holdDropped);
        else if (!inside.isEmpty())
            core.references.accept(new RefInput.Keeping(
                    from,
                    new Message.Kept(emit.task(), emit.push(), emit.index()),
                    new RefEvent.ElementEnded(key(from, emit))));
    }

    private static MessageKey key(ProcessId from, Message.Emit emit) {
        return MessageKey.element(from, emit.task(), emit.push(), emit.index());
    }

    @Override
    public void taken(ProcessId host, Message.Taken taken) {
        core.send(host, taken);
    }

    @Override
    public void elementsAnew(OwnedStream stream) {
        outside.elementsAnew(stream);
    }

    @Override
    public long elementsLost(OwnedStream stream, ProcessId dead) {
        return outside.elementsLost(stream, dead);
    }

    @Override
    public void retryLater(OwnedTask task, int attempt, long delayNanos) {
        outside.retryLater(task, attempt, delayNanos);
    }
}
