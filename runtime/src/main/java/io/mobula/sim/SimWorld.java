package io.mobula.sim;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Failure.CopyLost.Why;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One run: three nodes, two drivers, and the faults that the seed brings. */
public final class SimWorld {
    private static final int NODES = 3;
    private static final int DRIVERS = 2;
    private static final long FAULTS_UNTIL = 4_000_000_000L;
    /** Longest pause, longest delay, detection, restart, deadlines and grace, and as much again for the work left. */
    private static final long HEALED_BOUND = 60_000_000_000L;

    /** What a run came to. */
    public record Report(
            long seed,
            long traceHash,
            long steps,
            int tasks,
            int succeeded,
            int failed,
            int deaths,
            SortedMap<String, Integer> probes) {}

    private final long seed;
    private final Trace trace = new Trace();
    private final Timeline timeline;
    private final SimNetwork network;
    private final SimControl control;
    private final SplittableRandom random;
    private final SimActors actors;
    private final TreeMap<ProcessId, SimProcess> processes = new TreeMap<>();
    private final List<SimCell> submitted = new ArrayList<>();
    private final SimProbes probes = new SimProbes();
    /** Every stored value ever made. */
    private final TreeMap<CopyKey, Long> made = new TreeMap<>();

    private boolean healed;

    private SimWorld(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        timeline = new Timeline(random.split(), trace);
        network = new SimNetwork(timeline, random.split(), this);
        control = new SimControl(this, random.split());
        actors = new SimActors(random.split());
    }

    /** Throws {@link SimFailure}, which tells the story, if anything that must hold does not. */
    public static Report run(long seed) {
        var world = new SimWorld(seed);
        try {
            return world.play();
        } catch (RuntimeException | AssertionError e) {
            throw new SimFailure(seed, world.trace.story(), e);
        }
    }

    Timeline timeline() {
        return timeline;
    }

    SimControl control() {
        return control;
    }

    SimActors actors() {
        return actors;
    }

    void reached(String probe) {
        probes.reached(probe);
    }

    boolean isHealed() {
        return healed;
    }

    void made(CopyKey copy, long number) {
        made.put(copy, number);
    }

    long made(CopyKey copy) {
        Long number = made.get(copy);
        if (number == null) throw new IllegalStateException(copy + " was never made");
        return number;
    }

    private long valueOf(Outcome outcome) {
        return outcome instanceof Outcome.Stored stored ? made(stored.copy()) : SimValue.of(outcome);
    }

    SimNetwork network() {
        return network;
    }

    Map<ProcessId, SimProcess> processes() {
        return processes;
    }

    private Report play() {
        for (int i = 1; i <= NODES; i++) control.join(i);
        control.tick();
        var users = new ArrayList<SimUser>();
        for (int i = 1; i <= DRIVERS; i++) users.add(new SimUser(add(ProcessId.driver(i)), this, random.split()));
        users.forEach(SimUser::begin);
        new SimFaults(this, control, random.split()).begin(FAULTS_UNTIL);
        while (timeline.step(FAULTS_UNTIL)) {}
        healed = true;
        network.heal();
        control.heal();
        users.forEach(SimUser::leave);
        endActors();
        long end = timeline.now() + HEALED_BOUND;
        while (timeline.step(end)) {}
        checkEnd();
        return report();
    }

    /** Nothing may wait for ever: what no user ends is ended here. */
    private void endActors() {
        for (ActorSpec actor : actors.all())
            control.ask(new DirectoryRequest.EndActor(actor.id(), ActorEnd.KILLED, "the run is over"));
        for (GroupSpec group : actors.allGroups())
            control.ask(new DirectoryRequest.RemoveGroup(group.id(), "the run is over"));
    }

    SimProcess add(ProcessId id) {
        var process = new SimProcess(id, this, random.split());
        processes.put(id, process);
        control.greet(process);
        return process;
    }

    void deliver(ProcessId from, ProcessId to, Message message) {
        SimProcess process = processes.get(to);
        if (process != null) process.arrive(from, message);
    }

    /** As a process sees them that has not heard of the latest. */
    List<ProcessId> nodes() {
        return processes.keySet().stream()
                .filter(id -> id.isNode() && !control.isDead(id))
                .toList();
    }

    void submitted(SimCell cell) {
        submitted.add(cell);
    }

    SimCell cellOf(HostedTask task) {
        SimProcess owner = processes.get(task.owner);
        SimCell cell = owner == null ? null : owner.cells().get(task.push.task());
        if (cell == null) throw new IllegalStateException(task + " was never submitted");
        return cell;
    }

