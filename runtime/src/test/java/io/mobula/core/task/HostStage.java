package io.mobula.core.task;

import io.mobula.api.ObjectId;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Share;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Value;
import io.mobula.core.message.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host with owners around it, and what it orders. */
final class HostStage implements HostEffects {
    private record Nothing() implements Work, Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    static final Outcome VALUE = new Outcome.Inline(new Nothing(), List.of());

    final List<HostedTask> running = new ArrayList<>();
    final List<HostedTask> fetching = new ArrayList<>();
    final List<String> starts = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final Map<ProcessId, Integer> startsOf = new HashMap<>();
    final HostTasks host;
    private final Map<ProcessId, Long> numbers = new HashMap<>();

    HostStage(Demand capacity, long argumentBytes) {
        host = new HostTasks(new HostTasks.Settings(ProcessId.node(1, 1), capacity, argumentBytes), this);
    }

    static Demand cpus(double count) {
        return new Demand(List.of(new Demand.Amount("cpu", (long) (count * Demand.UNIT))));
    }

    void declare(ProcessId owner, int shape, double cpus, int weight) {
        var share = Optional.of(new Share(owner, weight));
        host.handle(new HostEvent.Declared(owner, new Message.Declare(shape, cpus(cpus), Optional.empty(), share)));
    }

    static Outcome stored(int object, long bytes) {
        var ref = new RefKey(new ObjectId(7, object), ProcessId.driver(99), object);
        return new Outcome.Stored(new CopyKey(ref, 1), ProcessId.node(2, 1), bytes, List.of());
    }

    long push(ProcessId owner, int shape, Outcome... arguments) {
        long task = numbers.merge(owner, 1L, Long::sum);
        var dependencies = new ArrayList<Dependency>();
        for (Outcome argument : arguments)
            dependencies.add(new Dependency(new RefKey(new ObjectId(8, task), owner, task), argument));
        host.handle(new HostEvent.PushArrived(
                owner,
                new Message.Push(
                        task,
                        1,
                        TaskId.root(owner).child(task, 0),
                        owner,
                        1,
                        shape,
                        Urgency.NORMAL,
                        dependencies,
                        List.of(),
                        Long.MAX_VALUE,
                        new Nothing())));
        return task;
    }

    void push(ProcessId owner, int shape, int count) {
        for (int i = 0; i < count; i++) push(owner, shape);
    }

    void ends(int index, long runNanos) {
        HostedTask task = running.remove(index);
        host.handle(new HostEvent.BodyEnded(task, VALUE, runNanos));
        host.handle(new HostEvent.AckArrived(
                task.owner, new Message.ResultAck(task.push.task(), task.push.push(), Message.ResultAck.Verdict.OK)));
    }

    void fetched(HostedTask task) {
        fetching.remove(task);
        host.handle(new HostEvent.ArgumentsReady(task));
    }

    static String name(HostedTask task) {
        return task.owner.number() + "." + task.push.task();
    }

    @Override
    public void fetchArguments(HostedTask task) {
        fetching.add(task);
    }

    @Override
    public void start(HostedTask task) {
        running.add(task);
        starts.add(name(task));
        startsOf.merge(task.owner, 1, Integer::sum);
    }

    @Override
    public void refuse(ProcessId owner, Message.Push push, Message.Refused.Reason reason) {
        sent.add(owner.number() + "." + push.task() + " " + reason);
    }

    @Override
    public void missed(ProcessId owner, Message.Push push, List<RefKey> arguments) {
        sent.add(owner.number() + "." + push.task() + " missed " + arguments.size());
    }

    @Override
    public void send(ProcessId owner, Message message) {
        switch (message) {
            case Message.Load(int thousandths) -> sent.add(owner.number() + " load " + thousandths);
            case Message.Result result
            when result.outcome() instanceof Outcome.Failed failed ->
                sent.add(owner.number() + "." + result.task() + " " + failed.failure());
            default -> {}
        }
    }

    @Override
    public void interrupt(HostedTask task) {}

    @Override
    public void emit(HostedTask task, Message.Emit emit) {
        throw new AssertionError("nothing here is a stream");
    }

    @Override
    public void dropElement(Outcome element) {
        throw new AssertionError("nothing here is a stream");
    }

    @Override
    public void taken(HostedTask task, Message.Taken taken) {
        throw new AssertionError("nothing here is a stream");
    }

    @Override
    public void clearAnswer(HostedTask task, Outcome outcome) {
        throw new AssertionError("no refs travel here");
    }

    @Override
    public void closeOrphan(HostedTask task) {}

    @Override
    public void acknowledged(HostedTask task) {}

    @Override
    public void dropStored(HostedTask task, Message.Result result) {}

    @Override
    public void makeActor(HostedActor actor) {}

    @Override
    public void dropActor(HostedActor actor) {}

    @Override
    public void tell(DirectoryRequest request) {}

    @Override
    public void forget(HostedTask task) {}
}
