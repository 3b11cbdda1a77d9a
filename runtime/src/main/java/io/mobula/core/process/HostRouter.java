package io.mobula.core.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostEffects;
import io.mobula.core.task.HostEvent;
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

    @Override
    public void clearAnswer(HostedTask task, Outcome outcome) {
        core.host.accept(new HostEvent.AnswerCleared(task, List.of()));
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
    public void forget(HostedTask task) {
        outside.forget(task);
    }
}
