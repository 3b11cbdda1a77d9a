package io.mobula.core.task;

import io.mobula.core.InvariantViolation;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.Refused.Reason;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks a process runs for others and for itself: deduplication, arguments, slots, results held until acknowledged (TASK-1 … TASK-7).
 *
 * <p>Jobs with ready tasks take turns, so a long queue of one does not starve another.
 *
 * <p>Confined: one thread at a time. Never blocks.
 */
public final class HostTasks {
    /** One owner's pushes, by its task number, and its shapes. */
    private static final class Owner {
        final NumberTable<HostedTask> tasks = new NumberTable<>(1);
        final HostedShapes shapes;

        Owner(HostedShapes shapes) {
            this.shapes = shapes;
        }
    }

    private final TreeMap<ProcessId, Owner> owners = new TreeMap<>();
    private final ProcessId self;
    private final Pool node;
    private final Bundles bundles;
    private final Turns turns;
    private final Actors actors;
    private final Loads loads = new Loads();
    private final ArgumentRoom arguments;
    private final HostEffects out;
    private boolean draining;
    /** Bodies whose owner died. */
    private int abandoned;

    /** @param argumentBytes that stored arguments of tasks may take at once */
    public record Settings(ProcessId self, Demand capacity, long argumentBytes) {}

    public HostTasks(Settings settings, HostEffects out) {
        this.self = settings.self();
        this.node = new Pool(settings.capacity());
        this.arguments = new ArgumentRoom(settings.argumentBytes());
        this.bundles = new Bundles(node, out);
        this.turns = new Turns(this, node, bundles, out);
        this.actors = new Actors(this, turns, node, bundles, out);
        turns.admits(actors);
        this.out = out;
    }

    public void handle(HostEvent event) {
        switch (event) {
            case HostEvent.Declared(ProcessId owner, Message.Declare declare) ->
                owner(owner).shapes.declared(declare);
            case HostEvent.Bound(ProcessId caller, Message.Bind bind) ->
                owner(caller).shapes.bound(bind, actors.find(bind.actor(), bind.epoch()));
            case HostEvent.PushArrived(ProcessId owner, Message.Push push) -> pushArrived(owner, push);
            case HostEvent.CancelArrived(ProcessId owner, Message.Cancel cancel) -> cancelArrived(owner, cancel);
            case HostEvent.AckArrived(ProcessId owner, Message.ResultAck ack) -> ackArrived(owner, ack);
            case HostEvent.TakenArrived(ProcessId owner, Message.Taken taken) -> takenArrived(owner, taken);
            case HostEvent.Emitted(HostedTask task, long index, Outcome outcome) -> emitted(task, index, outcome);
            case HostEvent.ArgumentsReady(HostedTask task) -> turns.ready(task);
            case HostEvent.ArgumentsFailed(HostedTask task, Failure failure) -> {
                if (task.state == State.FETCHING) answerWaiting(task, failure);
            }
            case HostEvent.ArgumentsMissed(HostedTask task, List<Dependency> missed) -> argumentsMissed(task, missed);
            case HostEvent.BodyEnded(HostedTask task, Outcome outcome, long runNanos) ->
                bodyEnded(task, outcome, runNanos);
            case HostEvent.StageReturned(HostedTask task) -> turns.stageReturned(task);
            case HostEvent.AnswerCleared(HostedTask task, List<Message.CarriedBorrow> kept) ->
                answerCleared(task, kept);
            case HostEvent.WantedInline(HostedTask waiting, long wanted) -> wantedInline(waiting, wanted);
            case HostEvent.BodyBlocked(HostedTask task) -> {
                turns.blocked(task);
                if (task.blocked && arguments.give(task)) fetchNext();
            }
            case HostEvent.BodyResumed(HostedTask task) -> {
                if (task.blocked) arguments.takeBack(task);
                turns.resumed(task);
            }
            case HostEvent.RecallArrived(ProcessId owner, Message.Recall recall) -> recalled(owner, recall);
            case HostEvent.OwnerDied(ProcessId owner) -> ownerDied(owner);
            case HostEvent.ActorAssigned(ActorSpec spec, int epoch) -> {
                actors.assigned(spec, epoch);
                if (draining) actors.moveAway();
            }
            case HostEvent.ActorWithdrawn(ActorId actor, int before, Failure why) ->
                actors.withdrawn(actor, before, why);
            case HostEvent.ActorMade(HostedActor actor) -> {
                actors.made(actor);
                if (draining) actors.moveAway();
            }
            case HostEvent.ActorFailed(HostedActor actor, ActorEnd end, String detail, Opaque failure) ->
                actors.failed(actor, end, detail, failure);
            case HostEvent.ActorExits(HostedActor actor) -> actors.exits(actor);
            case HostEvent.BundleAssigned(BundleId bundle, int epoch, Demand demand) -> {
                bundles.assigned(bundle, epoch, demand);
                turns.startNext(node);
            }
            case HostEvent.BundleWithdrawn(BundleId bundle, int before) -> bundleWithdrawn(bundle, before);
            case HostEvent.GroupRemoved(GroupId group) ->
                bundles.of(group).forEach(bundle -> bundleWithdrawn(bundle, Integer.MAX_VALUE));
            case HostEvent.LoadAsked(var answer) ->
                answer.accept(new HostLoad(turns.running(), ready(), node.slots.freeUnits("cpu")));
            case HostEvent.RemainsAsked(var answer) ->
                answer.accept(new HostRemains(open() + abandoned, actors.living()));
            case HostEvent.CensusAsked(var wanted, int most, var answer) -> answer.accept(census(wanted, most));
            case HostEvent.DrainStarted() -> drain();
            case HostEvent.DrainEnded() -> draining = false;
        }
    }

