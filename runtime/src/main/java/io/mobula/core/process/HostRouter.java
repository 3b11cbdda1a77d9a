package io.mobula.core.process;

import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.object.MessageKey;
import io.mobula.core.object.RefEvent;
import io.mobula.core.task.HostEffects;
import io.mobula.core.task.HostEvent;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import java.util.List;

/** Where the orders of hosted tasks go. */
record HostRouter(ProcessCore core, Outside outside) implements HostEffects {
    @Override
    public void fetchArguments(HostedTask task) {
        outside.fetchArguments(task);
    }

    @Override
    public void start(HostedTask task) {
        outside.start(task);
    }

    @Override
    public void interrupt(HostedTask task) {
        outside.interrupt(task);
    }

    /** What a process pushes to itself it holds itself: there is no message to close. */
    @Override
    public void clearAnswer(HostedTask task, Outcome outcome) {
        if (task.owner.equals(core.self())) {
            core.host.accept(new HostEvent.AnswerCleared(task, List.of()));
            return;
        }
        var ended = new RefEvent.BodyEnded(key(task.owner, task.push), List.of(), outcome);
        core.references.accept(new RefInput.Answering(task, ended));
    }

    private static MessageKey key(ProcessId owner, Message.Push push) {
        return MessageKey.push(owner, push.task(), push.push());
    }

    /** What this process emits to itself, the owner's part of it holds until the element does. */
    @Override
    public void emit(HostedTask task, Message.Emit emit) {
        List<RefKey> inside = emit.outcome().refsInside();
        if (!inside.isEmpty() && !task.owner.equals(core.self())) {
            core.fact(new RefEvent.ElementSent(key(task.owner, task.push), emit.index(), inside));
            inside.forEach(core::holdDropped);
        }
        core.send(task.owner, emit);
    }

    @Override
    public void dropElement(Outcome element) {
        if (element instanceof Outcome.Stored stored) outside.drop(List.of(stored.copy()));
        element.refsInside().forEach(core::holdDropped);
    }

    @Override
    public void taken(HostedTask task, Message.Taken taken) {
        outside.taken(task, taken);
    }

    @Override
    public void refuse(ProcessId owner, Message.Push push, Message.Refused.Reason reason) {
        close(owner, push);
        core.send(owner, new Message.Refused(push.task(), push.push(), reason));
    }

    @Override
    public void missed(ProcessId owner, Message.Push push, List<RefKey> arguments) {
        close(owner, push);
        core.send(
                owner,
                new Message.Refused(push.task(), push.push(), Message.Refused.Reason.ARGUMENT_MISSED, arguments));
    }

    private void close(ProcessId owner, Message.Push push) {
        if (push.refs().isEmpty() || owner.equals(core.self())) return;
        core.fact(new RefEvent.Bounced(key(owner, push)));
    }

    @Override
    public void closeOrphan(HostedTask task) {
        close(task.owner, task.push);
    }

    @Override
    public void acknowledged(HostedTask task) {
        if (task.answerHasRefs() && !task.owner.equals(core.self()))
            core.fact(new RefEvent.ResultAckArrived(key(task.owner, task.push)));
    }

    @Override
    public void send(ProcessId owner, Message message) {
        core.send(owner, message);
    }

    @Override
    public void dropStored(HostedTask task, Message.Result result) {
        if (result.outcome() instanceof Outcome.Stored stored) outside.drop(List.of(stored.copy()));
    }

    @Override
    public void makeActor(HostedActor actor) {
        outside.makeActor(actor);
    }

    @Override
    public void dropActor(HostedActor actor) {
        outside.dropActor(actor);
    }

    @Override
    public void tell(DirectoryRequest request) {
        outside.tell(request);
    }

    @Override
    public void forget(HostedTask task) {
        outside.forget(task);
    }
}
