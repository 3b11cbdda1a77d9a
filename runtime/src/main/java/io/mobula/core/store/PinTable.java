package io.mobula.core.store;

import io.mobula.core.id.ProcessId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who of other processes reads what in place. A process ends its pins one by one, or all at once by ending itself (PIN-1).
 *
 * @param <K> what is pinned
 */
public final class PinTable<K extends Comparable<K>> {
    private final TreeMap<ProcessId, TreeMap<K, Integer>> byReader = new TreeMap<>();

    public void pin(ProcessId reader, K what) {
        byReader.computeIfAbsent(reader, _ -> new TreeMap<>()).merge(what, 1, Integer::sum);
    }

    /** False if the reader has no such pin: it ended, and what it still says does not count. */
    public boolean unpin(ProcessId reader, K what) {
        TreeMap<K, Integer> pins = byReader.get(reader);
        if (pins == null || !pins.containsKey(what)) return false;
        pins.computeIfPresent(what, (_, count) -> count == 1 ? null : count - 1);
        if (pins.isEmpty()) byReader.remove(reader);
        return true;
    }

    /** The reader has ended. What it pinned, and how often. */
    public Map<K, Integer> ended(ProcessId reader) {
        TreeMap<K, Integer> pins = byReader.remove(reader);
        return pins == null ? Map.of() : pins;
    }

    /** Who pins it, and how often. */
    public Map<ProcessId, Integer> on(K what) {
        var readers = new TreeMap<ProcessId, Integer>();
        byReader.forEach((reader, pins) -> {
            Integer count = pins.get(what);
            if (count != null) readers.put(reader, count);
        });
        return readers;
    }
}
