package io.mobula.core.task;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Failure.CopyLost.Why;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.OwnedStream.Replay;
import io.mobula.core.task.OwnedTask.State;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One shard of the tasks a process owns: attempts, results, cancellation (TASK-1 … TASK-8). A task lives here from its submission until it has ended for its user and no host owes an answer.
 *
 * <p>Confined: one thread at a time. Never blocks.
 */
public final class OwnerTasks {
    private final NumberTable<OwnedTask> tasks;
    /** Nothing is sent to these any more: an assignment may come later than the news of the death (REF-6). */
    private final HashSet<ProcessId> dead = new HashSet<>();

    private final TaskEffects out;

    /** @param stride all numbers of this shard are equal modulo this power of two */
    public OwnerTasks(int stride, TaskEffects out) {
        this.tasks = new NumberTable<>(stride);
        this.out = out;
    }

    public int size() {
        return tasks.size();
    }

    public void handle(TaskEvent event) {
        switch (event) {
            case TaskEvent.Submitted(OwnedTask task) -> submitted(task);
            case TaskEvent.DependencyEnded ended -> dependencyEnded(ended);
            case TaskEvent.Assigned(OwnedTask task, ProcessId host) -> assigned(task, host);
            case TaskEvent.Unplaceable(OwnedTask task, Failure failure) -> {
                if (task.state == State.QUEUED) end(task, new Outcome.Failed(failure));
            }
            case TaskEvent.ResultArrived(ProcessId from, Message.Result result) -> resultArrived(from, result);
            case TaskEvent.RefusedArrived(ProcessId from, Message.Refused refused) -> refusedArrived(from, refused);
            case TaskEvent.EmitArrived(ProcessId from, Message.Emit emit) -> emitArrived(from, emit);
            case TaskEvent.ElementsTaken(long number, long upTo) -> elementsTaken(tasks.get(number), upTo);
            case TaskEvent.ProcessDied(ProcessId process) -> processDied(process);
            case TaskEvent.RetryDue(long number, int attempt) -> {
                OwnedTask task = tasks.get(number);
                if (task != null && task.state == State.DELAYED && task.attempt == attempt) queueWhenWhole(task);
            }
            case TaskEvent.GivenUp(long number, Failure failure, boolean alone) ->
                giveUp(tasks.get(number), failure, alone);
            case TaskEvent.Abandoned(long number) -> abandon(tasks.get(number));
            case TaskEvent.Asked(long number, Consumer<Optional<Shape>> answer) -> {
                OwnedTask task = tasks.get(number);
                answer.accept(
                        task != null && task.state == State.QUEUED
                                ? Optional.of(task.options.shape())
                                : Optional.empty());
            }
            case TaskEvent.Closed() -> tasks.inOrder().forEach(task -> giveUp(task, new Failure.JobEnded(), false));
        }
    }

    private void submitted(OwnedTask task) {
        if (tasks.put(task.number, task) != null) throw new InvariantViolation("TASK-1", task + " was submitted twice");
        if (!dead.isEmpty() && dead.contains(task.job) && task.endsWith(task.job)) {
            end(task, new Outcome.Failed(new Failure.JobEnded())); // by a body that has not noticed yet
            return;
        }
        queueWhenWhole(task);
    }

    /** Queued, unless it waits for a dependency, or one is to be resolved anew because its bytes died with their process. */
    private void queueWhenWhole(OwnedTask task) {
        if (!dead.isEmpty() && task.hasArguments() && !task.isCall())
            reopen(task, stored -> dead.contains(stored.at()));
        if (task.missing == 0) queue(task);
        else task.become(State.WAITING);
    }

    private void reopen(OwnedTask task, Predicate<Outcome.Stored> isMissing) {
        task.reopen(isMissing, (index, ref, missed) -> out.resolveAgain(task, index, ref, missed));
    }

    private void queue(OwnedTask task) {
        task.become(State.QUEUED);
        if (task.isCall()) out.queueCall(task, task.mayHaveRun ? CallStanding.AGAIN : CallStanding.UNSENT);
        else out.queue(task);
    }

    /** A failed dependency fails the task with the same failure: no wrapper per hop. */
    private void dependencyEnded(TaskEvent.DependencyEnded ended) {
        OwnedTask task = tasks.get(ended.task());
        if (task == null || (task.state != State.WAITING && task.state != State.DELAYED)) return;
        if (!task.resolve(ended.index(), ended.outcome())) return;
        if (ended.outcome() instanceof Outcome.Failed(Failure failure))
            end(
                    task,
                    new Outcome.Failed(
                            task.lostAt().map(at -> ofArgument(failure, at)).orElse(failure)));
        else if (task.missing == 0 && task.state == State.WAITING) queueWhenWhole(task);
    }

