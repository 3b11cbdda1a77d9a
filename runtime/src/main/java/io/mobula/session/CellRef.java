package io.mobula.session;

import io.mobula.api.CancelMode;
import io.mobula.api.Explanation;
import io.mobula.api.Fn;
import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome.Failure;
import io.mobula.api.Outcome.Success;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ObjectReleasedException;
import io.mobula.api.error.ValueException;
import io.mobula.api.spi.Bodies;
import io.mobula.core.message.Outcome;
import io.mobula.core.process.ProcessCore;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import io.mobula.process.RefBook;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A ref: a cell, and the session whose verbs it offers. */
final class CellRef<T extends @Nullable Object> implements ObjectRef<T>, RefBook.Handle, Serializable {
    private static final long serialVersionUID = 1L;

    /** Times that a value may be found missing where its owner says it is, in one {@code get}. */
    private static final int MOST_MISSES = 16;

    final transient Cell cell;
    private final transient MobulaSession session;
    private transient RefBook.@Nullable Hold hold;
    private volatile boolean released;

    CellRef(Cell cell, MobulaSession session) {
        this.cell = cell;
        this.session = session;
    }

    MobulaSession session() {
        return session;
    }

    void checkOpen() {
        if (released)
            throw new ObjectReleasedException(
                    ErrorCode.OBJECT_RELEASED,
                    cell.name + " was released here. Keep the ref for as long as you use it",
                    null);
    }

    @Override
    public synchronized boolean holdUntilReleased(RefBook.Hold newHold) {
        hold = newHold;
        return !released;
    }

    @Override
    public synchronized void release() {
        released = true;
        if (hold != null) hold.run();
    }

    @Override
    public T get() {
        return value(waitFor(Long.MAX_VALUE));
    }

    @Override
    public T get(Duration atMost) {
        checkOpen();
        long deadline = System.nanoTime() + Math.max(0, nanos(atMost));
        Outcome outcome = Waiting.forCell(session.engine().process(), cell, deadline);
        if (outcome == null) {
            throw new GetTimeoutException(
                    ErrorCode.GET_TIMED_OUT,
                    cell.name + " has not ended after " + atMost.toMillis() + " ms; it goes on: "
                            + explain().summary(),
                    null);
        }
        return value(outcome, deadline);
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException centuries) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE / 4;
        }
    }

    private Outcome waitFor(long deadlineNanos) {
        checkOpen();
        for (; ; ) {
            Outcome outcome = Waiting.forCell(session.engine().process(), cell, deadlineNanos);
            if (outcome != null) return outcome;
        }
    }

    Outcome await() {
        return waitFor(Long.MAX_VALUE);
    }

    private T value(Outcome outcome) {
        return value(outcome, Long.MAX_VALUE);
    }

    @SuppressWarnings("unchecked")
    private T value(Outcome outcome, long deadlineNanos) {
        Outcome present = outcome;
        for (int misses = 0; ; misses++) {
            if (present instanceof Outcome.Failed(var failure))
                throw session.engine().words().exception(failure, cell, session);
            try {
                return (T) session.engine().payloads().open(present, session);
            } catch (MissedCopy missed) {
                if (misses == MOST_MISSES) throw StoredValues.lost(missed.stored, missed);
                present = again(missed.stored, deadlineNanos);
            } finally {
                Reference.reachabilityFence(this); // its hold lasts until here
            }
        }
    }

    /** What the owner says when it has heard that the bytes are not there; waits for it. */
    private Outcome again(Outcome.Stored missed, long deadlineNanos) {
        LocalProcess process = session.engine().process();
        Cell answer = process.refs().askAgain(cell, missed);
        for (; ; ) {
            Outcome outcome = Waiting.forCell(process, answer, deadlineNanos);
            if (outcome != null) return outcome;
            if (System.nanoTime() - deadlineNanos < 0 || deadlineNanos == Long.MAX_VALUE) continue;
            throw new GetTimeoutException(
                    ErrorCode.GET_TIMED_OUT,
                    "The value of " + cell.name
                            + " was lost, and is not there again in the time given; its recovery goes on: "
                            + explain().summary(),
                    null);
        }
    }

    @Override
    public io.mobula.api.Outcome<T> outcome() {
        Outcome outcome = waitFor(Long.MAX_VALUE);
        if (outcome instanceof Outcome.Failed(var failure))
            return new Failure<>(session.engine().words().exception(failure, cell, session));
        try {
            return new Success<>(value(outcome));
        } catch (MobulaException unreadable) {
            return new Failure<>(unreadable);
        }
    }

    @Override
    public Future.State state() {
        return switch (cell.outcome()) {
            case null -> Future.State.RUNNING;
            case Outcome.Inline _, Outcome.Stored _ -> Future.State.SUCCESS;
            case Outcome.Failed(io.mobula.core.message.Failure.Cancelled _) -> Future.State.CANCELLED;
            case Outcome.Failed _ -> Future.State.FAILED;
        };
    }

    /** Completed on a thread of the common pool: user code never runs where the core does. */
    @Override
    public CompletableFuture<T> toCompletableFuture() {
        var future = new CompletableFuture<T>();
        session.engine().process().want(cell);
        cell.onEnd(outcome -> ForkJoinPool.commonPool().execute(() -> {
            try {
                future.complete(value(outcome));
            } catch (Throwable failure) {
                future.completeExceptionally(failure);
            }
        }));
        return future;
    }

    @Override
    public <R extends @Nullable Object> ObjectRef<R> map(Fn<? super T, ? extends R> fn) {
        return session.task().name(cell.name + "/map").submit(new Bodies.Mapped<T, R>(this, fn));
    }

    @Override
    public boolean cancel(CancelMode mode) {
        if (cell.isDone() || !cell.owner.equals(session.engine().self())) return false;
        var cancelled = new io.mobula.core.message.Failure.Cancelled();
        ProcessCore core = session.engine().process().core();
        switch (mode) {
            case WITH_CHILDREN -> core.givenUp(cell.number, cancelled);
            case ALONE -> core.givenUpAlone(cell.number, cancelled);
        }
        return !cell.isDone() || state() == Future.State.CANCELLED; // its end may have come first
    }

    @Override
    public Explanation explain() {
        return session.engine().words().explain(cell, session);
    }

    @Override
    public ObjectId id() {
        return cell.key().object();
    }

    /** Mobula's own codec never comes here: whoever else serializes a ref has a name that nobody will know. */
    private Object writeReplace() {
        throw new ValueException(
                ErrorCode.REF_OUTSIDE_MESSAGE,
                cell.name + " was serialized by something other than Mobula, where no one keeps its value. Write the"
                        + " value, or the ref's id()",
                null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CellRef<?> ref && isSame(ref.cell);
    }

    /** The elements of a stream share its number: what is computed tells them apart. */
    @SuppressWarnings("ReferenceEquality") // a cheap look before the keys are computed
    private boolean isSame(Cell other) {
        return other == cell
                || (other.number == cell.number
                        && other.owner.equals(cell.owner)
                        && other.key().equals(cell.key()));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(cell.number);
    }

    @Override
    public String toString() {
        return "ObjectRef(" + cell + ", " + state() + ")";
    }
}
