package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.Ready;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Waiting for some of many refs. */
final class Awaiting<T> {
    private final LocalProcess process;
    private final List<CellRef<T>> refs = new ArrayList<>();

    @SuppressWarnings("unchecked") // a ref yields T's only: reading it as a ref of T is sound
    Awaiting(Engine engine, Collection<? extends ObjectRef<? extends T>> refs) {
        this.process = engine.process();
        for (ObjectRef<? extends T> ref : refs) {
            var known = (CellRef<T>) ref;
            process.want(known.cell);
            this.refs.add(known);
        }
    }

    Ready<T> first(int count, Duration atMost) {
        if (count < 0 || count > refs.size())
            throw new IllegalArgumentException("cannot wait for " + count + " of " + refs.size() + " refs");
        if (ended() < count) waitFor(count, System.nanoTime() + CellRef.nanos(atMost));
        var ready = new ArrayList<ObjectRef<T>>();
        var pending = new ArrayList<ObjectRef<T>>();
        for (CellRef<T> ref : refs) (ready.size() < count && ref.cell.isDone() ? ready : pending).add(ref);
        return new Ready<>(List.copyOf(ready), List.copyOf(pending));
    }

    private int ended() {
        int ended = 0;
        for (CellRef<T> ref : refs) if (ref.cell.isDone()) ended++;
        return ended;
    }

    private void waitFor(int count, long deadlineNanos) {
        Thread waiter = Thread.currentThread();
        var missing = new AtomicInteger(count);
        var registration = new Cell.Registration(_ -> {
            if (missing.decrementAndGet() == 0) LockSupport.unpark(waiter);
        });
        for (CellRef<T> ref : refs) ref.cell.onEnd(registration);
        RunningTask running = RunningTask.current();
        if (running != null) running.blocked();
        try {
            for (long left; missing.get() > 0 && (left = deadlineNanos - System.nanoTime()) > 0; ) {
                if (waiter.isInterrupted())
                    throw Waiting.interrupted("Waiting for " + count + " of " + refs.size() + " refs");
                LockSupport.parkNanos(this, left);
            }
        } finally {
            registration.cancel();
            if (running != null) running.resumed();
        }
    }

    Iterable<ObjectRef<T>> asCompleted() {
        return Arrivals::new;
    }

    private final class Arrivals implements Iterator<ObjectRef<T>> {
        private final LinkedBlockingQueue<ObjectRef<T>> arrived = new LinkedBlockingQueue<>();
        private int left = refs.size();

        Arrivals() {
            for (CellRef<T> ref : refs) ref.cell.onEnd(_ -> arrived.add(ref));
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public ObjectRef<T> next() {
            if (left == 0) throw new NoSuchElementException("all " + refs.size() + " refs have been handed out");
            RunningTask running = RunningTask.current();
            if (running != null) running.blocked();
            try {
                ObjectRef<T> next = arrived.take();
                left--;
                return next;
            } catch (InterruptedException e) {
                throw Waiting.interrupted("asCompleted");
            } finally {
                if (running != null) running.resumed();
            }
        }
    }
}
