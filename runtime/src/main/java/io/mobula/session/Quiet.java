package io.mobula.session;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps an actor's calls and the taking of its snapshots apart: a snapshot is taken while no call runs (SNAP-1, SNAP-2).
 *
 * <p>A call that waits for others does not run: it stepped out, and steps in again when it goes on. Else a snapshot would wait for a call that waits, perhaps by way of other actors, for the very answer that the snapshot holds back.
 * Whoever steps in passes snapshots that still wait; a call that begins lets them go first, so that each comes to its turn.
 *
 * <p>Thread safety: any thread; who enters need not be who leaves.
 */
final class Quiet {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int running;
    /** Snapshots that wait, or are being taken. */
    private int wanted;

    private boolean taking;

    void callBegins() {
        enter(false);
    }

    void callEnds() {
        leave();
    }

    /** A call waits for something that is not its own doing. */
    void callWaits() {
        leave();
    }

    /** It goes on. */
    void callGoesOn() {
        enter(true);
    }

    private void enter(boolean overtaking) {
        lock.lock();
        try {
            while (taking || (wanted > 0 && !overtaking)) changed.awaitUninterruptibly();
            running++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            if (--running == 0) changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs it while no call runs, and no other of its kind. */
    <T> T take(Callable<T> snapshot) throws Exception {
        begin();
        try {
            return snapshot.call();
        } finally {
            end();
        }
    }

    private void begin() {
        lock.lock();
        try {
            wanted++;
            while (taking || running > 0) changed.awaitUninterruptibly();
            taking = true;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            taking = false;
            wanted--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
