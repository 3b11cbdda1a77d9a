package io.mobula.core.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Outcome;
import io.mobula.core.place.PlaceEvent;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.TaskEffects;
import java.util.List;

/** Where the orders of owned tasks go. */
record TaskRouter(ProcessCore core, Outside outside) implements TaskEffects {
    @Override
    public void queue(OwnedTask task) {
        core.placer.accept(new PlaceEvent.Queued(task, outside.nowNanos()));
    }

    @Override
    public void push(OwnedTask task, ProcessId host, int attempt, int push) {
        long budget = task.deadlineNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, task.deadlineNanos - outside.nowNanos());
        core.send(
                host,
                new Message.Push(
                        task.number,
                        push,
                        task.id,
                        task.job,
                        attempt,
                        task.options.shape().number(),
                        task.dependencies(),
                        task.refs,
                        budget,
                        task.work));
    }

    @Override
    public void cancel(ProcessId host, long task, int push) {
        core.send(host, new Message.Cancel(task, push));
    }

    @Override
    public void creditUnused(OwnedTask task, ProcessId host) {
        core.placer.accept(new PlaceEvent.CreditReturned(host, task.options.shape().number()));
    }

    @Override
    public void pushEnded(OwnedTask task, ProcessId host, int push, boolean answered) {
        core.placer.accept(new PlaceEvent.CreditReturned(host, task.options.shape().number()));
    }

    @Override
    public void acknowledge(ProcessId host, Message.Result result, Verdict verdict) {
        if (host.equals(core.self())) {
            if (verdict == Verdict.STALE && result.outcome() instanceof Outcome.Stored stored) outside.drop(List.of(stored.copy()));
            return;
        }
        core.send(host, new Message.ResultAck(result.task(), result.push(), verdict));
    }

    @Override
    public void complete(OwnedTask task, Outcome outcome) {
        outside.complete(task, outcome);
    }

    @Override
    public void retryLater(OwnedTask task, int attempt, long delayNanos) {
        outside.retryLater(task, attempt, delayNanos);
    }
}
