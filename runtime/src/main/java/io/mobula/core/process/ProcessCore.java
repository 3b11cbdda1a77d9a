package io.mobula.core.process;

import io.mobula.core.InvariantViolation;
import io.mobula.core.actor.ActorCalls;
import io.mobula.core.actor.CallEvent;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.object.MessageKey;
import io.mobula.core.object.RefEvent;
import io.mobula.core.object.References;
import io.mobula.core.place.PlaceEvent;
import io.mobula.core.place.Placer;
import io.mobula.core.task.HostCensus;
import io.mobula.core.task.HostEvent;
import io.mobula.core.task.HostLoad;
import io.mobula.core.task.HostRemains;
import io.mobula.core.task.HostTasks;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.Lineage;
import io.mobula.core.task.LineageEvent;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.OwnerTasks;
import io.mobula.core.task.Shape;
import io.mobula.core.task.TaskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** All that one process decides. Thread safety is that of its ports. */
public final class ProcessCore {
    /**
     * @param capacity what this process offers to tasks; {@link Demand#NONE} for one that runs none
     * @param argumentBytes what stored arguments of the tasks here may take of its store at once
     * @param shards into which owned tasks are divided; a power of two
     * @param lineageBytes of ended tasks kept because their stored results may have to be made again
     */
    public record Settings(
            ProcessId self,
            Demand capacity,
            long argumentBytes,
            int shards,
            long infeasibleGraceNanos,
            long lineageBytes) {
        public Settings {
            if (Integer.bitCount(shards) != 1)
                throw new IllegalArgumentException("shards must be a power of two: " + shards);
        }
    }

    private final ProcessId self;
    private final Outside outside;
    private final List<OwnerTasks> ownerTasks = new ArrayList<>();
    private final List<Port<TaskEvent>> tasks = new ArrayList<>();
    private final Placer placerState;
    private final HostTasks hostState;
    final Port<PlaceEvent> placer;
    private final RefRouter referenceState;
    private final ActorCalls callState;
    final Port<CallEvent> calls;
    final Port<HostEvent> host;
    final Port<RefInput> references;
    private final Lineage lineageState;
    final Port<LineageEvent> lineage;

    public ProcessCore(Settings settings, Ports ports, Outside outside) {
        this.self = settings.self();
        this.outside = outside;
        for (int i = 0; i < settings.shards(); i++) {
            var shard = new OwnerTasks(settings.shards(), new TaskRouter(this, outside));
            ownerTasks.add(shard);
            tasks.add(ports.open(shard::handle));
        }
        // A node begins with itself, if nodes are numbered without gaps, and drivers each with another one.
        var placing = new Placer.Settings(self.number() - 1, settings.infeasibleGraceNanos());
        placerState = new Placer(placing, new PlaceRouter(this, outside));
        placer = ports.open(placerState::handle);
        callState = new ActorCalls(new CallRouter(this, outside));
        calls = ports.open(callState::handle);
        var hosting = new HostTasks.Settings(self, settings.capacity(), settings.argumentBytes());
        hostState = new HostTasks(hosting, new HostRouter(this, outside));
        host = ports.open(hostState::handle);
        referenceState = new RefRouter(new References(self), this, outside);
        references = ports.open(referenceState::handle);
        lineageState = new Lineage(settings.lineageBytes(), new LineageRouter(this, outside));
        lineage = ports.open(lineageState::handle);
    }

    public ProcessId self() {
        return self;
    }

    Port<TaskEvent> tasks(long number) {
        return tasks.get((int) number & (tasks.size() - 1));
    }

    /** To this process or another. */
    void send(ProcessId to, Message message) {
        if (to.equals(self)) arrived(self, message);
        else outside.send(to, message);
    }

    void fact(RefEvent event) {
        references.accept(new RefInput.Fact(event));
    }

    /** An own ref enters the reference table, with one local hold. Once. */
    public void escaped(RefKey ref) {
        fact(new RefEvent.Escaped(ref));
    }

    /** An own ref of the table has its outcome. Once. */
    public void sealed(RefKey ref, Outcome outcome) {
        fact(new RefEvent.Sealed(ref, outcome));
    }

    public void holdAdded(RefKey ref) {
        fact(new RefEvent.LocalHoldAdded(ref));
    }

    public void holdDropped(RefKey ref) {
        fact(new RefEvent.LocalHoldDropped(ref));
    }

    /** Answered by {@link Outside#resolved} under this token. */
    public void resolveWanted(RefKey ref, long token) {
        fact(new RefEvent.ResolveWanted(ref, token));
    }