    void started(ProcessId host, HostedTask task) {
        SimCell cell = cellOf(task);
        cell.starts++;
        if (!cell.isCall() && !cell.demand.fitsIn(SimKinds.capacity(host)))
            throw new IllegalStateException(
                    "RES-2: " + cell + " asks for " + cell.demand + " and was started on " + host);
        if (cell.isCall()) {
            calledOnce(task, cell);
            return;
        }
        if (cell.making && ++cell.startsInMaking > 1) reached(SimProbes.LOST_WHILE_MADE_AGAIN);
        boolean mayFail = cell.script.failures() > 0 || !cell.script.children().isEmpty();
        int most = 1 + cell.maxRetries + (mayFail ? SimProcess.RULE.times() : 0);
        if (cell.starts > most)
            throw new IllegalStateException("TASK-6, TASK-8: " + cell + " may run " + most + " times and was started "
                    + cell.starts + " times");
    }

    private static void calledOnce(HostedTask task, SimCell cell) {
        if (cell.starts > 1 + cell.maxRetries)
            throw new IllegalStateException("CALL-6: " + cell + " may run " + (1 + cell.maxRetries)
                    + " times and was started " + cell.starts + " times");
        if (task.actor == null || !(task.actor.shell instanceof SimLife life))
            throw new IllegalStateException("CALL-1: " + task + " starts without an actor");
        life.started(task, cell.turn);
    }

    void completed(SimProcess owner, SimCell cell, Outcome outcome) {
        cell.complete(outcome);
        for (int i = 0; i < outcome.refsInside().size(); i++)
            look(
                    owner,
                    cell,
                    outcome.refsInside().get(i),
                    cell.script.children().get(i));
        check(cell, outcome);
    }

