package io.mobula.session;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;
import io.mobula.process.Cell;
import io.mobula.process.Elements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The elements of a stream that have come and were not taken. Bounded by the stream's buffer, which the producer keeps to. */
final class ElementQueue<T> implements Elements {
    /** Taken elements are told of when they are this share of the buffer. */
    private static final int TELL_SHARE = 4;

    /** An element with its place. */
    record Element<T>(long index, CellRef<T> ref) {}

    private final MobulaSession session;
    private final String name;
    private final long tellElements;
    private final long tellBytes;

    // Guarded by this.
    private final ArrayDeque<Element<T>> waiting = new ArrayDeque<>();
    private long taken;
    private long toldUpTo;
    private long untoldBytes;
    private boolean closed;

    /** Who waits for the next element; whoever else waits looks again by itself. */
    private volatile @Nullable Thread waiter;

    ElementQueue(MobulaSession session, String name, io.mobula.api.StreamBuffer buffer) {
        this.session = session;
        this.name = name;
        this.tellElements = Math.max(1, buffer.elements() / TELL_SHARE);
        this.tellBytes = Math.max(1, buffer.size().count() / TELL_SHARE);
    }

    @Override
    public void arrived(long index, RefKey key, Outcome outcome) {
        Cell cell = Cell.of(key, name + "[" + index + "]");
        CellRef<T> ref = session.handle(cell);
        session.engine().process().complete(cell, outcome);
        if (!keep(new Element<>(index, ref))) ref.release();
        wake();
    }

    private synchronized boolean keep(Element<T> element) {
        return !closed && waiting.add(element);
    }

    @Override
    public void anew() {
        throw new IllegalStateException(name + " goes on where it was, and was begun anew");
    }

    @Override
    public long lost(ProcessId dead) {
        var dropped = new ArrayList<CellRef<T>>();
        long first = dropFromFirstAt(dead, dropped);
        dropped.forEach(CellRef::release);
        return first;
    }

    private synchronized long dropFromFirstAt(ProcessId dead, List<CellRef<T>> dropped) {
        long first = Long.MAX_VALUE;
        for (Iterator<Element<T>> each = waiting.iterator(); each.hasNext(); ) {
            Element<T> element = each.next();
            if (first == Long.MAX_VALUE
                    && element.ref.cell.outcome() instanceof Outcome.Stored stored
                    && stored.at().equals(dead)) first = element.index;
            if (first == Long.MAX_VALUE) continue;
            each.remove();
            dropped.add(element.ref);
        }
        return first;
    }

    /** The next element if it is here; {@code told} gets the number of those taken when the producer is to hear of it. */
    @Nullable
    CellRef<T> poll(java.util.function.LongConsumer told) {
        Element<T> element;
        long tell;
        synchronized (this) {
            element = waiting.poll();
            if (element == null) return null;
            taken = element.index + 1;
            untoldBytes += sizeBytes(element.ref.cell.outcome());
            boolean due = taken - toldUpTo >= tellElements || untoldBytes >= tellBytes;
            tell = due ? taken : 0;
            if (due) {
                toldUpTo = taken;
                untoldBytes = 0;
            }
        }
        if (tell > 0) told.accept(tell);
        return element.ref;
    }

    private static long sizeBytes(@Nullable Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inline inline -> inline.value().sizeBytes();
            case Outcome.Stored stored -> stored.sizeBytes();
            case Outcome.Failed _ -> 0;
            case null -> 0;
        };
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    void awaitedBy(Thread thread) {
        waiter = thread;
    }

    void wake() {
        LockSupport.unpark(waiter);
    }

    /** What has come goes, and so does what comes. */
    void close() {
        var dropped = new ArrayList<Element<T>>();
        synchronized (this) {
            closed = true;
            dropped.addAll(waiting);
            waiting.clear();
        }
        dropped.forEach(element -> element.ref.release());
        wake();
    }
}
