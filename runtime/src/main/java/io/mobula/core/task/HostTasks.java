package io.mobula.core.task;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.Refused.Reason;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask.State;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks a process runs for others and for itself: deduplication, arguments, slots, results held until acknowledged (TASK-1 … TASK-7).
 *
 * <p>Shapes with ready tasks take turns, so a long queue of one owner does not starve another.
 *
 * <p>Confined: one thread at a time. Never blocks.
 */
public final class HostTasks {
    /** One owner's pushes, by its task number, and its shapes. */
    private static final class Owner {
        final NumberTable<HostedTask> tasks = new NumberTable<>(1);
        final Int2ObjectHashMap<HostShape> shapes = new Int2ObjectHashMap<>();
    }

    private final TreeMap<ProcessId, Owner> owners = new TreeMap<>();
    private final ArrayDeque<HostShape> turns = new ArrayDeque<>();
    private final ProcessId self;
    private final Demand capacity;
    private final Slots slots;
    private final HostEffects out;
    private boolean draining;
    /** Bodies whose slot is taken, abandoned ones included. */
    private int running;

    private int abandoned;

    public HostTasks(ProcessId self, Demand capacity, HostEffects out) {
        this.self = self;
        this.capacity = capacity;
        this.slots = new Slots(capacity);
        this.out = out;
    }

    public void handle(HostEvent event) {
        switch (event) {
            case HostEvent.Declared(ProcessId owner, Message.Declare declare) -> declared(owner, declare);
            case HostEvent.PushArrived(ProcessId owner, Message.Push push) -> pushArrived(owner, push);
            case HostEvent.CancelArrived(ProcessId owner, Message.Cancel cancel) -> cancelArrived(owner, cancel);
            case HostEvent.AckArrived(ProcessId owner, Message.ResultAck ack) -> ackArrived(owner, ack);
            case HostEvent.ArgumentsReady(HostedTask task) -> argumentsReady(task);
            case HostEvent.ArgumentsFailed(HostedTask task, Failure failure) -> {
                if (task.state == State.FETCHING) answer(task, new Outcome.Failed(failure), 0);
            }
            case HostEvent.BodyEnded(HostedTask task, Outcome outcome, long runNanos) ->
                bodyEnded(task, outcome, runNanos);
            case HostEvent.AnswerCleared(HostedTask task, List<Message.CarriedBorrow> kept) ->
                answerCleared(task, kept);
            case HostEvent.BodyBlocked(HostedTask task) -> bodyBlocked(task);
            case HostEvent.BodyResumed(HostedTask task) -> bodyResumed(task);
            case HostEvent.OwnerDied(ProcessId owner) -> ownerDied(owner);
            case HostEvent.LoadAsked(var answer) ->
                answer.accept(new HostLoad(running, ready(), slots.freeUnits("cpu")));
            case HostEvent.DrainStarted() -> draining = true;
        }
    }

    private void declared(ProcessId id, Message.Declare declare) {
        Owner owner = owners.computeIfAbsent(id, _ -> new Owner());
        if (owner.shapes.containsKey(declare.shape())) return;
        owner.shapes.put(
                declare.shape(),
                new HostShape(
                        id,
                        declare.shape(),
                        slots.claim(declare.demand()),
                        declare.demand().timesIn(capacity)));
    }

    private void pushArrived(ProcessId id, Message.Push push) {
        Owner owner = owners.get(id);
        HostShape shape = owner == null ? null : owner.shapes.get(push.shape());
        if (owner == null || shape == null)
            throw new InvariantViolation("TASK-1", id + " pushed shape " + push.shape() + " before it declared it");
        HostedTask known = owner.tasks.get(push.task());
        if (known != null
                && known.push.push() == push.push()) { // a repetition is answered with the state of the first (TASK-2)
            if (known.state == State.HELD && known.result != null) out.send(id, known.result);
            return;
        }
        if (known != null)
            throw new InvariantViolation("TASK-2", known + " is open, and push " + push.push() + " came in its lane");
        Reason refusal = draining ? Reason.DRAINING : shape.open >= HostShape.MAX_WINDOW ? Reason.NO_CREDIT : null;
        if (refusal != null) {
            out.refuse(id, push, refusal);
            return;
        }
        var task = new HostedTask(id, push, shape);
        owner.tasks.put(push.task(), task);
        shape.open++;
        settleLent(shape);
        if (hasStored(push)) out.fetchArguments(task);
        else argumentsReady(task);
    }

