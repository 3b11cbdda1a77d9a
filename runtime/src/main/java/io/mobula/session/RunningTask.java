package io.mobula.session;

import io.mobula.api.Priority;
import io.mobula.api.TaskContext;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Urgency;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.TaskOptions.Lifetime;
import io.mobula.executor.BodyRun;
import io.mobula.output.TaskOutputs;
import io.mobula.output.Voice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What runs on this thread, as its body sees it: a task, a call on an actor, or the making of one. */
final class RunningTask implements TaskContext {
    private static final ScopedValue<RunningTask> CURRENT = ScopedValue.newInstance();

    /**
     * What it is.
     *
     * @param id of the task whose children it submits
     * @param shown the id in logs and errors
     */
    record Subject(TaskId id, String shown, ProcessId job, int attempt, Urgency urgency, long deadlineNanos) {
        static Subject of(HostedTask task) {
            Message.Push push = task.push;
            long budget = push.budgetNanos();
            long deadline = budget == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + budget;
            return new Subject(push.id(), push.id().toString(), push.job(), push.attempt(), push.urgency(), deadline);
        }

        /** The making of this life of an actor. */
        static Subject of(HostedActor actor) {
            ActorId id = actor.spec.id();
            return new Subject(
                    new TaskId(id.high(), id.low()),
                    id.toString(),
                    actor.spec.job(),
                    actor.epoch,
                    Urgency.NORMAL,
                    Long.MAX_VALUE);
        }
    }

    private final Subject subject;
    private final Engine engine;
    private final String node;
    private final BodyRun run;
    /** Null while an actor is made, which takes no slot. */
    private final @Nullable HostedTask task;

    private final @Nullable ActorLife actor;

    private final Thread thread = Thread.currentThread();

    /** Made when it first prints: most never do. */
    private volatile @Nullable Voice voice;

    /** Made when the body first asks: most never submit anything. */
    private volatile @Nullable MobulaSession session;

    private RunningTask(
            Subject subject,
            Engine engine,
            String node,
            BodyRun run,
            @Nullable HostedTask task,
            @Nullable ActorLife actor) {
        this.subject = subject;
        this.engine = engine;
        this.node = node;
        this.run = run;
        this.task = task;
        this.actor = actor;
    }

    static RunningTask ofTask(HostedTask task, Engine engine, String node, BodyRun run) {
        return new RunningTask(Subject.of(task), engine, node, run, task, null);
    }

    /** What a call submits is its actor's doing, whoever called: it is of the actor's job. */
    static RunningTask ofCall(HostedTask call, ActorLife actor, Engine engine, String node, BodyRun run) {
        Subject of = Subject.of(call);
        ProcessId job = actor.spec().job();
        var subject = new Subject(of.id, of.shown, job, of.attempt, of.urgency, of.deadlineNanos);
        return new RunningTask(subject, engine, node, run, call, actor);
    }

    static RunningTask ofMaking(ActorLife actor, Engine engine, String node, BodyRun run) {
        return new RunningTask(Subject.of(actor.hosted()), engine, node, run, null, actor);
    }

    static @Nullable RunningTask current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    Engine engine() {
        return engine;
    }

    /** Of an actor's call, or its making. */
    @Nullable
    ActorLife actor() {
        return actor;
    }

    /** Null while an actor is made. */
    @Nullable
    HostedTask task() {
        return task;
    }

    boolean isMaking() {
        return task == null;
    }

    /** It waits for others, and lends its CPU meanwhile. */
    void blocked() {
        if (task == null) return;
        engine.process().core().bodyBlocked(task);
        if (actor != null && isOnItsThread()) actor.callWaits();
    }

    void resumed() {
        if (task == null) return;
        if (actor != null && isOnItsThread()) actor.callGoesOn();
        engine.process().core().bodyResumed(task);
    }

    /** Not on one that the body has forked: it runs on while that one waits. */
    private boolean isOnItsThread() {
        return Thread.currentThread() == thread;
    }

    /** The task's own: its children are numbered, so there is one, whichever of the body's threads asks. */
    MobulaSession session() {
        MobulaSession present = session;
        return present == null ? openSession() : present;
    }

    private synchronized MobulaSession openSession() {
        MobulaSession present = session;
        if (present != null) return present;
        boolean detached = actor != null && actor.spec().detached();
        var family = new Family(engine.process());
        var scope = new MobulaSession.Scope(
                engine,
                subject.job,
                subject.id,
                new AtomicLong(),
                Closing.NEVER,
                detached ? Lifetime.DETACHED : Lifetime.JOB,
                subject.deadlineNanos,
                Optional.of(family));
        present = new MobulaSession(scope, priority());
        session = present;
        run.whenInterrupted(() -> {
            if (task == null || !task.sparesChildren()) family.cancel();
        });
        return present;
    }

    <R> R in(ScopedValue.CallableOp<R, Throwable> body) throws Throwable {
        if (engine.outputs() == null) return ScopedValue.where(CURRENT, this).call(body);
        Voices.inheritable();
        try {
            return ScopedValue.where(CURRENT, this).call(body);
        } finally {
            Voice spoken = voice;
            if (spoken != null) spoken.end();
        }
    }

    /** As whom it prints; null where that is as the process. */
    @Nullable
    Voice voice() {
        Voice present = voice;
        if (present != null) return present;
        TaskOutputs outputs = engine.outputs();
        return outputs == null ? null : openVoice(outputs);
    }

    private synchronized @Nullable Voice openVoice(TaskOutputs outputs) {
        if (voice == null)
            voice = outputs.voice(subject.job.toString(), label()).orElse(null);
        return voice;
    }

    /** {@code fit node-2}, {@code Counter actor hits node-1}. */
    private String label() {
        if (actor != null) return ActorNames.speaking(actor.spec()) + " " + node;
        return (task == null ? subject.shown : engine.payloads().name(task)) + " " + node;
    }

    @Override
    public String id() {
        return subject.shown;
    }

    @Override
    public int attempt() {
        return subject.attempt;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Optional<Duration> remaining() {
        return subject.deadlineNanos == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(subject.deadlineNanos - System.nanoTime()));
    }

    @Override
    public Priority priority() {
        return Priority.valueOf(subject.urgency.name());
    }

    @Override
    public boolean isCancelled() {
        return run.isInterrupted();
    }
}
