package io.mobula.session;

import io.mobula.api.StreamBuffer;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.spi.Outlet;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Outflow;
import java.lang.ref.Reference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where a running body puts its elements: each is sealed here, and given to the core when there is room for it. */
final class TaskOutlet<T extends @Nullable Object> implements Outlet<T> {
    private final RunningTask running;
    private final HostedTask task;
    private final Outflow outflow;
    private final Outflow.Limit limit;
    /** Whoever emits waits with it held: elements keep the order in which their turn came. */
    private final ReentrantLock turn = new ReentrantLock();

    private long count;
    /** An element did not leave: whatever the body does now, the stream has no good end. */
    private boolean refused;

    private volatile boolean closed;

    TaskOutlet(RunningTask running, HostedTask task, StreamBuffer buffer) {
        this.running = running;
        this.task = task;
        this.outflow = running.engine().process().outflow(task);
        this.limit = new Outflow.Limit(buffer.elements(), buffer.size().count());
    }

    @Override
    public void emit(T value) {
        turn.lock();
        try {
            checkOpen();
            awaitRoom();
            checkOpen();
            if (outflow.isWanted(count)) give(value);
            count++;
        } finally {
            turn.unlock();
        }
    }

    private void checkOpen() {
        if (closed) throw new IllegalStateException("The body of " + name() + " has returned: emit before it does");
    }

    private void awaitRoom() {
        if (!running.isCancelled() && !outflow.hasRoom(count, limit)) {
            running.blocked();
            try {
                outflow.awaitRoom(count, limit, () -> running.isCancelled() || closed);
            } catch (InterruptedException e) {
                if (!running.isCancelled()) throw Waiting.interrupted("Emitting an element of " + name());
                Thread.currentThread().interrupt();
            } finally {
                running.resumed();
            }
        }
        refused = running.isCancelled();
        if (refused) throw unwanted();
    }

    private void give(T value) {
        Payloads.Element element = running.engine().payloads().element(task, count, value);
        outflow.sent(count, sizeBytes(element.outcome()));
        try {
            running.engine().process().core().emitted(task, count, element.outcome());
        } finally {
            Reference.reachabilityFence(element.kept());
        }
    }

    private static long sizeBytes(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inline inline -> inline.value().sizeBytes();
            case Outcome.Stored stored -> stored.sizeBytes();
            case Outcome.Failed _ -> 0;
        };
    }

    private TaskCancelledException unwanted() {
        return new TaskCancelledException(
                ErrorCode.STREAM_CLOSED,
                "Nobody takes element " + count + " of " + name()
                        + ": its consumer has closed the stream, or the task was cancelled or its time is up. Let this"
                        + " exception pass",
                null);
    }

    private String name() {
        return running.engine().payloads().name(task);
    }

    @Override
    public long count() {
        turn.lock();
        try {
            if (refused) throw unwanted();
            return count;
        } finally {
            turn.unlock();
        }
    }

    /** What other threads of the body emit from now on comes too late. */
    @Override
    public void close() {
        closed = true;
        outflow.wake();
    }
}
