package io.mobula.core.control;

import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who has been silent, and for how long. Whoever comes under watch starts with a full timeout. */
public final class Suspicion {
    private final long timeoutNanos;

    /** When each watched process was heard last, or came under watch. */
    private final Map<ProcessId, Long> heardNanos = new TreeMap<>();

    public Suspicion(long timeoutNanos) {
        if (timeoutNanos <= 0)
            throw new IllegalArgumentException("a timeout must be positive: " + timeoutNanos + " ns");
        this.timeoutNanos = timeoutNanos;
    }

    public record Lost(ProcessId process, long silentNanos) {}

    /** From now on exactly these are watched. */
    public void watch(Set<ProcessId> processes, long nowNanos) {
        heardNanos.keySet().retainAll(processes);
        for (ProcessId process : processes) heardNanos.putIfAbsent(process, nowNanos);
    }

    /** Without effect on a process that is not watched: a dead one does not come back by speaking. */
    public void heard(ProcessId process, long nowNanos) {
        heardNanos.computeIfPresent(process, (_, _) -> nowNanos);
    }

    /** Everybody gets a fresh full timeout: the silence may have been our own deafness. */
    public void forgive(long nowNanos) {
        heardNanos.replaceAll((_, _) -> nowNanos);
    }

    public List<Lost> lost(long nowNanos) {
        var lost = new ArrayList<Lost>();
        heardNanos.forEach((process, heard) -> {
            if (nowNanos - heard >= timeoutNanos) lost.add(new Lost(process, nowNanos - heard));
        });
        return lost;
    }
}
