package io.mobula.sim;

import java.util.ArrayDeque;

/** What happened: a hash over all of it, which two runs of one seed must share, and the last steps for the story of a failure. */
final class Trace {
    private static final int KEPT = 400;

    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;
    private long steps;

    void add(long now, String what) {
        steps++;
        hash = (hash ^ now) * 0x100000001b3L;
        for (int i = 0; i < what.length(); i++) hash = (hash ^ what.charAt(i)) * 0x100000001b3L;
        if (last.size() == KEPT) last.removeFirst();
        last.addLast("%12.6f ms  %s".formatted(now / 1e6, what));
    }

    long hash() {
        return hash;
    }

    long steps() {
        return steps;
    }

    String story() {
        return String.join("\n", last);
    }
}