    /** What has not begun goes back to its owner, who knows a better place. */
    private void drain() {
        draining = true;
        bounceWaiting(task -> !task.hasArgumentRoom); // first, or they would be given the room of the others
        bounceWaiting(_ -> true);
        actors.moveAway();
    }

    private void bounceWaiting(Predicate<HostedTask> which) {
        for (Owner owner : owners.values()) {
            owner.tasks.inOrder().forEach(task -> {
                boolean waits = task.state == State.FETCHING || task.state == State.READY;
                if (waits && task.shape instanceof SlotShape && which.test(task)) bounce(task, Reason.DRAINING);
            });
        }
    }

    ProcessId self() {
        return self;
    }

    private Owner owner(ProcessId id) {
        return owners.computeIfAbsent(id, _ -> new Owner(new HostedShapes(id, node, bundles)));
    }

    private void pushArrived(ProcessId id, Message.Push push) {
        Owner owner = owners.get(id);
        HostShape shape = owner == null ? null : owner.shapes.of(push.shape());
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
        Reason refusal = refusal(shape);
        if (refusal != null) {
            out.refuse(id, push, refusal);
            return;
        }
        var task = new HostedTask(id, push, shape);
        owner.tasks.put(push.task(), task);
        shape.open++;
        if (shape instanceof SlotShape slots) {
            loads.opened(slots.ownersLoad, slots.load);
            turns.settleLent(slots);
            if (owners.size() > 1) tellAllIfMoved();
        } else if (shape instanceof CallShape call) {
            call.waiting.add(task);
        }
        if (hasStored(push)) fetch(task);
        else turns.ready(task);
    }

    /** Once there is room for its arguments. */
    private void fetch(HostedTask task) {
        long bytes = ArgumentRoom.bytes(task);
        if (bytes > arguments.limitBytes())
            answerWaiting(task, new Failure.ArgumentsTooLarge(bytes, arguments.limitBytes()));
        else if (arguments.reserve(task)) out.fetchArguments(task);
    }

    /** What gave room up has done so: it is for those that wait. */
    private void fetchNext() {
        for (HostedTask next; (next = arguments.next()) != null; ) out.fetchArguments(next);
    }

