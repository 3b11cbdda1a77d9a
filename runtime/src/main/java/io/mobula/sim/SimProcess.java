package io.mobula.sim;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryReply.Creation;
import io.mobula.core.directory.DirectoryReply.Found;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.DirectoryRequest.FetchCreation;
import io.mobula.core.directory.DirectoryRequest.LookUpActor;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.BorrowAck.Standing;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.core.process.Outside;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.RetryRule;
import io.mobula.core.task.Shape;
import io.mobula.core.task.Shape.Anywhere;
import io.mobula.core.task.TaskOptions;
import io.mobula.core.task.TaskOptions.Lifetime;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** A process with its real core, and a simulated world around it. */
final class SimProcess implements Outside {
    /** An actor may be called while its creation is under way. */
    private static final int LOOK_UPS = 20;

    static final long GRACE_NANOS = 300_000_000;
    /** Application failures are tried again once. */
    static final RetryRule RULE = new RetryRule(1, List.of(), 1_000_000, 2, 0, Long.MAX_VALUE);

    private static final Shape ONE_CPU =
            new Shape(1, new Demand(List.of(new Demand.Amount("cpu", Demand.UNIT))), Anywhere.ANYWHERE);

    private final ProcessId self;
    private final SimWorld world;
    private final SimPorts ports;
    private final ProcessCore core;
    private final SplittableRandom random;
    private final TreeMap<Long, SimCell> cells = new TreeMap<>();
    private final TreeSet<ProcessId> dead = new TreeSet<>();
    private final ArrayDeque<Runnable> whilePaused = new ArrayDeque<>();
    private final TreeMap<Integer, Long> turns = new TreeMap<>();
    private final SimStore store;
    private final SimReader reader;
    private final TreeMap<String, Shape> shapes = new TreeMap<>();
    /** What came of consumers before the body began. Never iterated: a task has no order. */
    private final IdentityHashMap<HostedTask, Message.Taken> early = new IdentityHashMap<>();

    private long numbers;
    private boolean alive = true;
    private boolean paused;

    SimProcess(ProcessId self, SimWorld world, SplittableRandom random) {
        this.self = self;
        this.world = world;
        this.random = random;
        this.ports = new SimPorts(random.split());
        this.store = new SimStore(random.split());
        this.reader = new SimReader(this, world, random.split());
        long lineageBytes = random.nextInt(6) == 0 ? 2_000 : 1 << 20;
        this.core = new ProcessCore(
                new ProcessCore.Settings(self, SimKinds.capacity(self), Long.MAX_VALUE, 2, GRACE_NANOS, lineageBytes),
                ports,
                this);
    }

    ProcessId self() {
        return self;
    }

    ProcessCore core() {
        return core;
    }

    boolean isAlive() {
        return alive;
    }

    Map<Long, SimCell> cells() {
        return cells;
    }

    /** Every stimulus passes here: a dead process has none, a paused one has them later. */
    void stimulate(Runnable action) {
        if (!alive) return;
        if (paused) {
            whilePaused.add(action);
            return;
        }
        action.run();
        boolean leaves = random.nextInt(8) == 0; // as if other threads held what is left for a while
        while (ports.step()) {
            core.validate();
            if (leaves && random.nextInt(4) == 0) {
                world.timeline().after(random.nextLong(1_000, 200_000), self + " goes on", () -> stimulate(() -> {}));
                return;
            }
        }
        core.validate();
    }

    void later(long delay, String what, Runnable action) {
        world.timeline().after(delay, self + ": " + what, () -> stimulate(action));
    }

    void kill() {
        alive = false;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        while (!whilePaused.isEmpty() && alive) stimulate(whilePaused.remove());
    }

    void arrive(ProcessId from, Message message) {
        stimulate(() -> {
            if (!dead.contains(from)) core.arrived(from, message);
        });
    }

    void control(ControlEvent event) {
        stimulate(() -> {
            if (event instanceof ControlEvent.Died died) {
                dead.add(died.process());
                store.freeAllOf(died.process());
            }
            core.controlled(event);
        });
    }

    boolean exits(HostedTask task) {
        return world.cellOf(task).exits;
    }

    /** The arguments of a task that runs here, as cells of this process: their values have come with the push. */
    List<SimCell> arguments(HostedTask task) {
        SimCell owned = world.cellOf(task);
        return owned.arguments;
    }