    /** How many numbers to draw for a call; {@link #numberOfCall} says which of them to use. */
    public int numbersForCall() {
        return tasks.size();
    }

    /**
     * The number of a call: all of one lane belong to one shard of the owned tasks, or one could be pushed before an earlier one.
     *
     * @param first of as many as {@link #numbersForCall} says
     */
    public long numberOfCall(long first, Shape lane) {
        return first + ((lane.number() - first) & (tasks.size() - 1));
    }

    /** Brings the outcome of this dependency. */
    void resolve(OwnedTask task, int index, RefKey ref) {
        references.accept(new RefInput.Resolving(task.number, index, new RefEvent.ResolveWanted(ref, 0)));
    }

    /** Somebody here could not get these bytes from {@code at}. To be followed by {@link #resolveWanted}. */
    public void copyMissed(CopyKey copy, ProcessId at) {
        fact(new RefEvent.CopyMissed(copy, at));
    }

    /** Answered by {@link Outside#persisted} under this token, when as many nodes have the stored value, or no more can. */
    public void persistWanted(RefKey ref, int copies, long token) {
        fact(new RefEvent.PersistWanted(ref, copies, token));
    }

    public void copiesWanted(ProcessId asker, Message.Persist wish, List<ProcessId> nodes) {
        fact(new RefEvent.CopiesWanted(asker, wish, nodes));
    }

    /** @param here whether this process's store has the bytes, and will keep them */
    public void askedStore(ProcessId asker, CopyKey copy, boolean here) {
        if (asker.equals(self)) fact(new RefEvent.CopyTold(copy, here));
        else send(asker, new Message.CopyTold(copy, here));
    }

    public void submitted(OwnedTask task) {
        if (task.isCall() && numberOfCall(task.number, task.options.shape()) != task.number)
            throw new InvariantViolation("CALL-2", task + " is numbered into another shard than its lane");
        tasks(task.number).accept(new TaskEvent.Submitted(task));
    }

    public void dependencyEnded(long task, int index, Outcome outcome) {
        tasks(task).accept(new TaskEvent.DependencyEnded(task, index, outcome));
    }

    public void givenUp(long task, Failure failure) {
        tasks(task).accept(new TaskEvent.GivenUp(task, failure));
    }

    /** As above; what its body has submitted goes on. */
    public void givenUpAlone(long task, Failure failure) {
        tasks(task).accept(new TaskEvent.GivenUp(task, failure, true));
    }

    /**
     * A body of this process waits for a task that this process owns and that is not known to have begun: it may have it run on its own thread (TASK-10).
     *
     * @param waiting lends its CPU to it
     */
    public void wantedInline(HostedTask waiting, OwnedTask wanted) {
        placer.accept(new PlaceEvent.WantedAt(wanted, self));
        host.accept(new HostEvent.WantedInline(waiting, wanted.number));
    }

    public void retryDue(long task, int attempt) {
        tasks(task).accept(new TaskEvent.RetryDue(task, attempt));
    }

    /** A running body has made an element. Whoever calls holds the refs in it until this returns. */
    public void emitted(HostedTask task, long index, Outcome outcome) {
        outcome.refsInside().forEach(this::holdAdded);
        host.accept(new HostEvent.Emitted(task, index, outcome));
    }

    /** The consumer of this stream has taken all elements before {@code upTo}. */
    public void elementsTaken(long task, long upTo) {
        tasks(task).accept(new TaskEvent.ElementsTaken(task, upTo));
    }

    /** Stored bytes that were sent to this process and are nobody's, wherever they are. */
    public void discard(Outcome.Stored stored) {
        List<CopyKey> copies = List.of(stored.copy());
        if (stored.at().equals(self)) outside.drop(copies);
        else outside.send(stored.at(), new Message.Free(copies));
    }

    public void graceChecked() {
        placer.accept(new PlaceEvent.GraceChecked(outside.nowNanos()));
    }

    public void closed() {
        for (Port<TaskEvent> shard : tasks) shard.accept(new TaskEvent.Closed());
    }

    public void argumentsReady(HostedTask task) {
        host.accept(new HostEvent.ArgumentsReady(task));
    }

    /** The bytes of these arguments are not where the push says. */
    public void argumentsMissed(HostedTask task, List<Dependency> missed) {
        host.accept(new HostEvent.ArgumentsMissed(task, missed));
    }

    public void argumentsFailed(HostedTask task, Failure failure) {
        host.accept(new HostEvent.ArgumentsFailed(task, failure));
    }

