package io.mobula.core.process;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.object.MessageKey;
import io.mobula.core.object.RefEffects;
import io.mobula.core.object.RefEvent;
import io.mobula.core.object.References;
import io.mobula.core.task.HostEvent;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.LineageEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the orders of references go, and the answers and acknowledgements that wait for them. */
final class RefRouter implements RefEffects {
    private final References references;
    private final ProcessCore core;
    private final Outside outside;
    private final Map<MessageKey, HostedTask> answers = new HashMap<>();
    private final Map<MessageKey, Message.ToHost> acks = new HashMap<>();
    /** Dependencies resolved anew, by their tokens: below zero, so that they are none of the shell's. */
    private final Map<Long, Dependent> dependents = new HashMap<>();

    private long lastToken;

    private record Dependent(long task, int index) {}

    RefRouter(References references, ProcessCore core, Outside outside) {
        this.references = references;
        this.core = core;
        this.outside = outside;
    }

    void handle(RefInput input) {
        switch (input) {
            case RefInput.Fact(RefEvent.Died died) -> {
                answers.keySet().removeIf(key -> key.peer().equals(died.process()));
                acks.keySet().removeIf(key -> key.peer().equals(died.process()));
            }
            case RefInput.Fact(RefEvent.Escaped(RefKey ref)) -> {
                if (references.owns(ref)) return; // two threads let it escape at once
            }
            case RefInput.Fact _ -> {}
            case RefInput.Resolving(long task, int index, RefEvent.ResolveWanted wanted) -> {
                dependents.put(--lastToken, new Dependent(task, index));
                references.handle(new RefEvent.ResolveWanted(wanted.ref(), lastToken), this);
                return;
            }
            case RefInput.Answering(HostedTask task, RefEvent.BodyEnded ended) -> answers.put(ended.push(), task);
            case RefInput.Acknowledging(ProcessId host, Message.ResultAck ack, RefEvent.ResultArrived _) ->
                acks.put(MessageKey.push(host, ack.task(), ack.push()), ack);
            case RefInput.Keeping(ProcessId _, Message.Kept kept, RefEvent.ElementEnded ended) ->
                acks.put(ended.element(), kept);
        }
        references.handle(input.event(), this);
    }

    void validate() {
        references.validate();
    }

    boolean isQuiet() {
        return references.isEmpty() && answers.isEmpty() && acks.isEmpty() && dependents.isEmpty();
    }

    @Override
    public void send(ProcessId to, Message message) {
        core.send(to, message);
    }

    @Override
    public void free(RefKey ref) {
        outside.freed(ref);
    }

    @Override
    public void mayAnswer(MessageKey push, List<Message.CarriedBorrow> carried) {
        HostedTask task = answers.remove(push);
        if (task != null) core.host.accept(new HostEvent.AnswerCleared(task, carried));
    }

    @Override
    public void mayAck(MessageKey push) {
        Message.ToHost ack = acks.remove(push);
        if (ack != null) core.send(push.peer(), ack);
    }

    /** Frames to the dead are dropped, and the task's shard hears of the death by itself. */
    @Override
    public void refused(MessageKey push) {}

    @Override
    public void resolved(long token, Outcome outcome) {
        if (token > 0) {
            outside.resolved(token, outcome);
            return;
        }
        Dependent dependent = dependents.remove(token);
        if (dependent != null) core.dependencyEnded(dependent.task(), dependent.index(), outcome);
    }

    @Override
    public void located(RefKey ref, Outcome.Stored stored) {
        outside.renewed(ref, stored);
    }

    @Override
    public void lost(RefKey ref, Optional<ProcessId> at) {
        core.lineage.accept(new LineageEvent.Lost(ref, at));
    }

    @Override
    public void revived(RefKey ref, Optional<Outcome> known) {
        outside.revived(ref, known);
    }

    @Override
    public void storedFreed(RefKey ref) {
        core.lineage.accept(new LineageEvent.Freed(ref.run()));
    }

    @Override
    public void copiesAsked(ProcessId asker, Message.Persist wish) {
        outside.copiesAsked(asker, wish);
    }

    @Override
    public void persisted(long token, int copies) {
        outside.persisted(token, copies);
    }

    @Override
    public void askFetch(ProcessId asker, Outcome.Stored value) {
        outside.askFetch(asker, value);
    }

    @Override
    public void askStore(ProcessId asker, CopyKey copy) {
        outside.askStore(asker, copy);
    }

    @Override
    public void ownerDied(RefKey ref) {
        outside.ownerDied(ref);
    }

    /** Whoever asks for its value is told by the owner's answer. */
    @Override
    public void wasFreed(RefKey ref) {}

    @Override
    public void forgotten(RefKey ref) {
        outside.forgotten(ref);
    }

    @Override
    public void discard(List<CopyKey> copies) {
        outside.drop(copies);
    }

    @Override
    public void confirm(long index) {
        outside.confirm(index);
    }

    @Override
    public String toString() {
        return references.toString();
    }
}