    /** Also owners that get no answers at present. */
    private void tellAllIfMoved() {
        if (!loads.moved()) return;
        owners.forEach((id, owner) -> {
            int news = owner.shapes.load.isIdle() ? -1 : loads.news(owner.shapes.load);
            if (news >= 0) out.send(id, new Message.Load(news));
        });
    }

    private void recalled(ProcessId id, Message.Recall recall) {
        Owner owner = owners.get(id);
        SlotShape shape = owner == null ? null : owner.shapes.onNode(recall.shape());
        if (shape != null) turns.recall(shape, recall.count());
    }

    private void closed(HostedTask task) {
        task.shape.open--;
        if (task.shape instanceof SlotShape shape) loads.closed(shape.ownersLoad, shape.load);
    }

    private @Nullable Reason refusal(HostShape shape) {
        boolean here = switch (shape) {
            case NowhereShape _ -> false;
            case CallShape call -> call.actor.accepts();
            case SlotShape _ -> true;
        };
        if (!here) return Reason.NOT_HERE;
        if (draining && shape instanceof SlotShape) return Reason.DRAINING;
        if (shape instanceof SlotShape slots && slots.isCrowdedOut()) return Reason.NO_CREDIT;
        return shape.open >= HostShape.MAX_WINDOW ? Reason.NO_CREDIT : null;
    }

    private static boolean hasStored(Message.Push push) {
        for (var dependency : push.dependencies()) if (dependency.outcome() instanceof Outcome.Stored) return true;
        return false;
    }

    private void bundleWithdrawn(BundleId id, int before) {
        HostedBundle bundle = bundles.withdraw(id, before).orElse(null);
        if (bundle == null) return;
        for (SlotShape shape : bundle.pool.turns.shapes())
            for (HostedTask task : List.copyOf(shape.ready)) bounce(task, Reason.NOT_HERE);
        for (Owner owner : owners.values()) {
            owner.tasks.inOrder().forEach(task -> {
                if (!(task.shape instanceof SlotShape shape) || shape.bundle != bundle) return;
                if (task.state == State.FETCHING) bounce(task, Reason.NOT_HERE);
                if (task.state != State.RUNNING) return;
                task.evicted = true;
                out.interrupt(task);
            });
        }
        turns.gaveRoom(bundle.pool, bundle);
    }

    /** It has not run, and is not to run here. */
    void bounce(HostedTask task, Reason reason) {
        turns.leave(task);
        closed(task);
        remove(task);
        out.refuse(task.owner, task.push, reason);
    }

    /** A task goes back to where it is known what to do. A call keeps its turn, which it would lose on the way: it fails. */
    private void argumentsMissed(HostedTask task, List<Dependency> missed) {
        if (task.state != State.FETCHING) return;
        if (!(task.shape instanceof SlotShape)) {
            Dependency first = missed.getFirst();
            ProcessId at = first.outcome() instanceof Outcome.Stored stored
                    ? stored.at()
                    : first.ref().owner();
            answerWaiting(task, new Failure.CopyLost(first.ref(), at, Failure.CopyLost.Why.UNREACHABLE));
            return;
        }
        closed(task);
        remove(task);
        out.missed(task.owner, task.push, missed.stream().map(Dependency::ref).toList());
    }

    /** It will not run, and its owner is told why. */
    private void answerWaiting(HostedTask task, Failure failure) {
        turns.leave(task);
        answer(task, new Outcome.Failed(failure), 0);
    }

    void interruptCalls(HostedActor actor) {
        for (Owner owner : owners.values()) {
            owner.tasks.inOrder().forEach(task -> {
                if (task.actor != actor || task.state != State.RUNNING) return;
                task.evicted = true;
                out.interrupt(task);
            });
        }
    }