    public void bodyEnded(HostedTask task, Outcome outcome, long runNanos) {
        host.accept(new HostEvent.BodyEnded(task, outcome, runNanos));
    }

    public void bodyBlocked(HostedTask task) {
        host.accept(new HostEvent.BodyBlocked(task));
    }

    public void bodyResumed(HostedTask task) {
        host.accept(new HostEvent.BodyResumed(task));
    }

    /** Of an async call: its method has returned a stage, {@link #bodyEnded} follows with the stage's end. */
    public void stageReturned(HostedTask task) {
        host.accept(new HostEvent.StageReturned(task));
    }

    public void actorMade(HostedActor actor) {
        host.accept(new HostEvent.ActorMade(actor));
    }

    public void actorFailed(HostedActor actor, ActorEnd end, String detail, Opaque failure) {
        host.accept(new HostEvent.ActorFailed(actor, end, detail, failure));
    }

    /** What runs in it is its last. */
    public void actorExits(HostedActor actor) {
        host.accept(new HostEvent.ActorExits(actor));
    }

    public void recheckDue(ActorId actor) {
        calls.accept(new CallEvent.RecheckDue(actor));
    }

    /** The directory has told of this actor in an answer. */
    public void learned(ActorRecord actor) {
        calls.accept(new CallEvent.Learned(actor));
        if (!actor.spec().demand().amounts().isEmpty()) placer.accept(new PlaceEvent.ActorLearned(actor));
    }

    /** The directory does not know this actor any more. */
    public void forgotten(ActorId actor) {
        calls.accept(new CallEvent.Forgotten(actor));
    }

    /** The directory has told of this group in an answer. */
    public void learned(GroupRecord group) {
        placer.accept(new PlaceEvent.GroupLearned(group));
    }

    /** Answered by whichever thread holds the host's aggregate, at the latest when it comes to it. */
    public void askLoad(Consumer<HostLoad> answer) {
        host.accept(new HostEvent.LoadAsked(answer));
    }

    /** The shape of an own task that waits to be sent. Answered by whichever thread holds the task's shard. */
    public void askQueued(long task, Consumer<Optional<Shape>> answer) {
        tasks(task).accept(new TaskEvent.Asked(task, answer));
    }

    /** Why own tasks of the shape wait: one line for each node. Answered by whichever thread holds the placer's aggregate. */
    public void askStanding(Shape shape, Consumer<List<String>> answer) {
        placer.accept(new PlaceEvent.Asked(shape, answer));
    }

    /** As {@link #askLoad}. */
    public void askCensus(BiPredicate<HostedTask, HostCensus.Phase> wanted, int most, Consumer<HostCensus> answer) {
        host.accept(new HostEvent.CensusAsked(wanted, most, answer));
    }

    /** Nothing new is taken; what waits goes back, and actors that may be restarted elsewhere end for it. */
    public void drainStarted() {
        host.accept(new HostEvent.DrainStarted());
    }

    public void drainEnded() {
        host.accept(new HostEvent.DrainEnded());
    }

    /** As {@link #askLoad}. */
    public void askRemains(Consumer<HostRemains> answer) {
        host.accept(new HostEvent.RemainsAsked(answer));
    }

    /** A frame of {@code from}, which is alive as far as this process has heard. */
    public void arrived(ProcessId from, Message message) {
        switch (message) {
            case Message.Declare declare -> host.accept(new HostEvent.Declared(from, declare));
            case Message.Bind bind -> host.accept(new HostEvent.Bound(from, bind));
            case Message.Push push -> {
                if (!push.refs().isEmpty() && !from.equals(self)) {
                    fact(new RefEvent.MessageArrived(
                            MessageKey.push(from, push.task(), push.push()), push.refs(), push.dependencies()));
                }
                host.accept(new HostEvent.PushArrived(from, push));
            }
            case Message.Taken taken -> host.accept(new HostEvent.TakenArrived(from, taken));
            case Message.Kept(long task, int push, long index) ->
                fact(new RefEvent.KeptArrived(MessageKey.element(from, task, push, index)));
            case Message.Emit emit -> tasks(emit.task()).accept(new TaskEvent.EmitArrived(from, emit));
            case Message.Cancel cancel -> host.accept(new HostEvent.CancelArrived(from, cancel));
            case Message.ResultAck ack -> host.accept(new HostEvent.AckArrived(from, ack));
            case Message.Result result -> tasks(result.task()).accept(new TaskEvent.ResultArrived(from, result));
            case Message.Refused refused -> tasks(refused.task()).accept(new TaskEvent.RefusedArrived(from, refused));
            case Message.Grant(int shape, int credits) ->
                placer.accept(new PlaceEvent.WindowChanged(from, shape, credits));
            case Message.Revoke(int shape, int credits) ->
                placer.accept(new PlaceEvent.WindowChanged(from, shape, -credits));
            case Message.Load(int thousandths) -> placer.accept(new PlaceEvent.LoadTold(from, thousandths));
            case Message.Recall recall -> host.accept(new HostEvent.RecallArrived(from, recall));
            case Message.AboutRefs about -> fact(new RefEvent.AboutRefsArrived(from, about));
        }
    }

