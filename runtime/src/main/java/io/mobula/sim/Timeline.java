package io.mobula.sim;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The one queue of everything that is to happen. What is due at the same instant happens in an order the seed chooses. */
final class Timeline {
    private record Entry(long at, long tie, long sequence, String what, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int first = Long.compare(at, other.at);
            if (first != 0) return first;
            int second = Long.compare(tie, other.tie);
            return second != 0 ? second : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private final Trace trace;
    private long now;
    private long sequence;

    Timeline(SplittableRandom random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    long now() {
        return now;
    }

    void at(long time, String what, Runnable action) {
        queue.add(new Entry(Math.max(time, now), random.nextLong(), sequence++, what, action));
    }

    void after(long delay, String what, Runnable action) {
        at(now + delay, what, action);
    }

    /** False when nothing is left before {@code until}. */
    boolean step(long until) {
        Entry next = queue.peek();
        if (next == null || next.at > until) {
            now = Math.max(now, until);
            return false;
        }
        queue.remove();
        now = next.at;
        trace.add(now, next.what);
        next.action.run();
        return true;
    }
}