    private static boolean hasStored(Message.Push push) {
        for (var dependency : push.dependencies()) if (dependency.outcome() instanceof Outcome.Stored) return true;
        return false;
    }

    private void argumentsReady(HostedTask task) {
        if (task.state != State.FETCHING) return;
        task.state = State.READY;
        HostShape shape = task.shape;
        if (shape.ready.isEmpty() && slots.fits(shape.claim) && turns.isEmpty()) {
            start(task);
            return;
        }
        if (shape.ready.isEmpty()) turns.add(shape);
        shape.ready.add(task);
        startNext();
    }

    private void start(HostedTask task) {
        slots.take(task.shape.claim);
        task.state = State.RUNNING;
        running++;
        out.start(task);
    }

    /** One round over the shapes that wait: those that fit start one task each, until none fits. */
    private void startNext() {
        for (int unfit = 0; unfit < turns.size(); ) {
            HostShape shape = turns.removeFirst();
            if (shape.ready.isEmpty()) continue;
            if (!slots.fits(shape.claim)) {
                turns.addLast(shape);
                unfit++;
                continue;
            }
            HostedTask task = shape.ready.removeFirst();
            if (!shape.ready.isEmpty()) turns.addLast(shape);
            unfit = 0;
            start(task);
        }
    }

    private void cancelArrived(ProcessId id, Message.Cancel cancel) {
        HostedTask task = find(id, cancel.task(), cancel.push());
        if (task == null || task.cancelled) return;
        switch (task.state) {
            case FETCHING -> {
                task.cancelled = true;
                answer(task, new Outcome.Failed(new Failure.Cancelled()), 0);
            }
            case READY -> {
                task.cancelled = true;
                task.shape.ready.remove(task);
                if (task.shape.ready.isEmpty()) turns.remove(task.shape); // else it would stand there twice
                answer(task, new Outcome.Failed(new Failure.Cancelled()), 0);
            }
            case RUNNING, BLOCKED -> {
                task.cancelled = true;
                out.interrupt(task);
            }
            case ANSWERING, HELD, ABANDONED, GONE -> {} // its answer is under way, or nobody's
        }
    }

    private void bodyEnded(HostedTask task, Outcome outcome, long runNanos) {
        switch (task.state) {
            case BLOCKED -> bodyResumed(task);
            case RUNNING, ABANDONED -> {}
            case FETCHING, READY, ANSWERING, HELD, GONE -> {
                return;
            }
        }
        slots.give(task.shape.claim);
        running--;
        task.shape.ran(runNanos);
        if (task.state == State.ABANDONED) {
            abandoned--;
            out.closeOrphan(task);
            if (outcome instanceof Outcome.Stored)
                out.dropStored(
                        task, new Message.Result(task.push.task(), task.push.push(), outcome, List.of(), runNanos));
            gone(task);
        } else {
            answer(task, outcome, runNanos);
        }
        startNext();
    }

    private void answer(HostedTask task, Outcome outcome, long runNanos) {
        task.state = State.ANSWERING;
        task.result = new Message.Result(task.push.task(), task.push.push(), outcome, List.of(), runNanos);
        if (task.push.refs().isEmpty() && outcome.refsInside().isEmpty()) answerCleared(task, List.of());
        else out.clearAnswer(task, outcome);
    }

    private void answerCleared(HostedTask task, List<Message.CarriedBorrow> kept) {
        Message.Result result = task.result;
        if (task.state != State.ANSWERING || result == null) return;
        if (!kept.isEmpty())
            result = new Message.Result(result.task(), result.push(), result.outcome(), kept, result.runNanos());
        task.result = result;
        task.shape.open--;
        adjustWindow(task.shape);
        task.state = State.HELD;
        out.send(task.owner, result);
        // Nothing is lost on the way to oneself: an acknowledgement only says when the refs inside have found their
        // holder.
        if (task.owner.equals(self) && result.outcome().refsInside().isEmpty()) remove(task);
    }