    private void check(SimCell cell, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(Failure failure)) checkFailure(cell, failure);
        else if (valueOf(outcome) != cell.expected()) throw new IllegalStateException(cell + " has a wrong value");
    }

    /** The value of a cell that had one before is elsewhere, or is lost for good. */
    void madeAgain(SimCell cell, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(Failure failure)) checkLoss(cell, failure);
        else check(cell, outcome);
    }

    /** A value that was there is gone: not without a death, nor for a reason that is not one. */
    private void checkLoss(Object what, Failure failure) {
        boolean allowed = switch (failure) {
            case Failure.CopyLost lost -> lost.why() == Why.UNREACHABLE || isReason(lost);
            case Failure.RetriesExhausted _ -> deathsOrCrashes() > 0;
            case Failure.OwnerDied(RefKey ref) -> control.isDead(ref.owner());
            case Failure.Freed _, Failure.JobEnded _, Failure.Infeasible _ -> true;
            case Failure.Application _,
                    Failure.Cancelled _,
                    Failure.DeadlinePassed _,
                    Failure.MayHaveRun _,
                    Failure.ArgumentsTooLarge _,
                    Failure.ActorDied _,
                    Failure.ActorUnavailable _ -> false;
            case Failure.GroupGone(GroupId group, String _) -> isOver(group); // where it could only run
        };
        if (!allowed) throw new IllegalStateException("TASK-8: " + what + " is lost without reason: " + failure);
    }

    private boolean isReason(Failure.CopyLost lost) {
        SimProcess owner = processes.get(lost.ref().owner());
        SimCell cell = owner == null ? null : owner.cells().get(lost.ref().run());
        if (cell == null || deathsOrCrashes() == 0) return false;
        return switch (lost.why()) {
            case NO_TASK -> cell.isCall() || cell.freed;
            case AT_MOST_ONCE -> cell.maxRetries == 0;
            case RETRIES_EXHAUSTED, LINEAGE_DROPPED, ARGUMENT_GONE, UNREACHABLE -> true;
        };
    }

    private long deathsOrCrashes() {
        return control.deaths()
                + processes.values().stream()
                        .filter(process -> !process.isAlive())
                        .count();
    }

    /** What a user gets is the value, or a loss. */
    void wasRead(SimCell cell, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(Failure failure)) {
            if (!(cell.outcome() instanceof Outcome.Failed)) checkLoss(cell, failure);
        } else if (valueOf(outcome) != cell.expected()) {
            throw new IllegalStateException(cell + " was read as a wrong value");
        }
    }

    /** While its value lives, a ref inside has one too, unless its owner died. */
    private void look(SimProcess process, SimCell holder, RefKey inside, Script child) {
        process.later(random.nextLong(1_000, 800_000_000), "look into " + holder, () -> {
            if (holder.holders == 0) return;
            process.reader().look(inside, outcome -> {
                switch (outcome) {
                    case Outcome.Inline _, Outcome.Stored _ -> {
                        List<Long> arguments =
                                holder.arguments.stream().map(SimCell::expected).toList();
                        if (valueOf(outcome) != child.result(holder.script.forwarded(arguments))) {
                            throw new IllegalStateException(inside + " has a wrong value");
                        }
                    }
                    case Outcome.Failed(Failure.OwnerDied _) -> {
                        if (!control.isDead(inside.owner()))
                            throw new IllegalStateException(inside + " is OWNER_DIED and its owner lives");
                    }
                    case Outcome.Failed(Failure.Freed _) ->
                        throw new IllegalStateException("REF-5: " + inside + " in " + holder + " is freed");
                    case Outcome.Failed(Failure failure) -> checkLoss(inside + " in " + holder, failure);
                }
            });
        });
    }

    private void checkFailure(SimCell cell, Failure failure) {
        boolean inherited = cell.arguments.stream().anyMatch(argument -> argument.outcome() instanceof Outcome.Failed)
                || !cell.script.children().isEmpty();
        boolean allowed = inherited
                || switch (failure) {
                    case Failure.Cancelled() -> cell.cancelled;
                    case Failure.DeadlinePassed() -> cell.deadlineNanos != Long.MAX_VALUE;
                    case Failure.Application _ -> cell.script.failures() > (cell.isCall() ? 0 : 1);
                    case Failure.RetriesExhausted(int attempts, var _) -> attempts > cell.maxRetries;
                    case Failure.MayHaveRun _ -> cell.maxRetries == 0;
                    case Failure.Infeasible _ -> true;
                    case Failure.ArgumentsTooLarge _ -> false;
                    case Failure.CopyLost lost -> cell.isCall() && lost.why() == Why.UNREACHABLE;
                    case Failure.OwnerDied(RefKey ref) ->
                        control.isDead(ref.owner()); // its bytes were lost, and who could make them again
                    case Failure.Freed _, Failure.JobEnded _ -> false;
                    case Failure.ActorDied died ->
                        cell.isCall() && (died.mayHaveRun() || cell.starts == 0) && isOver(died.actor());
                    case Failure.ActorUnavailable(ActorId _, ProcessId last) ->
                        cell.isCall() && (control.isDead(last) || cell.starts > 0);
                    case Failure.GroupGone _ -> cell.target instanceof Shape.InBundle;
                };
        if (!allowed) throw new IllegalStateException(cell + " failed without reason: " + failure);
    }

    /** It has ended, or nobody has heard of it. */
    boolean isOver(ActorId actor) {
        return control.directory().view().actor(actor).map(ActorRecord::isDead).orElse(true);
    }

    boolean isOver(GroupId group) {
        return control.directory()
                .view()
                .group(group)
                .map(record -> record.state() instanceof GroupRecord.Removed)
                .orElse(true);
    }

    /** LIV-1: healed, everything comes to its end. */
    private void checkEnd() {
        for (SimProcess process : processes.values()) {
            if (!process.isAlive()) continue;
            for (SimCell cell : process.cells().values()) {
                if (cell.outcome() == null)
                    throw new IllegalStateException("LIV-1: " + cell + " never ended: " + processes.values());
            }
            if (process.reader().open() > 0)
                throw new IllegalStateException("LIV-1: " + process.self() + " waits for a value");
            if (!process.kept().isEmpty())
                throw new IllegalStateException("REF-4: " + process.self() + " keeps the bytes of " + process.kept());
            if (!process.core().isQuiet())
                throw new IllegalStateException(
                        "LIV-1: " + process.self() + " has not come to rest: " + process.core());
        }
    }

    private Report report() {
        int failed = 0;
        int ended = 0;
        for (SimCell cell : submitted) {
            if (cell.outcome() == null) continue;
            ended++;
            if (cell.outcome() instanceof Outcome.Failed) failed++;
        }
        return new Report(
                seed,
                trace.hash(),
                trace.steps(),
                submitted.size(),
                ended - failed,
                failed,
                control.deaths(),
                probes.all());
    }

    static String brief(Message message) {
        return switch (message) {
            case Message.Push push -> "Push " + push.task() + "." + push.push();
            case Message.Result result -> "Result " + result.task() + "." + result.push();
            default -> message.toString();
        };
    }

    static ClusterView.Node node(ProcessId id) {
        return new ClusterView.Node(
                id,
                "node-" + id.number(),
                "host",
                "host:" + id.number(),
                "",
                SimKinds.capacity(id),
                id.number() == 1,
                0);
    }

    static void tell(SimProcess process, ControlEvent event) {
        process.control(event);
    }
}