    /**
     * @param arguments cells of this process, or others' that came with the task that submits this one
     */
    SimCell submit(Script script, List<SimCell> arguments, int maxRetries, long deadlineNanos) {
        return submit(script, arguments, new Route(ONE_CPU, maxRetries, RULE), deadlineNanos);
    }

    SimCell submit(Script script, List<SimCell> arguments, int maxRetries, long deadlineNanos, SimKinds.Kind kind) {
        Shape shape = shapes.computeIfAbsent(
                kind.toString(), _ -> new Shape(shapes.size() + 2, kind.demand(), kind.laid(), SimKinds.share(self)));
        return submit(script, arguments, new Route(shape, maxRetries, RULE), deadlineNanos);
    }

    /** Where a task goes, and how often it is tried. */
    private record Route(Shape shape, int maxRetries, RetryRule rule) {}

    SimCell call(ActorSpec actor, String lane, Script script, List<SimCell> arguments, long deadlineNanos) {
        Shape shape = shape(new Shape.ActorLane(actor.id(), lane), Demand.NONE);
        var route = new Route(shape, actor.policy().maxTaskRetries(), RetryRule.NONE);
        return submit(script, arguments, route, deadlineNanos);
    }

    SimCell submitIn(BundleId bundle, Script script, int maxRetries) {
        Shape shape = shape(new Shape.InBundle(bundle), ONE_CPU.demand());
        return submit(script, List.of(), new Route(shape, maxRetries, RULE), Long.MAX_VALUE);
    }

    private Shape shape(Shape.Target target, Demand demand) {
        return shapes.computeIfAbsent(target.toString(), _ -> new Shape(shapes.size() + 2, demand, target));
    }

    private long number(Shape shape) {
        if (!shape.isCall()) return ++numbers;
        long first = numbers + 1;
        numbers += core.numbersForCall();
        return core.numberOfCall(first, shape);
    }

    private SimCell submit(Script script, List<SimCell> arguments, Route route, long deadlineNanos) {
        int maxRetries = route.maxRetries();
        long number = number(route.shape());
        TaskId id = TaskId.root(self).child(number, script.seed());
        var ref = new RefKey(id.object(ObjectKind.RESULT, 0), self, number);
        var cell = new SimCell(ref, script, arguments, maxRetries, deadlineNanos, route.shape());
        cells.put(number, cell);
        var known = new Outcome[arguments.size()];
        for (int i = 0; i < known.length; i++) known[i] = arguments.get(i).outcome();
        for (Outcome outcome : known) {
            if (!(outcome instanceof Outcome.Failed)) continue;
            cell.complete(outcome);
            return cell;
        }
        arguments.forEach(this::hold);
        var options = new TaskOptions("task", route.shape(), maxRetries, route.rule(), Urgency.NORMAL, Lifetime.JOB);
        if (route.shape().isCall()) cell.turn = turns.merge(route.shape().number(), 1L, Long::sum);
        List<RefKey> refs = arguments.stream().map(argument -> argument.ref).toList();
        var task = new OwnedTask(
                self, number, id, self, options, script, refs, refs, known, deadlineNanos, cell.turn, cell);
        core.submitted(script.elements() == 0 ? task : SimStream.of(task, known, this, world));
        for (int i = 0; i < known.length; i++) {
            if (known[i] != null) continue;
            SimCell argument = arguments.get(i);
            int index = i;
            argument.onEnd(() -> core.dependencyEnded(number, index, argument.outcome()));
        }
        if (deadlineNanos != Long.MAX_VALUE) {
            later(
                    deadlineNanos - nowNanos(),
                    "deadline of " + cell,
                    () -> core.givenUp(number, new Failure.DeadlinePassed()));
        }
        return cell;
    }

    /** A ref that goes into a message: an own one enters the table, another's is held while the message's task lasts. */
    private void hold(SimCell argument) {
        if (argument.owner().equals(self)) {
            escape(argument);
            argument.holders++;
        } else {
            core.holdAdded(argument.ref);
        }
    }

    void escape(SimCell cell) {
        if (cell.escaped) return;
        cell.escaped = true;
        core.escaped(cell.ref);
        if (cell.outcome() != null) core.sealed(cell.ref, cell.outcome());
        if (cell.holders == 0) core.holdDropped(cell.ref); // its user had let go before it escaped
    }

    /** One holder less; with the last one the ref's local hold ends. */
    void drop(SimCell cell) {
        if (!cell.owner().equals(self)) core.holdDropped(cell.ref);
        else if (--cell.holders == 0 && cell.escaped) core.holdDropped(cell.ref);
    }