    public void controlled(ControlEvent event) {
        switch (event) {
            case ControlEvent.Viewed(var view) -> placer.accept(new PlaceEvent.Viewed(view));
            case ControlEvent.Died died -> {
                placer.accept(new PlaceEvent.HostDied(died.process()));
                calls.accept(new CallEvent.ProcessDied(died.process())); // before any of its calls comes back
                for (Port<TaskEvent> shard : tasks) shard.accept(new TaskEvent.ProcessDied(died.process()));
                host.accept(new HostEvent.OwnerDied(died.process()));
                fact(new RefEvent.Died(died.index(), died.process()));
            }
            case ControlEvent.Directed(DirectoryChange change) -> {
                change.groups().forEach(this::directed); // first: actors live in their bundles
                change.actors().forEach(this::directed);
            }
            case ControlEvent.Settled(long index) -> fact(new RefEvent.Settled(index));
        }
    }

    private void directed(GroupRecord group) {
        learned(group);
        switch (group.state()) {
            case GroupRecord.Waiting _ -> {}
            case GroupRecord.Placed(List<ProcessId> nodes) -> bundles(group, nodes);
            case GroupRecord.Ready(List<ProcessId> nodes) -> bundles(group, nodes);
            case GroupRecord.Removed _ -> host.accept(new HostEvent.GroupRemoved(group.id()));
        }
    }

    private void bundles(GroupRecord group, List<ProcessId> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            var bundle = new BundleId(group.id(), i);
            boolean here = nodes.get(i).equals(self);
            host.accept(
                    here
                            ? new HostEvent.BundleAssigned(
                                    bundle,
                                    group.epoch(),
                                    group.spec().bundles().get(i))
                            : new HostEvent.BundleWithdrawn(bundle, group.epoch()));
        }
    }

    private void directed(ActorRecord actor) {
        learned(actor);
        boolean here = switch (actor.state()) {
            case ActorRecord.Placed(ProcessId at) -> at.equals(self);
            case ActorRecord.Alive(ProcessId at) -> at.equals(self);
            case ActorRecord.Waiting _, ActorRecord.Dead _ -> false;
        };
        host.accept(here ? new HostEvent.ActorAssigned(actor.spec(), actor.epoch()) : withdrawn(actor));
    }

    private HostEvent withdrawn(ActorRecord actor) {
        if (actor.state() instanceof ActorRecord.Dead(ActorEnd cause, String detail, Opaque failure)) {
            var died = new Failure.ActorDied(actor.id(), cause, detail, failure, true);
            return new HostEvent.ActorWithdrawn(actor.id(), Integer.MAX_VALUE, died);
        }
        return new HostEvent.ActorWithdrawn(actor.id(), actor.epoch(), new Failure.ActorUnavailable(actor.id(), self));
    }

    /** Nothing is owned that has not ended, nothing hosted that is not acknowledged, nothing waits. For a single thread that holds no aggregate. */
    public boolean isQuiet() {
        return ownerTasks.stream().allMatch(shard -> shard.size() == 0)
                && hostState.open() == 0
                && hostState.running() == 0
                && placerState.waiting() == 0
                && callState.waiting() == 0
                && lineageState.size() == 0
                && referenceState.isQuiet();
    }

    /** For a single thread that holds no aggregate: the simulator, tests. */
    public void validate() {
        ownerTasks.forEach(OwnerTasks::validate);
        hostState.validate();
        referenceState.validate();
        lineageState.validate();
    }

    @Override
    public String toString() {
        int owned = ownerTasks.stream().mapToInt(OwnerTasks::size).sum();
        return self + ": " + owned + " owned, " + placerState.waiting() + " waiting, " + callState.waiting()
                + " calls waiting; " + hostState + "; " + referenceState + "; " + lineageState;
    }
}
