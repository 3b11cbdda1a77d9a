package io.mobula.attach;

import io.mobula.core.control.Announced;
import io.mobula.core.control.Announced.Portion;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What this node knows of the log, for the threads that push it. Nothing is queued for a slow driver: it is told what it lacks when it can take it. */
final class Announcements {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private Announced latest = Announced.NOTHING;

    void learn(ControlEvent event) {
        lock.lock();
        try {
            latest = latest.learn(List.of(event));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Announced latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    boolean isDead(ProcessId process) {
        return latest().deaths().stream().anyMatch(died -> died.process().equals(process));
    }

    /** The latest; waits until it goes beyond {@code known} or the time is over. */
    Announced await(Progress known, long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (latest.since(known, Portion.OF_A_MESSAGE).isEmpty() && left > 0) left = news.awaitNanos(left);
            return latest;
        } finally {
            lock.unlock();
        }
    }
}
