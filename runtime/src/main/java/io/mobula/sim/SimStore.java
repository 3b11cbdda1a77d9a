package io.mobula.sim;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The values in one process's store: those made here, and copies that may be evicted at any time. */
final class SimStore {
    private final TreeMap<CopyKey, Boolean> primaries = new TreeMap<>();
    private final SplittableRandom random;

    SimStore(SplittableRandom random) {
        this.random = random;
    }

    void made(CopyKey copy) {
        if (primaries.put(copy, true) != null) throw new IllegalStateException(copy + " was made twice");
    }

    void fetched(CopyKey copy) {
        if (random.nextInt(4) == 0) evictOne();
        primaries.putIfAbsent(copy, false);
    }

    private void evictOne() {
        List<CopyKey> copies =
                primaries.keySet().stream().filter(copy -> !primaries.get(copy)).toList();
        if (!copies.isEmpty()) primaries.remove(copies.get(random.nextInt(copies.size())));
    }

    boolean has(CopyKey copy) {
        return primaries.containsKey(copy);
    }

    boolean keep(CopyKey copy) {
        return primaries.computeIfPresent(copy, (_, _) -> true) != null;
    }

    void free(CopyKey copy) {
        primaries.remove(copy);
    }

    void freeAllOf(ProcessId owner) {
        primaries.keySet().removeIf(copy -> copy.ref().owner().equals(owner));
    }

    /** Nobody here has to do with it any more. */
    void forget(RefKey ref) {
        primaries.entrySet().removeIf(entry -> entry.getKey().ref().equals(ref) && !entry.getValue());
    }

    /** What would stay for ever. */
    List<CopyKey> kept() {
        return primaries.keySet().stream().filter(primaries::get).toList();
    }
}
