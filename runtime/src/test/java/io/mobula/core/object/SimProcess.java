package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One process: the real core under the least shell that pushes tasks, runs bodies and tells the core what it must be told. */
final class SimProcess implements RefEffects {
    /** A push under way, at its owner. */
    private record Task(RefKey result, MessageKey push, List<RefKey> refs) {}

    /** A body that has ended, until its answer may leave. */
    private record Answer(Outcome outcome) {}

    private record Wish(RefKey ref, SimActor actor) {}

    final ProcessId id;
    final Set<ProcessId> dead = new LinkedHashSet<>();
    boolean alive = true;
    /** Entries of the log it has read. */
    int read;

    private final RefWorld world;
    private final Random random;
    private final References references;
    private final SimActor program = SimActor.program();
    private final Map<MessageKey, SimActor> bodies = new LinkedHashMap<>();
    private final Map<MessageKey, Answer> answers = new LinkedHashMap<>();
    private final Map<MessageKey, Boolean> broughtRefs = new LinkedHashMap<>();
    private final Map<Long, Task> tasks = new LinkedHashMap<>();
    private final Map<Long, Wish> wishes = new LinkedHashMap<>();
    private final Map<RefKey, Outcome> outcomes = new LinkedHashMap<>();
    /** Own refs of the table. */
    private final Set<RefKey> owned = new LinkedHashSet<>();

    private final Map<Long, Verdict> verdicts = new LinkedHashMap<>();
    private long lastToken;
    private long arrivals;
    private boolean refused;
    /** The event under way. */
    private RefEvent event = new RefEvent.Settled(0);
    /** Events that an effect brought about; told when the one under way is done. */
    private final List<RefEvent> later = new ArrayList<>();

    SimProcess(RefWorld world, ProcessId id) {
        this.world = world;
        this.random = world.random;
        this.id = id;
        this.references = new References(id);
    }

    private void tell(RefEvent event) {
        this.event = event;
        references.handle(event, this);
        references.validate();
        if (!later.isEmpty()) tell(later.removeFirst());
    }

    void stop() {
        alive = false;
        world.network.clearTo(id);
    }

    // What user code does

    void act() {
        SimActor actor = anyActor();
        switch (random.nextInt(12)) {
            case 0 -> put(actor);
            case 1, 2, 3 -> submit(actor);
            case 4, 5 -> resolve(actor);
            case 6, 7 -> decode(actor);
            case 8 -> drop(program);
            case 9, 10 -> {
                if (!actor.program) end(actor);
            }
            default -> cancel();
        }
    }

    private SimActor anyActor() {
        if (bodies.isEmpty() || random.nextInt(3) == 0) return program;
        return List.copyOf(bodies.values()).get(random.nextInt(bodies.size()));
    }

    /** Lets go of everything; whether there was anything. */
    boolean wind() {
        boolean moved = !bodies.isEmpty() || !program.refs.isEmpty();
        for (SimActor body : List.copyOf(bodies.values())) end(body);
        while (!program.refs.isEmpty()) drop(program);
        return moved;
    }

    private List<RefKey> some(Collection<RefKey> from, int most, int below) {
        var chosen = new ArrayList<RefKey>();
        for (RefKey ref : from) {
            if (chosen.size() < most && !dead.contains(ref.owner()) && world.level(ref) < below && random.nextBoolean())
                chosen.add(ref);
        }
        return chosen;
    }

    private RefKey create(SimActor actor, int level) {
        RefKey ref = world.create(id, level);
        owned.add(ref);
        tell(new RefEvent.Escaped(ref));
        actor.refs.add(ref);
        if (!actor.program) actor.made.add(ref);
        return ref;
    }

    private void put(SimActor actor) {
        int level = 1 + random.nextInt(3);
        List<RefKey> inside = some(actor.refs, 2, level);
        RefKey ref = create(actor, level);
        seal(ref, outcome(ref, inside));
        actor.known.put(ref, inside);
    }

    private Outcome outcome(RefKey ref, List<RefKey> inside) {
        return random.nextBoolean()
                ? new Outcome.Inline(SimBytes.FEW, inside)
                : new Outcome.Stored(new CopyKey(ref, 0), id, 1 << 20, inside);
    }

    private void seal(RefKey ref, Outcome outcome) {
        if (!owned.contains(ref)) return;
        outcomes.put(ref, outcome);
        tell(new RefEvent.Sealed(ref, outcome));
    }