    private void adjustWindow(HostShape shape) {
        int wanted = shape.wantedWindow();
        if (wanted >= shape.window * 3 / 2 + 1 && shape.ready.isEmpty()) {
            out.send(shape.owner, new Message.Grant(shape.number, wanted - shape.window));
            shape.window = wanted;
        } else if (wanted < shape.window / 2) {
            out.send(shape.owner, new Message.Revoke(shape.number, shape.window - wanted));
            shape.window = wanted;
        }
    }

    private void ackArrived(ProcessId id, Message.ResultAck ack) {
        HostedTask task = find(id, ack.task(), ack.push());
        if (task == null || task.state != State.HELD || task.result == null) return;
        if (ack.verdict() == Verdict.STALE && task.result.outcome() instanceof Outcome.Stored)
            out.dropStored(task, task.result);
        out.acknowledged(task);
        remove(task);
    }

    private void remove(HostedTask task) {
        Owner owner = owners.get(task.owner);
        if (owner != null) owner.tasks.remove(task.push.task());
        gone(task);
    }

    private void gone(HostedTask task) {
        task.state = State.GONE;
        out.forget(task);
    }

    private void bodyBlocked(HostedTask task) {
        if (task.state != State.RUNNING) return;
        task.state = State.BLOCKED;
        slots.lendCpu(task.shape.claim);
        task.shape.blocked++;
        settleLent(task.shape);
        startNext();
    }

    private void bodyResumed(HostedTask task) {
        if (task.state != State.BLOCKED) return;
        task.state = State.RUNNING;
        slots.resumeCpu(task.shape.claim);
        task.shape.blocked--;
        settleLent(task.shape);
    }

    private void settleLent(HostShape shape) {
        int change = shape.settleLent();
        if (change > 0) out.send(shape.owner, new Message.Grant(shape.number, change));
        else if (change < 0) out.send(shape.owner, new Message.Revoke(shape.number, -change));
    }

    /** Its entries end without an answer; bodies that run are interrupted, and their end only gives the slot back. */
    private void ownerDied(ProcessId id) {
        Owner owner = owners.remove(id);
        if (owner == null) return;
        turns.removeIf(shape -> shape.owner.equals(id));
        owner.tasks.inOrder().forEach(task -> {
            if (task.state == State.RUNNING || task.state == State.BLOCKED) {
                if (task.state == State.BLOCKED) slots.resumeCpu(task.shape.claim);
                task.state = State.ABANDONED;
                abandoned++;
                out.interrupt(task);
                return;
            }
            if (task.result == null) out.closeOrphan(task);
            else if (task.result.outcome() instanceof Outcome.Stored) out.dropStored(task, task.result);
            gone(task);
        });
        startNext();
    }

    private @Nullable HostedTask find(ProcessId id, long number, int push) {
        Owner owner = owners.get(id);
        HostedTask task = owner == null ? null : owner.tasks.get(number);
        return task != null && task.push.push() == push ? task : null;
    }

    public int running() {
        return running;
    }

    private int ready() {
        int count = 0;
        for (HostShape shape : turns) count += shape.ready.size();
        return count;
    }

    /** Entries not yet acknowledged, over all owners. */
    public int open() {
        return owners.values().stream().mapToInt(owner -> owner.tasks.size()).sum();
    }

    /** RES-1: what is taken is what runs; with nothing running all is free. */
    public void validate() {
        int counted = 0;
        for (Owner owner : owners.values()) {
            for (HostedTask task : owner.tasks.inOrder()) {
                if (task.state == State.RUNNING || task.state == State.BLOCKED) counted++;
                if (task.state == State.GONE) throw new InvariantViolation("TASK-5", task + " is gone and still here");
                if (task.state == State.HELD && task.result == null)
                    throw new InvariantViolation("TASK-5", task + " holds no result");
            }
        }
        counted += abandoned;
        if (counted != running)
            throw new InvariantViolation("RES-1", running + " bodies counted, " + counted + " found");
        if (running == 0 && !slots.isAllFree())
            throw new InvariantViolation("RES-1", "nothing runs and not all is free");
    }
}