    /** Why a task cannot be made again: who asked for its value knows nothing of what it took. */
    private static Failure ofArgument(Failure failure, ProcessId lostAt) {
        return switch (failure) {
            case Failure.Freed(RefKey ref) -> new Failure.CopyLost(ref, lostAt, Why.ARGUMENT_GONE);
            case Failure.OwnerDied(RefKey ref) -> new Failure.CopyLost(ref, lostAt, Why.ARGUMENT_GONE);
            default -> failure;
        };
    }

    private void assigned(OwnedTask task, ProcessId host) {
        if (task.state != State.QUEUED) {
            out.creditUnused(task, host);
            return;
        }
        if (!dead.isEmpty() && dead.contains(host)) {
            queue(task);
            return;
        }
        task.become(State.PUSHED);
        task.host = host;
        task.push++;
        out.push(task, host, task.attempt, task.push);
        if (task instanceof OwnedStream stream && task.push > 1) streamPushedAgain(stream, host);
    }

    /** What the consumer has already need not be sent again (STR-4). */
    private void streamPushedAgain(OwnedStream stream, ProcessId host) {
        switch (stream.replay) {
            case CONTINUE -> {
                if (stream.delivered > 0) out.taken(host, standing(stream));
            }
            case ANEW -> {
                stream.delivered = 0;
                out.elementsAnew(stream);
            }
        }
    }

    private static Message.Taken standing(OwnedStream stream) {
        return new Message.Taken(stream.number, stream.push, stream.taken, stream.delivered);
    }

    /** Elements of a push that is not current, or that was given up, do not count; nor does what another push has brought (STR-2). */
    private void emitArrived(ProcessId from, Message.Emit emit) {
        OwnedTask task = tasks.get(emit.task());
        if (task == null || task.state != State.PUSHED || !isCurrent(task, from, emit.push())) {
            out.passOver(from, emit);
            return;
        }
        if (!(task instanceof OwnedStream stream)) throw new InvariantViolation("STR-1", task + " is no stream");
        if (emit.index() > stream.delivered)
            throw new InvariantViolation(
                    "STR-2", "element " + emit.index() + " of " + task + " came, and " + stream.delivered + " is next");
        if (emit.index() < stream.delivered) {
            out.passOver(from, emit);
            return;
        }
        stream.delivered++;
        out.element(stream, from, emit);
    }

    private void elementsTaken(@Nullable OwnedTask task, long upTo) {
        if (!(task instanceof OwnedStream stream)) return;
        stream.taken = Math.max(stream.taken, Math.min(upTo, stream.delivered));
        if (stream.state == State.PUSHED && stream.host != null) out.taken(stream.host, standing(stream));
    }

    private void resultArrived(ProcessId from, Message.Result result) {
        OwnedTask task = tasks.get(result.task());
        if (task == null || !isCurrent(task, from, result.push())) {
            out.acknowledge(task, from, result, Verdict.STALE); // also for tasks forgotten long ago (TASK-5)
            return;
        }
        boolean closing = task.state == State.CLOSING;
        if (closing || retries(task, result)) {
            out.acknowledge(task, from, result, Verdict.STALE);
            out.pushEnded(task, from);
            task.host = null;
            if (closing) close(task);
            else retry(task);
            return;
        }
        remember(task, result.outcome());
        out.acknowledge(task, from, result, Verdict.OK);
        out.pushEnded(task, from);
        task.host = null;
        forget(task);
        out.complete(task, result.outcome());
    }

    private static boolean isCurrent(OwnedTask task, ProcessId from, int push) {
        return (task.state == State.PUSHED || task.state == State.CLOSING)
                && task.push == push
                && from.equals(task.host);
    }

    private static Failure.@Nullable Application applicationFailure(Message.Result result) {
        return result.outcome() instanceof Outcome.Failed(Failure.Application failure) ? failure : null;
    }

    private static boolean retries(OwnedTask task, Message.Result result) {
        Failure.Application failure = applicationFailure(result);
        if (failure == null) return false;
        task.spentNanos += result.runNanos();
        return task.options.retry().allows(failure, task.retried, task.spentNanos);
    }

    private void retry(OwnedTask task) {
        long delayNanos = task.options.retry().delayNanos(task.retried);
        task.spentNanos += delayNanos;
        task.retried++;
        task.attempt++;
        task.become(State.DELAYED);
        out.retryLater(task, task.attempt, delayNanos);
    }

    /** It surely has not run: no attempt is spent (TASK-3). */
    private void refusedArrived(ProcessId from, Message.Refused refused) {
        OwnedTask task = tasks.get(refused.task());
        if (task == null || !isCurrent(task, from, refused.push())) return;
        out.pushRefused(task, from, refused);
        task.host = null;
        boolean closing = task.state == State.CLOSING;
        if (closing || !task.isCall()) out.pushEnded(task, from); // a call that comes back says so by being queued
        if (closing) close(task);
        else if (refused.missed().isEmpty()) queue(task);
        else argumentsMissed(task, refused.missed());
    }