    private void submit(SimActor actor) {
        SimProcess host = world.any();
        if (host == this || (dead.contains(host.id) && random.nextInt(8) != 0)) return;
        List<RefKey> refs = some(actor.refs, 3, Integer.MAX_VALUE);
        RefKey result = create(actor, 1 + random.nextInt(3));
        push(result, host.id, refs, 1, actor);
    }

    private void push(RefKey result, ProcessId host, List<RefKey> refs, int push, SimActor actor) {
        long number = result.run();
        var dependencies = new ArrayList<Dependency>();
        for (RefKey ref : refs) {
            Outcome outcome = outcomes.get(ref);
            if (outcome != null && !(outcome instanceof Outcome.Failed) && actor.known.containsKey(ref))
                dependencies.add(new Dependency(ref, outcome));
        }
        var key = MessageKey.push(host, number, push);
        refused = false;
        if (!refs.isEmpty()) tell(new RefEvent.MessageSent(key, refs, dependencies));
        if (refused || dead.contains(host)) {
            seal(result, new Outcome.Failed(new Failure.JobEnded()));
            return;
        }
        tasks.put(number, new Task(result, key, refs));
        world.sent(
                id,
                host,
                new Message.Push(
                        number,
                        push,
                        new TaskId(0, number),
                        id,
                        1,
                        0,
                        Urgency.NORMAL,
                        dependencies,
                        refs,
                        Long.MAX_VALUE,
                        SimBytes.FEW));
    }

    private void resolve(SimActor actor) {
        var unknown = actor.refs.stream()
                .filter(ref -> !dead.contains(ref.owner()) && !actor.known.containsKey(ref))
                .toList();
        if (unknown.isEmpty()) return;
        RefKey ref = unknown.get(random.nextInt(unknown.size()));
        long token = ++lastToken;
        wishes.put(token, new Wish(ref, actor));
        tell(new RefEvent.ResolveWanted(ref, token));
    }

    /** A value whose owner is known dead is not decoded (REF-5). */
    private void decode(SimActor actor) {
        var inside = new ArrayList<RefKey>();
        actor.known.forEach((value, inner) -> {
            if (!dead.contains(value.owner())) inside.addAll(inner);
        });
        inside.removeIf(ref -> dead.contains(ref.owner()) || actor.refs.contains(ref));
        if (inside.isEmpty()) return;
        RefKey ref = inside.get(random.nextInt(inside.size()));
        world.gained(this, ref);
        actor.refs.add(ref);
        if (actor.program) tell(new RefEvent.LocalHoldAdded(ref));
    }

    private void drop(SimActor actor) {
        if (actor.refs.isEmpty()) return;
        RefKey ref = List.copyOf(actor.refs).get(random.nextInt(actor.refs.size()));
        actor.refs.remove(ref);
        actor.known.remove(ref);
        tell(new RefEvent.LocalHoldDropped(ref));
    }

    private void end(SimActor body) {
        MessageKey push = bodies.entrySet().stream()
                .filter(e -> e.getValue() == body)
                .findFirst()
                .orElseThrow()
                .getKey();
        List<RefKey> returned = some(body.refs, 3, body.level);
        List<RefKey> kept = new ArrayList<>();
        if (!world.resting() && random.nextBoolean()) {
            for (RefKey ref : some(body.refs, 2, Integer.MAX_VALUE)) if (program.refs.add(ref)) kept.add(ref);
        }
        Outcome outcome = random.nextInt(8) == 0
                ? new Outcome.Failed(new Failure.Cancelled())
                : outcome(world.ref(push.task()), returned);
        bodies.remove(push);
        body.ended = true;
        if (!dead.contains(push.peer())) answers.put(push, new Answer(outcome));
        boolean seen = broughtRefs.remove(push)
                || !kept.isEmpty()
                || !outcome.refsInside().isEmpty();
        if (world.mutation == Mutation.ANSWERS_UNREGISTERED) answer(push, List.of());
        if (seen) tell(new RefEvent.BodyEnded(push, kept, outcome));
        else if (!dead.contains(push.peer())) answer(push, List.of());
        for (RefKey made : body.made) {
            tell(new RefEvent.LocalHoldDropped(made));
        }
    }

