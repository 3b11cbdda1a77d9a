package io.mobula.store;

import java.util.List;

/**
 * What is in a store, for people.
 *
 * @param memory where its bytes lie
 * @param spilled objects that are on disk and not in memory
 * @param waiting puts and fetches that wait for room
 * @param restored objects read back into memory so far
 * @param lost objects that could not be read back so far
 * @param top the largest
 */
public record StoreReport(
        String memory,
        StoreStats stats,
        Sum primaries,
        Sum copies,
        Sum pinned,
        Sum spilled,
        int waiting,
        long restored,
        long lost,
        List<HeldObject> top) {
    public StoreReport {
        top = List.copyOf(top);
    }

    /** Objects, and their bytes. */
    public record Sum(int objects, long bytes) {
        static Sum of(List<StoredObject> objects) {
            return new Sum(
                    objects.size(),
                    objects.stream().mapToLong(object -> object.sizeBytes).sum());
        }
    }
}
