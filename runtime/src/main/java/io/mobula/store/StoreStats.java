package io.mobula.store;

import io.mobula.store.spill.SpillStats;

/**
 * A store at one moment.
 *
 * @param objects sealed ones, in memory and on disk
 * @param usedBytes of the capacity: objects, reservations and freed objects still read
 * @param warmBytes got from the system and free
 * @param copyBytes of {@code usedBytes}, evictable once unpinned
 * @param evicted copies dropped under pressure so far
 * @param movedInBytes received over bulk connections so far
 * @param movedOutBytes sent over bulk connections so far
 */
public record StoreStats(
        int objects,
        long capacityBytes,
        long usedBytes,
        long warmBytes,
        long copyBytes,
        long evicted,
        long movedInBytes,
        long movedOutBytes,
        SpillStats spill) {}