    private void answer(MessageKey push, List<Message.CarriedBorrow> carried) {
        Answer answer = answers.remove(push);
        if (answer != null)
            world.sent(id, push.peer(), new Message.Result(push.task(), push.push(), answer.outcome(), carried, 1));
    }

    private void cancel() {
        var open = tasks.values().stream()
                .filter(task -> owned.contains(task.result()) && !outcomes.containsKey(task.result()))
                .toList();
        if (open.isEmpty()) return;
        Task task = open.get(random.nextInt(open.size()));
        seal(task.result(), new Outcome.Failed(new Failure.Cancelled()));
        if (world.mutation == Mutation.CANCEL_UNPINS) tell(new RefEvent.AnswerArrived(task.push()));
    }

    // What comes in

    void receive(ProcessId from, Message message) {
        if (dead.contains(from)) return;
        switch (message) {
            case Message.Push push -> receive(from, push);
            case Message.Result result -> receive(from, result);
            case Message.Refused bounced -> {
                Task task = tasks.remove(bounced.task());
                if (!task.refs().isEmpty()) tell(new RefEvent.AnswerArrived(task.push()));
                if (!outcomes.containsKey(task.result()))
                    seal(task.result(), new Outcome.Failed(new Failure.JobEnded()));
            }
            case Message.ResultAck ack ->
                tell(new RefEvent.ResultAckArrived(MessageKey.push(from, ack.task(), ack.push())));
            case Message.AboutRefs about -> tell(new RefEvent.AboutRefsArrived(from, renumbered(about)));
            case Message.ToHost other -> throw new AssertionError(other);
            case Message.ToOwner other -> throw new AssertionError(other);
        }
    }

    private Message.AboutRefs renumbered(Message.AboutRefs about) {
        if (world.mutation != Mutation.IGNORES_NUMBERS) return about;
        return switch (about) {
            case Message.Release release -> new Message.Release(release.ref(), ++arrivals + 1_000_000);
            default -> about;
        };
    }

    private void receive(ProcessId from, Message.Push push) {
        if (random.nextInt(20) == 0) {
            world.sent(id, from, new Message.Refused(push.task(), push.push(), Message.Refused.Reason.NO_CREDIT));
            return;
        }
        var key = MessageKey.push(from, push.task(), push.push());
        SimActor body = SimActor.body(world.level(world.ref(push.task())));
        for (RefKey ref : push.refs()) {
            if (dead.contains(ref.owner())) continue;
            world.gained(this, ref);
            body.refs.add(ref);
        }
        for (Dependency dependency : push.dependencies()) {
            if (dead.contains(dependency.ref().owner())) continue;
            body.known.put(dependency.ref(), dependency.outcome().refsInside());
            outcomes.putIfAbsent(dependency.ref(), dependency.outcome());
        }
        broughtRefs.put(key, !push.refs().isEmpty());
        if (!push.refs().isEmpty()) tell(new RefEvent.MessageArrived(key, push.refs(), push.dependencies()));
        bodies.put(key, body);
    }

    private void receive(ProcessId from, Message.Result result) {
        Task task = tasks.get(result.task());
        boolean counts = task != null && task.push().push() == result.push() && !outcomes.containsKey(task.result());
        Optional<RefKey> object =
                counts && owned.contains(task.result()) ? Optional.of(task.result()) : Optional.empty();
        var push = MessageKey.push(from, result.task(), result.push());
        if (object.isEmpty()) world.reached("stale answer");
        verdicts.put(result.task(), object.isPresent() ? Verdict.OK : Verdict.STALE);
        object.ifPresent(ref -> outcomes.put(ref, result.outcome()));
        for (RefKey inner : result.outcome().refsInside()) if (!dead.contains(inner.owner())) world.gained(this, inner);
        if (world.mutation == Mutation.ANSWER_UNPINS) tell(new RefEvent.AnswerArrived(push));
        if (world.mutation == Mutation.ACKS_UNREGISTERED) acknowledge(push);
        if (world.mutation == Mutation.IGNORES_STALE_ANSWERS && object.isEmpty()) {
            tell(new RefEvent.AnswerArrived(push));
            acknowledge(push);
            return;
        }
        boolean seen = task == null
                || !task.refs().isEmpty()
                || !result.kept().isEmpty()
                || !result.outcome().refsInside().isEmpty();
        if (seen) {
            tell(new RefEvent.ResultArrived(from, result, object));
        } else {
            object.ifPresent(ref -> tell(new RefEvent.Sealed(ref, result.outcome())));
            acknowledge(push);
        }
    }