    /** Whether the bytes could be fetched from where they are said to be. */
    boolean brings(Outcome.Stored stored) {
        if (store.has(stored.copy())) return true;
        SimProcess at = world.processes().get(stored.at());
        boolean trouble = !world.isHealed() && random.nextInt(40) == 0;
        if (trouble || at == null || !at.isAlive() || !at.store.has(stored.copy())) return false;
        store.fetched(stored.copy());
        return true;
    }

    /** A value that is here, or travelled. */
    long valueOf(Outcome outcome) {
        return outcome instanceof Outcome.Stored stored ? world.made(stored.copy()) : SimValue.of(outcome);
    }

    Outcome store(HostedTask task, long number, List<RefKey> inside) {
        var copy = new CopyKey(world.cellOf(task).ref, task.push.push());
        store.made(copy);
        world.made(copy, number);
        return new Outcome.Stored(copy, self, 1 << 20, inside);
    }

    List<CopyKey> kept() {
        return store.kept();
    }

    SimReader reader() {
        return reader;
    }

    @Override
    public long nowNanos() {
        return world.timeline().now();
    }

    @Override
    public void send(ProcessId to, Message message) {
        if (dead.contains(to)) return;
        switch (message) {
            case Message.ResultAck ack when ack.verdict() == Verdict.STALE -> world.reached(SimProbes.STALE);
            case Message.BorrowAck ack when ack.standing() == Standing.FREED -> world.reached(SimProbes.BORROW_FREED);
            default -> {}
        }
        world.network().send(self, to, message);
    }

    @Override
    public void complete(OwnedTask task, Outcome outcome, Sealing sealing) {
        var cell = (SimCell) task.cell;
        if (task instanceof OwnedStream stream) ((SimStream) stream.elements).ended(stream, outcome);
        if (task.isAgain()) {
            cell.renew(outcome);
            if (sealing == Sealing.BY_SHELL) core.sealed(cell.ref, outcome);
            world.madeAgain(cell, outcome);
            return;
        }
        if (outcome instanceof Outcome.Stored || !outcome.refsInside().isEmpty()) escape(cell);
        if (cell.escaped && sealing == Sealing.BY_SHELL) core.sealed(cell.ref, outcome);
        cell.arguments.forEach(this::drop);
        world.completed(this, cell, outcome);
    }

    @Override
    public void element(OwnedStream stream, long index, Outcome outcome) {
        ((SimStream) stream.elements).arrived(stream, index, outcome, random.nextLong(10_000, 5_000_000));
    }

    @Override
    public void elementsAnew(OwnedStream stream) {}

    @Override
    public long elementsLost(OwnedStream stream, ProcessId dead) {
        return Long.MAX_VALUE;
    }

    @Override
    public void taken(HostedTask task, Message.Taken taken) {
        if (task.run instanceof SimBody body) body.taken(taken);
        else early.put(task, taken);
    }

    @Override
    public void escape(OwnedTask task) {
        escape((SimCell) task.cell);
    }

    @Override
    public void freed(RefKey ref) {
        SimCell cell = cells.get(ref.run());
        if (cell != null && !cell.ref.equals(ref)) return; // an element
        if (cell == null || cell.holders > 0)
            throw new IllegalStateException("REF-4: " + ref + " was freed under a holder");
        if (cell.making) world.reached(SimProbes.ABANDONED);
        cell.freed = true;
        if (cell.outcome() instanceof Outcome.Stored stored && stored.at().equals(self)) store.free(stored.copy());
    }

    @Override
    public void revived(RefKey ref, Optional<Outcome> known) {
        if (!cell(ref).freed) throw new IllegalStateException("TASK-8: " + ref + " was revived and not freed");
    }

    private SimCell cell(RefKey ref) {
        SimCell cell = cells.get(ref.run());
        if (cell == null) throw new IllegalStateException(ref + " was never submitted");
        return cell;
    }

    @Override
    public void renewed(RefKey ref, Outcome outcome) {
        world.reached(outcome instanceof Outcome.Failed ? SimProbes.NOT_MADE_AGAIN : SimProbes.PROMOTED);
        cell(ref).renew(outcome);
        world.madeAgain(cell(ref), outcome);
    }

    @Override
    public void makingAgain(OwnedTask task, ProcessId lostAt) {
        SimCell cell = cell(task.ref());
        world.reached(SimProbes.MADE_AGAIN);
        if (cell.freed) world.reached(SimProbes.ARGUMENT_MADE_AGAIN);
        cell.making = true;
        cell.startsInMaking = 0;
    }

