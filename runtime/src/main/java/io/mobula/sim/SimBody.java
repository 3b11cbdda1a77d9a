package io.mobula.sim;

import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body that runs: children first, all submitted and then awaited with the CPU lent, then its own time, then its end. */
final class SimBody {
    private final SimProcess process;
    private final HostedTask task;
    private final Script script;
    private final List<SimCell> children = new ArrayList<>();
    /** Once it emits. */
    private @Nullable SimEmission emission;

    /** What the consumer had when the last was heard of it. */
    private Message.Taken known;

    private boolean blocked;
    private boolean interrupted;
    private boolean ended;

    SimBody(SimProcess process, HostedTask task, Message.Taken known) {
        this.known = known;
        this.process = process;
        this.task = task;
        this.script = (Script) task.push.work();
    }

    void begin() {
        if (ended) return;
        if (task.actor != null && process.exits(task)) process.core().actorExits(task.actor);
        List<SimCell> forwarded = script.forwarded(process.arguments(task));
        for (Script child : script.children()) children.add(process.submit(child, forwarded, 2, Long.MAX_VALUE));
        if (children.isEmpty()) {
            emit();
            return;
        }
        blocked = true;
        process.core().bodyBlocked(task);
        for (SimCell child : children) child.onEnd(this::childEnded);
    }

    private void childEnded() {
        if (ended || !blocked || children.stream().anyMatch(child -> child.outcome() == null)) return;
        blocked = false;
        process.core().bodyResumed(task);
        emit();
    }

    private void emit() {
        if (script.elements() == 0) {
            work();
            return;
        }
        var started = new SimEmission(process, task, script, returned(), () -> {
            if (!ended) work();
        });
        emission = started;
        if (interrupted) started.stop();
        started.begin(known);
    }

    void taken(Message.Taken news) {
        known = news;
        if (emission != null) emission.taken(news);
    }

    private void work() {
        if (task.actor != null && script.seed() % 4 == 0)
            process.later(
                    script.runNanos() / 2,
                    "stage of " + task,
                    () -> process.core().stageReturned(task));
        process.later(script.runNanos(), "body of " + task + " ends", () -> {
            if (!ended) end(result());
        });
    }

    /** A cancelled body ends soon, a stubborn one as if nothing had been. */
    void interrupt() {
        interrupted = true;
        if (emission != null) emission.stop();
        if (script.seed() % 3 == 0) return;
        process.later(50_000, "body of " + task + " is interrupted", () -> {
            if (!ended) end(new Outcome.Failed(new Failure.Cancelled()));
        });
    }

    private Outcome result() {
        if (emission != null && emission.isCut()) return new Outcome.Failed(new Failure.Cancelled());
        for (SimCell child : children) if (child.outcome() instanceof Outcome.Failed failed) return failed;
        if (task.push.attempt() <= script.failures()) {
            return new Outcome.Failed(new Failure.Application(new SimValue(script.seed()), List.of("sim.Failure")));
        }
        var arguments = new ArrayList<Long>();
        for (Dependency dependency : task.push.dependencies()) arguments.add(process.valueOf(dependency.outcome()));
        long number = script.result(arguments);
        return script.isLarge(task.push.attempt())
                ? process.store(task, number, returned())
                : new Outcome.Inline(new SimValue(number), returned());
    }

    private List<RefKey> returned() {
        if (script.refs() != Script.Refs.RETURNS) return List.of();
        children.forEach(process::escape);
        return children.stream().map(child -> child.ref).toList();
    }

    private void end(Outcome outcome) {
        ended = true;
        process.core().bodyEnded(task, outcome, script.runNanos());
    }

    /** The entry has ended: what the body held for its answer is let go. */
    void forgotten() {
        children.forEach(process::drop);
        children.clear();
    }
}