    private void cancelArrived(ProcessId id, Message.Cancel cancel) {
        HostedTask task = find(id, cancel.task(), cancel.push());
        if (task == null || task.cancelled) return;
        switch (task.state) {
            case FETCHING, READY -> {
                task.cancelled = true;
                answerWaiting(task, new Failure.Cancelled());
            }
            case RUNNING -> {
                task.cancelled = true;
                if (cancel.alone()) task.spareChildren();
                out.interrupt(task);
            }
            case ANSWERING, HELD, ABANDONED, GONE -> {} // its answer is under way, or nobody's
        }
    }

    /** What is at another process, or wants another's resources, runs there in its time. */
    private void wantedInline(HostedTask waiting, long number) {
        Owner own = owners.get(self);
        HostedTask wanted = own == null ? null : own.tasks.get(number);
        if (wanted == null) return;
        turns.lendTo(waiting, wanted);
        if (waiting.blocked && arguments.give(waiting)) fetchNext();
    }

    private void takenArrived(ProcessId id, Message.Taken taken) {
        HostedTask task = find(id, taken.task(), taken.push());
        if (task != null && task.result == null) out.taken(task, taken);
    }

    /** Of a body that was given up, nothing counts (STR-6). */
    private void emitted(HostedTask task, long index, Outcome outcome) {
        if (task.state != State.RUNNING || task.cancelled) out.dropElement(outcome);
        else out.emit(task, new Message.Emit(task.push.task(), task.push.push(), index, outcome));
    }

    private void bodyEnded(HostedTask task, Outcome ended, long runNanos) {
        if (task.state != State.RUNNING && task.state != State.ABANDONED) return;
        boolean unwanted = task.state == State.ABANDONED;
        Outcome outcome = evicted(task, ended);
        turns.ended(task, runNanos);
        if (unwanted) {
            abandoned--;
            out.closeOrphan(task);
            if (outcome instanceof Outcome.Stored)
                out.dropStored(
                        task, new Message.Result(task.push.task(), task.push.push(), outcome, List.of(), runNanos));
            if (gone(task)) fetchNext();
        } else {
            answer(task, outcome, runNanos);
        }
        turns.next(task);
    }

    /** What failed because its group or its actor was taken away under it, failed of that. */
    private static Outcome evicted(HostedTask task, Outcome ended) {
        if (!task.evicted || !(ended instanceof Outcome.Failed)) return ended;
        Failure why = switch (task.shape) {
            case CallShape call -> call.actor.over;
            case SlotShape slots
            when slots.bundle != null ->
                new Failure.GroupGone(slots.bundle.id.group(), "it was removed while the task ran");
            case SlotShape _, NowhereShape _ -> null;
        };
        return why == null ? ended : new Outcome.Failed(why);
    }

    private void answer(HostedTask task, Outcome outcome, long runNanos) {
        task.become(State.ANSWERING);
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
        closed(task);
        if (task.shape instanceof SlotShape shape) {
            adjustWindow(shape);
            if (owners.size() > 1) tellWithAnswer(shape);
        }
        task.become(State.HELD);
        out.send(task.owner, result);
        // Nothing is lost on the way to oneself: an acknowledgement only says when the refs inside have found their
        // holder.
        if (task.owner.equals(self) && result.outcome().refsInside().isEmpty()) remove(task);
    }

    private void tellWithAnswer(SlotShape shape) {
        int news = loads.newsWithAnswer(shape.ownersLoad);
        if (news >= 0) out.send(shape.owner, new Message.Load(news));
    }

    private void adjustWindow(SlotShape shape) {
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
        if (gone(task)) fetchNext();
    }

    /** True if it had room for its arguments, which others may have now. */
    private boolean gone(HostedTask task) {
        task.become(State.GONE);
        out.forget(task);
        return arguments.give(task);
    }