    @Override
    public void copiesAsked(ProcessId asker, Message.Persist wish) {
        core.copiesWanted(asker, wish, world.nodes());
    }

    @Override
    public void persisted(long token, int copies) {
        reader.persisted(token, copies);
    }

    @Override
    public void askFetch(ProcessId asker, Outcome.Stored value) {
        later(random.nextLong(10_000, 2_000_000), "brings " + value.copy(), () -> {
            boolean here = brings(value) && store.keep(value.copy());
            core.askedStore(asker, value.copy(), here);
        });
    }

    @Override
    public void askStore(ProcessId asker, CopyKey copy) {
        core.askedStore(asker, copy, store.keep(copy));
    }

    @Override
    public void resolved(long token, Outcome outcome) {
        reader.resolved(token, outcome);
    }

    @Override
    public void ownerDied(RefKey ref) {}

    @Override
    public void forgotten(RefKey ref) {
        store.forget(ref);
    }

    @Override
    public void confirm(long index) {
        world.control().confirmed(self, index);
    }

    @Override
    public void retryLater(OwnedTask task, int attempt, long delayNanos) {
        later(delayNanos, "retry of " + task, () -> core.retryDue(task.number, attempt));
    }

    @Override
    public void checkGraceAt(long nanos) {
        later(nanos - nowNanos(), "grace ends", core::graceChecked);
    }

    @Override
    public void fetchArguments(HostedTask task) {
        later(random.nextLong(10_000, 1_000_000), "arguments of " + task, () -> {
            List<Dependency> missed = task.push.dependencies().stream()
                    .filter(dependency -> dependency.outcome() instanceof Outcome.Stored stored && !brings(stored))
                    .toList();
            if (missed.isEmpty()) {
                core.argumentsReady(task);
                return;
            }
            world.reached(SimProbes.ARGUMENT_MISSED);
            core.argumentsMissed(task, missed);
        });
    }

    @Override
    public void start(HostedTask task) {
        world.started(self, task);
        Message.Taken known = early.remove(task);
        var body = new SimBody(this, task, known == null ? new Message.Taken(0, 0, 0, 0) : known);
        task.run = body;
        later(random.nextLong(1_000, 50_000), "body of " + task + " begins", body::begin);
    }

    @Override
    public void interrupt(HostedTask task) {
        if (task.run instanceof SimBody body) body.interrupt();
    }

    @Override
    public void forget(HostedTask task) {
        early.remove(task);
        if (task.run instanceof SimBody body) body.forgotten();
    }

    @Override
    public void drop(List<CopyKey> copies) {
        copies.forEach(store::free);
    }

    @Override
    public void makeActor(HostedActor actor) {
        var life = new SimLife();
        actor.shell = life;
        later(random.nextLong(100_000, 5_000_000), actor + " is made", () -> {
            if (world.control().ask(new FetchCreation(actor.spec.id(), actor.epoch)) instanceof Creation
                    && random.nextInt(30) > 0) {
                life.made = true;
                core.actorMade(actor);
            } else {
                core.actorFailed(actor, ActorEnd.CREATION_FAILED, "simulated", Opaque.EMPTY);
            }
        });
    }

    @Override
    public void dropActor(HostedActor actor) {
        if (actor.shell instanceof SimLife life) life.dropped = true;
    }

    /** Repeated by the shell until it is answered: late, and perhaps twice. */
    @Override
    public void tell(DirectoryRequest request) {
        for (int times = random.nextInt(5) == 0 ? 2 : 1; times > 0; times--)
            later(
                    random.nextLong(100_000, 20_000_000),
                    "tells " + request,
                    () -> world.control().ask(request));
    }

    @Override
    public void recheckLater(ActorId actor, long delayNanos) {
        later(delayNanos, "looks again for " + actor, () -> core.recheckDue(actor));
    }

    @Override
    public void lookUp(ActorId actor) {
        lookUp(actor, LOOK_UPS);
    }

    private void lookUp(ActorId actor, int times) {
        later(random.nextLong(100_000, 50_000_000), "looks up " + actor, () -> {
            if (world.control().ask(new LookUpActor(actor)) instanceof Found found) core.learned(found.actor());
            else if (times > 1) lookUp(actor, times - 1);
            else core.forgotten(actor);
        });
    }

    @Override
    public String toString() {
        return core + (alive ? "" : " dead");
    }
}