    /** It waits until they can be had again, and has spent no attempt. */
    private void argumentsMissed(OwnedTask task, List<RefKey> missed) {
        if (!task.mayMissAgain()) {
            RefKey first = missed.getFirst();
            end(task, new Outcome.Failed(new Failure.CopyLost(first, first.owner(), Why.UNREACHABLE)));
            return;
        }
        reopen(task, stored -> missed.contains(stored.copy().ref()));
        queueWhenWhole(task);
    }

    private void close(OwnedTask task) {
        forget(task);
        remember(task, new Outcome.Failed(new Failure.Cancelled()));
    }

    /** What may have to be made again, and what was: its lineage is told. */
    private void remember(OwnedTask task, Outcome outcome) {
        if (outcome instanceof Outcome.Stored || task.isAgain()) out.remember(task, outcome);
    }

    /** Exactly the pushes that this incarnation had fail (TASK-6). With a driver its whole job ends, whoever owns the tasks. */
    private void processDied(ProcessId process) {
        dead.add(process);
        for (OwnedTask task : tasks.inOrder()) {
            if (task.endsWith(process)) giveUp(task, new Failure.JobEnded(), false);
            if (!process.equals(task.host)) {
                argumentsLost(task, process);
                continue;
            }
            task.host = null;
            boolean closing = task.state == State.CLOSING;
            if (closing || !task.isCall()) out.pushEnded(task, process);
            if (!closing && task instanceof OwnedStream stream && stream.replay == Replay.CONTINUE)
                stream.delivered = Math.min(stream.delivered, out.elementsLost(stream, process));
            if (closing) {
                close(task);
            } else if (task.isCall()) {
                callLost(task, process);
            } else if (task.options.maxRetries() == 0) {
                end(task, new Outcome.Failed(new Failure.MayHaveRun(process)));
            } else if (task.isExhausted()) {
                end(task, new Outcome.Failed(new Failure.RetriesExhausted(task.attempt, process)));
            } else {
                task.attempt++;
                queueWhenWhole(task);
            }
        }
    }

    /** What it would take along died before it left. Of one that has left its host says so, if it had not got the bytes yet. */
    private void argumentsLost(OwnedTask task, ProcessId process) {
        switch (task.state) {
            case WAITING, QUEUED, DELAYED -> {
                if (task.isCall() && task.state != State.WAITING) return; // it has its turn
                reopen(task, stored -> stored.at().equals(process));
                if (task.missing > 0 && task.state == State.QUEUED) task.become(State.WAITING);
            }
            case PUSHED, CLOSING, ENDED -> {}
        }
    }

    /** Whether the actor comes back is known to the directory alone: until then the call waits in its lane (CALL-6). */
    private void callLost(OwnedTask task, ProcessId host) {
        boolean again = task.attempt - task.retried <= task.options.maxRetries();
        if (again) task.attempt++;
        task.mayHaveRun = true;
        task.become(State.QUEUED);
        out.queueCall(task, again ? CallStanding.AGAIN : new CallStanding.Spent(host));
    }

    private void giveUp(@Nullable OwnedTask task, Failure failure, boolean alone) {
        if (task == null || task.state == State.CLOSING) return;
        if (task.isAgain() && !(failure instanceof Failure.JobEnded)) return; // for its user it has ended long ago
        if (task.state == State.PUSHED && task.host != null) {
            out.cancel(task.host, new Message.Cancel(task.number, task.push, alone));
            task.become(State.CLOSING);
            out.complete(task, new Outcome.Failed(failure));
        } else {
            end(task, new Outcome.Failed(failure));
        }
    }

    /** Nobody is told; what a host has of it ends as any cancelled push. */
    private void abandon(@Nullable OwnedTask task) {
        if (task == null || !task.isAgain() || task.state == State.CLOSING) return;
        task.abandon();
        if (task.state == State.PUSHED && task.host != null) {
            out.cancel(task.host, new Message.Cancel(task.number, task.push, false));
            task.become(State.CLOSING);
        } else {
            close(task);
        }
    }

    private void end(OwnedTask task, Outcome outcome) {
        if (task.isCall() && task.state == State.WAITING) out.callWithdrawn(task);
        forget(task);
        remember(task, outcome);
        out.complete(task, outcome);
    }

    private void forget(OwnedTask task) {
        task.become(State.ENDED);
        tasks.remove(task.number);
    }

    /** TASK-1: a host is set exactly while it owes an answer; WAITING means a missing dependency. */
    public void validate() {
        for (OwnedTask task : tasks.inOrder()) {
            boolean owed = task.state == State.PUSHED || task.state == State.CLOSING;
            if (owed != (task.host != null))
                throw new InvariantViolation("TASK-1", task + " is " + task.state + " with host " + task.host);
            if (task.state == State.WAITING && task.missing == 0)
                throw new InvariantViolation("TASK-1", task + " waits for nothing");
            if (task instanceof OwnedStream stream && stream.taken > stream.delivered)
                throw new InvariantViolation("STR-3", task + " has more taken than delivered");
            if (task.state == State.ENDED)
                throw new InvariantViolation("TASK-1", task + " has ended and is still here");
        }
    }
}
