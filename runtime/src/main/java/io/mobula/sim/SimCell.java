package io.mobula.sim;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a simulated task, with what a checker must know of how it came about. */
final class SimCell {
    final RefKey ref;
    final Script script;
    final List<SimCell> arguments;
    final int maxRetries;
    final long deadlineNanos;
    final Shape.Target target;
    final Demand demand;
    /** Of a call: its place in its lane. */
    long turn;

    boolean cancelled;
    /** Of a call: it ends its actor. */
    boolean exits;
    /** It is in its owner's reference table. */
    boolean escaped;
    /** The user, and the tasks submitted with it that have not ended. */
    int holders = 1;

    /** Bodies begun for it, anywhere. */
    int starts;

    /** Its owner has freed it, and perhaps let it in again since. */
    boolean freed;
    /** Its value was lost and is made again. */
    boolean making;
    /** Bodies begun for it in this making. */
    int startsInMaking;

    private @Nullable Outcome outcome;
    private final long expected;
    private final List<Runnable> waiters = new ArrayList<>();

    SimCell(RefKey ref, Script script, List<SimCell> arguments, int maxRetries, long deadlineNanos, Shape shape) {
        this.ref = ref;
        this.script = script;
        this.arguments = arguments;
        this.maxRetries = maxRetries;
        this.deadlineNanos = deadlineNanos;
        this.target = shape.target();
        this.demand = shape.demand();
        this.expected = script.result(arguments.stream().map(SimCell::expected).toList());
    }

    ProcessId owner() {
        return ref.owner();
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    void complete(Outcome value) {
        if (outcome != null) throw new IllegalStateException(this + " completed twice: " + outcome + ", then " + value);
        outcome = value;
        waiters.forEach(Runnable::run);
        waiters.clear();
    }

    /** Its value, which was there before, is there again, or will never be. */
    void renew(Outcome value) {
        making = false;
        outcome = value;
    }

    void onEnd(Runnable waiter) {
        if (outcome != null) waiter.run();
        else waiters.add(waiter);
    }

    boolean isCall() {
        return target instanceof Shape.ActorLane;
    }

    long expected() {
        return expected;
    }

    @Override
    public String toString() {
        return "task #" + ref.run() + " of " + ref.owner();
    }
}
