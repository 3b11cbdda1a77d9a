package io.mobula.sim;

import io.mobula.core.id.ProcessId;
import io.mobula.core.task.HostedTask;
import java.util.Map;
import java.util.TreeMap;

/** One life of an actor at its host, as a checker sees it. */
final class SimLife {
    private record Lane(ProcessId caller, int shape) implements Comparable<Lane> {
        @Override
        public int compareTo(Lane other) {
            int first = caller.compareTo(other.caller);
            return first != 0 ? first : Integer.compare(shape, other.shape);
        }
    }

    private final Map<Lane, Long> lastTurns = new TreeMap<>();
    boolean made;
    boolean dropped;

    /** CALL-2, CALL-7: within a life the calls of one caller start in the order it made them. */
    void started(HostedTask task, long turn) {
        if (!made || dropped) throw new IllegalStateException("CALL-1: " + task + " starts in an actor that is not there");
        Long last = lastTurns.put(new Lane(task.owner, task.push.shape()), turn);
        if (last != null && last >= turn)
            throw new IllegalStateException("CALL-7: " + task + " is turn " + turn + " and starts after turn " + last);
    }
}