    /** Its entries end without an answer; bodies that run are interrupted, and their end only gives the slot back. */
    private void ownerDied(ProcessId id) {
        Owner owner = owners.remove(id);
        node.turns.forget(id);
        if (owner == null) return;
        owner.shapes.dropWaiting();
        loads.forget(owner.shapes.load);
        owner.tasks.inOrder().forEach(task -> {
            if (task.state == State.RUNNING) {
                task.become(State.ABANDONED);
                abandoned++;
                out.interrupt(task);
                return;
            }
            if (task.result == null) out.closeOrphan(task);
            else if (task.result.outcome() instanceof Outcome.Stored) out.dropStored(task, task.result);
            gone(task);
        });
        fetchNext();
        turns.startNext(node);
        bundles.forEach(bundle -> turns.startNext(bundle.pool));
    }

    private @Nullable HostedTask find(ProcessId id, long number, int push) {
        Owner owner = owners.get(id);
        HostedTask task = owner == null ? null : owner.tasks.get(number);
        return task != null && task.push.push() == push ? task : null;
    }

    public int running() {
        return turns.running();
    }

    private int ready() {
        int count = 0;
        for (SlotShape shape : node.turns.shapes()) count += shape.ready.size();
        return count;
    }

    /** Entries not yet acknowledged, over all owners. */
    public int open() {
        return owners.values().stream().mapToInt(owner -> owner.tasks.size()).sum();
    }

    /** What runs before what waits. */
    private HostCensus census(BiPredicate<HostedTask, HostCensus.Phase> wanted, int most) {
        var found = new ArrayList<HostCensus.Seen>();
        for (Owner owner : owners.values()) {
            owner.tasks.inOrder().forEach(task -> {
                HostCensus.Phase phase = phase(task);
                if (phase != null && wanted.test(task, phase)) found.add(new HostCensus.Seen(task, phase));
            });
        }
        found.sort(Comparator.comparing(HostCensus.Seen::phase).reversed());
        return new HostCensus(found.subList(0, Math.min(most, found.size())), found.size());
    }

    private static HostCensus.@Nullable Phase phase(HostedTask task) {
        return switch (task.state) {
            case FETCHING -> HostCensus.Phase.FETCHING;
            case READY -> HostCensus.Phase.WAITING;
            case RUNNING, ABANDONED -> HostCensus.Phase.RUNNING;
            case ANSWERING, HELD, GONE -> null;
        };
    }

    /** RES-1: what is taken is what runs and what lives here; with neither all is free. */
    public void validate() {
        int counted = 0;
        for (Owner owner : owners.values()) {
            for (HostedTask task : owner.tasks.inOrder()) {
                boolean runs = task.state == State.RUNNING;
                if (runs && task.shape instanceof SlotShape) counted++;
                if (task.state == State.GONE) throw new InvariantViolation("TASK-5", task + " is gone and still here");
                if (task.state == State.HELD && task.result == null)
                    throw new InvariantViolation("TASK-5", task + " holds no result");
            }
        }
        if (Loads.open(owners.values().stream().map(owner -> owner.shapes.load).toList()) != loads.all())
            throw new InvariantViolation("RES-1", "the load of all is not that of its owners");
        if (owners.isEmpty() && abandoned == 0 && !arguments.isEmpty())
            throw new InvariantViolation("RES-1", "nobody is here, and arguments hold " + arguments.usedBytes());
        if (node.slots.isOverdrawn())
            throw new InvariantViolation(
                    "RES-1", "more is taken than there is of something that nobody lends: " + node);
        int running = turns.running();
        if (counted > running || counted + abandoned < running)
            throw new InvariantViolation("RES-1", running + " bodies counted, " + counted + " found");
        for (HostedActor actor : actors.all())
            for (Lane lane : actor.lanes.values())
                if (lane.running > lane.limit)
                    throw new InvariantViolation("CALL-7", actor + " runs " + lane.running + " of " + lane.limit);
        if (running == 0 && actors.isEmpty() && !bundles.anyReserved() && !node.slots.isAllFree())
            throw new InvariantViolation("RES-1", "nothing runs and not all is free");
    }

    @Override
    public String toString() {
        return open() + " hosted, " + turns.running() + " running, " + node + ", bundles " + bundles + ", actors "
                + actors;
    }
}