    private void acknowledge(MessageKey push) {
        tasks.remove(push.task());
        Verdict verdict = verdicts.remove(push.task());
        if (verdict != null) world.sent(id, push.peer(), new Message.ResultAck(push.task(), push.push(), verdict));
    }

    void heard(RefEvent entry) {
        if (!(entry instanceof RefEvent.Died died)) {
            tell(entry);
            return;
        }
        if (died.process().equals(id)) {
            world.reached("zombie learnt of its death");
            tell(entry);
            stop();
            return;
        }
        if (world.mutation == Mutation.DEATH_UNPINS) {
            for (Task task : tasks.values()) {
                if (task.push().peer().equals(died.process())) tell(new RefEvent.AnswerArrived(task.push()));
            }
        }
        dead.add(died.process());
        answers.keySet().removeIf(push -> push.peer().equals(died.process()));
        tell(entry);
        for (Task task : List.copyOf(tasks.values())) {
            if (!task.push().peer().equals(died.process())) continue;
            tasks.remove(task.push().task());
            verdicts.remove(task.push().task());
            if (!owned.contains(task.result()) || outcomes.containsKey(task.result())) continue;
            ProcessId next = world.any().id;
            boolean again = !next.equals(id) && task.refs().stream().noneMatch(ref -> dead.contains(ref.owner()));
            if (again) world.reached("pushed again");
            if (again) push(task.result(), next, task.refs(), task.push().push() + 1, program);
            else seal(task.result(), new Outcome.Failed(new Failure.RetriesExhausted(1, died.process())));
        }
    }

    // What the core orders

    @Override
    public void send(ProcessId to, Message message) {
        if (dead.contains(to)) throw new AssertionError("REF-6: " + id + " sends to the dead " + to + ": " + message);
        world.trace(message);
        world.sent(id, to, message);
        if (message instanceof Message.Borrow && event instanceof RefEvent.Died) world.reached("orphan registered");
        if (message instanceof Message.Borrow && event instanceof RefEvent.LocalHoldDropped)
            world.reached("value waited for what was decoded from it");
        if (message instanceof Message.Free) world.reached("copies told");
        if (message instanceof Message.BorrowAck ack && ack.standing() == Message.BorrowAck.Standing.FREED)
            world.reached("borrow of a freed ref");
        if (message instanceof Message.Borrow borrow && world.mutation == Mutation.BELIEVES_UNACKED) {
            var ack = new Message.BorrowAck(borrow.ref(), borrow.number(), Message.BorrowAck.Standing.HELD);
            later.add(new RefEvent.AboutRefsArrived(to, ack));
        }
    }

    @Override
    public void free(RefKey ref) {
        world.trace(ref);
        owned.remove(ref);
        world.freed(this, ref);
    }

    @Override
    public void mayAnswer(MessageKey push, List<Message.CarriedBorrow> carried) {
        if (!carried.isEmpty()) world.reached("borrow carried");
        if (event instanceof RefEvent.AboutRefsArrived) world.reached("answer waited for an acknowledgement");
        answer(push, carried);
    }

    @Override
    public void mayAck(MessageKey push) {
        if (event instanceof RefEvent.AboutRefsArrived) world.reached("result waited for an acknowledgement");
        acknowledge(push);
    }

    @Override
    public void refused(MessageKey push) {
        refused = true;
        world.reached("push to the dead refused");
    }

    @Override
    public void resolved(long token, Outcome outcome) {
        Wish wish = wishes.remove(token);
        if (wish == null) throw new AssertionError("LIV-1: token " + token + " is answered twice");
        if (outcome instanceof Outcome.Failed(Failure.OwnerDied _)) world.reached("resolver told that the owner died");
        if (outcome instanceof Outcome.Failed
                || wish.actor().ended
                || !wish.actor().refs.contains(wish.ref())) return;
        wish.actor().known.put(wish.ref(), outcome.refsInside());
        if (!wish.ref().owner().equals(id)) outcomes.put(wish.ref(), outcome);
    }

    @Override
    public void ownerDied(RefKey ref) {
        if (!dead.contains(ref.owner())) throw new AssertionError("REF-6: " + ref + " is said to be a dead one's");
        if (event instanceof RefEvent.MessageArrived) world.reached("ref of the dead arrived");
    }

