package io.mobula.core.control;

import io.mobula.core.id.ProcessId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which deaths everybody has handled (REF-7, REF-8).
 *
 * <p>Lives with the log's leader and is lost with it: heartbeats carry every confirmation again and again, so a new leader soon knows as much.
 */
public final class Settlement {
    /** The last death each process has confirmed. */
    private final Map<ProcessId, Long> confirmed = new TreeMap<>();

    public void confirmed(ProcessId process, long index) {
        confirmed.merge(process, index, Math::max);
    }

    /** The settlement of the last death logged, once every process not declared dead has confirmed it. */
    public Optional<ControlEntry.Settled> decide(ControlState state) {
        confirmed.keySet().removeIf(process -> state.standing(process) != ControlState.Standing.ALIVE);
        long last = state.lastDeath();
        if (last <= state.announced().settled()) return Optional.empty();
        for (ProcessId node : state.members().keySet()) if (!has(node, last)) return Optional.empty();
        for (ProcessId driver : state.jobs().keySet()) if (!has(driver, last)) return Optional.empty();
        return Optional.of(new ControlEntry.Settled(last, state.births()));
    }

    private boolean has(ProcessId process, long index) {
        return confirmed.getOrDefault(process, 0L) >= index;
    }
}
