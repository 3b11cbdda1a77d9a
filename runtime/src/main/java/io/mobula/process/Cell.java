package io.mobula.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an ObjectRef stands for in this process: not ended, or ended with an outcome. A ref that never leaves its process is this and nothing else; no table knows it.
 *
 * <p>Thread safety: all methods; callbacks run on the thread that completes, or at once on the caller's.
 */
public final class Cell {
    private static final VarHandle OUTCOME;
    private static final VarHandle WAITERS;
    private static final VarHandle STANDING;
    private static final TaskId NO_TASK = new TaskId(0, 0);
    private static final Waiter CLOSED = new Waiter(new Registration(_ -> {}), null);

    static {
        try {
            var lookup = MethodHandles.lookup();
            OUTCOME = lookup.findVarHandle(Cell.class, "outcome", Outcome.class);
            WAITERS = lookup.findVarHandle(Cell.class, "waiters", Waiter.class);
            STANDING = lookup.findVarHandle(Cell.class, "standing", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Waiter(
            Registration registration, @Nullable Waiter next) {}

    /** A callback that may be taken back, and used for several cells. */
    public static final class Registration {
        private volatile @Nullable Consumer<Outcome> callback;

        public Registration(Consumer<Outcome> callback) {
            this.callback = callback;
        }

        public void cancel() {
            callback = null;
        }

        private void run(Outcome outcome) {
            Consumer<Outcome> present = callback;
            if (present != null) present.accept(outcome);
        }
    }

    /** The process whose ref this is, and its number there. */
    public final ProcessId owner;

    public final long number;

    /** What people call it. */
    public final String name;

    /** The id of the task it is of, as two numbers, and how it is of it; the key is computed from them when first asked for: most never are. Nothing where the key came in a message. */
    private final long taskHigh;

    private final long taskLow;
    private final ObjectKind kind;

    private volatile @Nullable RefKey key;

    @SuppressWarnings("unused") // by OUTCOME
    private volatile @Nullable Outcome outcome;

    @SuppressWarnings("unused") // by WAITERS
    private volatile @Nullable Waiter waiters;

    /** Where the task was pushed last; who waits can read that session. */
    private volatile @Nullable ProcessId host;

    /** The push at this very process, if it is hosted here, or the task itself before, if a body here has submitted it: who waits can run it. */
    private volatile @Nullable Object local;

    private volatile List<Cell> waitsFor = List.of();

    @SuppressWarnings("unused") // by STANDING
    private volatile int standing;

    /** The user's handle of an own ref that may escape, until it does: then its collection ends the local hold, so nothing here may keep it. Before, no table knows the cell, and the two go together. */
    private volatile @Nullable Object handle;

    private Cell(ProcessId owner, long number, String name, TaskId task, ObjectKind kind) {
        this.owner = owner;
        this.number = number;
        this.name = name;
        this.taskHigh = task.high();
        this.taskLow = task.low();
        this.kind = kind;
    }

    public static Cell ofResult(ProcessId owner, long number, String name, TaskId task) {
        return new Cell(owner, number, name, task, ObjectKind.RESULT);
    }

    public static Cell ofPut(ProcessId owner, long number, String name, TaskId task) {
        return new Cell(owner, number, name, task, ObjectKind.PUT);
    }

    /** A ref that came in a message. */
    public static Cell of(RefKey key) {
        return of(key, "object " + key);
    }

    public static Cell of(RefKey key, String name) {
        var cell = new Cell(key.owner(), key.run(), name, NO_TASK, ObjectKind.RESULT);
        cell.key = key;
        return cell;
    }

    public RefKey key() {
        RefKey known = key;
        if (known == null) key = known = new RefKey(new TaskId(taskHigh, taskLow).object(kind, 0), owner, number);
        return known;
    }

    /** What the reference table knows of it; {@link RefBook} says which bits mean what. */
    int standing() {
        return standing;
    }

    /** Adds bits to the standing and says what it was before. */
    int stand(int bits) {
        return (int) STANDING.getAndBitwiseOr(this, bits);
    }

    public void heldBy(Object newHandle) {
        handle = newHandle;
    }

    /** The handle, once, for whoever watches over its collection from now on. */
    @Nullable
    Object takeHandle() {
        Object present = handle;
        handle = null;
        return present;
    }

    public @Nullable Outcome outcome() {
        return outcome;
    }

    public boolean isDone() {
        return outcome != null;
    }

    /** False if it had ended before. */
    public boolean complete(Outcome value) {
        if (!OUTCOME.compareAndSet(this, (Outcome) null, value)) return false;
        local = null;
        waitsFor = List.of();
        var first = (Waiter) WAITERS.getAndSet(this, CLOSED);
        for (Waiter waiter = reversed(first); waiter != null; waiter = waiter.next) waiter.registration.run(value);
        return true;
    }

    private static @Nullable Waiter reversed(@Nullable Waiter first) {
        if (first == null || first.next == null) return first;
        Waiter result = null;
        for (Waiter waiter = first; waiter != null; waiter = waiter.next)
            result = new Waiter(waiter.registration, result);
        return result;
    }

    /** Of one that has ended: its value is elsewhere now, or there is none any more. Nobody is told; who misses the bytes asks. */
    void renew(Outcome value) {
        outcome = value;
    }

    /** In the order asked; at once if it has ended. */
    public void onEnd(Consumer<Outcome> callback) {
        onEnd(new Registration(callback));
    }

    /** As above; cancelled registrations on top of the others go, so that waiting again and again leaves nothing behind. */
    @SuppressWarnings("ReferenceEquality") // CLOSED is one object
    public void onEnd(Registration registration) {
        for (; ; ) {
            Waiter first = waiters;
            if (first == CLOSED) {
                Outcome value = outcome;
                if (value == null) throw new IllegalStateException(this + " is closed and has no outcome");
                registration.run(value);
                return;
            }
            Waiter live = first;
            while (live != null && live.registration.callback == null) live = live.next;
            if (WAITERS.compareAndSet(this, first, new Waiter(registration, live))) return;
        }
    }

    /** What its task waited for when it was submitted; empty once it has ended. */
    public List<Cell> waitsFor() {
        return waitsFor;
    }

    public void waitsFor(List<Cell> cells) {
        waitsFor = cells;
        if (isDone()) waitsFor = List.of();
    }

    public @Nullable ProcessId host() {
        return host;
    }

    public void pushedTo(ProcessId process) {
        host = process;
    }

    public @Nullable Object local() {
        return local;
    }

    /** It was submitted by a body of this process, which may run it itself when it waits for it. */
    public void submittedHere(Object task) {
        local = task;
    }

    public void hostedHere(Object push) {
        local = push;
        if (isDone()) local = null;
    }

    @Override
    public String toString() {
        return name + " #" + number + " of " + owner;
    }
}