    @Override
    public void wasFreed(RefKey ref) {
        if (!world.declared(id) && !world.declared(ref.owner())) {
            throw new AssertionError("SAFE: " + id + " asks for " + ref + ", which is freed");
        }
    }

    @Override
    public void forgotten(RefKey ref) {
        if (uses(ref) && !world.declared(id))
            throw new AssertionError("SAFE: " + id + " forgets " + ref + " and uses it");
    }

    @Override
    public void located(RefKey ref, Outcome.Stored stored) {
        world.reached("another copy found");
        outcomes.put(ref, stored);
    }

    /** No task makes it again here. */
    @Override
    public void lost(RefKey ref, Optional<ProcessId> at) {
        world.reached("copy lost");
        var failure = new Failure.CopyLost(ref, at.orElseThrow(), Failure.CopyLost.Why.NO_TASK);
        outcomes.put(ref, new Outcome.Failed(failure));
        later.add(new RefEvent.Sealed(ref, new Outcome.Failed(failure)));
    }

    @Override
    public void revived(RefKey ref, Optional<Outcome> known) {
        throw new AssertionError("nothing is made again: " + ref);
    }

    @Override
    public void storedFreed(RefKey ref) {}

    @Override
    public void copiesAsked(ProcessId asker, Message.Persist wish) {
        throw new AssertionError("nobody persists: " + wish);
    }

    @Override
    public void persisted(long token, int copies) {
        throw new AssertionError("nobody persists: " + token);
    }

    @Override
    public void askFetch(ProcessId asker, Outcome.Stored value) {
        throw new AssertionError("nobody persists: " + value);
    }

    @Override
    public void askStore(ProcessId asker, CopyKey copy) {
        boolean here = random.nextInt(3) == 0;
        if (asker.equals(id)) later.add(new RefEvent.CopyTold(copy, here));
        else world.sent(id, asker, new Message.CopyTold(copy, here));
    }

    @Override
    public void discard(List<CopyKey> copies) {}

    @Override
    public void confirm(long index) {
        if (!(event instanceof RefEvent.Died)) world.reached("confirmation waited for an acknowledgement");
        world.confirm(id, index);
    }

    // The truth

    /** Whether anything here may still use the ref. */
    boolean uses(RefKey ref) {
        if (dead.contains(ref.owner())) return false;
        if (uses(program, ref)) return true;
        for (SimActor body : bodies.values()) if (uses(body, ref)) return true;
        for (RefKey own : owned) {
            Outcome outcome = outcomes.get(own);
            if (outcome != null && outcome.refsInside().contains(ref)) return true;
        }
        return answers.values().stream()
                .anyMatch(answer -> answer.outcome().refsInside().contains(ref));
    }

    private boolean uses(SimActor actor, RefKey ref) {
        if (actor.refs.contains(ref)) return true;
        for (var value : actor.known.entrySet()) {
            if (!dead.contains(value.getKey().owner())
                    && actor.refs.contains(value.getKey())
                    && value.getValue().contains(ref)) return true;
        }
        return false;
    }

    /** Whether this message, once here, lets somebody use the ref. */
    boolean wouldGain(Message message, RefKey ref) {
        return switch (message) {
            case Message.Push push ->
                push.refs().contains(ref)
                        || push.dependencies().stream()
                                .anyMatch(d -> !dead.contains(d.ref().owner())
                                        && d.outcome().refsInside().contains(ref));
            case Message.Result result -> result.outcome().refsInside().contains(ref);
            case Message.Resolved resolved ->
                resolved.outcome().refsInside().contains(ref)
                        && wishes.values().stream()
                                .anyMatch(wish -> wish.ref().equals(resolved.ref())
                                        && wish.actor().refs.contains(wish.ref()));
            case Message.ToHost _, Message.ToOwner _, Message.AboutRefs _ -> false;
        };
    }

    void checkRest() {
        if (!references.isEmpty()) throw new AssertionError("LIV-1: at rest " + references);
        if (!wishes.isEmpty()) throw new AssertionError("LIV-1: " + id + " still waits for " + wishes);
        if (!tasks.isEmpty()) throw new AssertionError("LIV-1: " + id + " has open tasks " + tasks);
        if (!answers.isEmpty()) throw new AssertionError("LIV-1: " + id + " may not send " + answers);
        if (!owned.isEmpty()) throw new AssertionError("LIV-1: " + id + " has not freed " + owned);
    }
}
