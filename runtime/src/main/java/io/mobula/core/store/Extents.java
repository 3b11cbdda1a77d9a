package io.mobula.core.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.collections.Long2LongHashMap;

/**
 * Which parts of an arena are taken. What was freed last is given out first, because its pages are warm; neighbours that are free are one hole at once, so holes never lie side by side.
 *
 * <p>Cost: tens of nanoseconds; what a length needs beyond {@link #UNIT_BYTES} is not lost but stays a hole.
 */
public final class Extents {
    /** Lengths and offsets are multiples of a page. */
    public static final long UNIT_BYTES = 4096;

    private static final long NOT_TAKEN = -1;

    private final long capacityBytes;
    private final TreeMap<Long, Hole> byOffset = new TreeMap<>();
    private final Holes byLength = new Holes();
    private final Long2LongHashMap taken = new Long2LongHashMap(NOT_TAKEN);
    private long takenBytes;
    private long ceiling;

    /** @param capacityBytes rounded down to whole pages */
    public Extents(long capacityBytes) {
        this.capacityBytes = capacityBytes / UNIT_BYTES * UNIT_BYTES;
        this.ceiling = this.capacityBytes;
        if (this.capacityBytes > 0) add(new Hole(0, this.capacityBytes));
    }

    /** What an object of this size takes. */
    public static long lengthOf(long sizeBytes) {
        return Math.max(1, (sizeBytes + UNIT_BYTES - 1) / UNIT_BYTES) * UNIT_BYTES;
    }

    /** Nothing if no hole is long enough, though all together may be. */
    public Optional<Extent> take(long sizeBytes) {
        long length = lengthOf(sizeBytes);
        if (length > capacityBytes - takenBytes) return Optional.empty();
        Hole hole = byLength.find(length, ceiling);
        if (hole == null) return Optional.empty();
        remove(hole);
        if (hole.length > length) add(new Hole(hole.offset + length, hole.length - length));
        taken.put(hole.offset, length);
        takenBytes += length;
        return Optional.of(new Extent(hole.offset, length));
    }

    /** @throws IllegalStateException if it is not taken: somebody else may own those bytes by now */
    public void free(Extent extent) {
        if (taken.remove(extent.offset()) != extent.length())
            throw new IllegalStateException(extent + " is freed but not taken");
        takenBytes -= extent.length();
        long from = extent.offset();
        long end = extent.end();
        Map.Entry<Long, Hole> before = byOffset.lowerEntry(from);
        if (before != null && before.getValue().end() == from) {
            from = before.getKey();
            remove(before.getValue());
        }
        Hole after = byOffset.get(end);
        if (after != null) {
            end = after.end();
            remove(after);
        }
        add(new Hole(from, end - from));
    }

    /** From now on nothing is given out beyond; what lies there is left alone. */
    public void ceiling(long bytes) {
        ceiling = Math.min(capacityBytes, bytes / UNIT_BYTES * UNIT_BYTES);
    }

    public boolean isLowered() {
        return ceiling < capacityBytes;
    }

    public long takenBytes() {
        return takenBytes;
    }

    public long capacityBytes() {
        return capacityBytes;
    }

    /** The most that could be taken in one piece. */
    public long longestBytes() {
        return byLength.longest(ceiling);
    }

    private void add(Hole hole) {
        byOffset.put(hole.offset, hole);
        byLength.add(hole);
    }

    private void remove(Hole hole) {
        byOffset.remove(hole.offset);
        byLength.remove(hole);
    }

    /** Checks ARENA-1 and ARENA-2. */
    public void validate() {
        var ends = new TreeMap<Long, Long>();
        for (Long2LongHashMap.EntryIterator all = taken.entrySet().iterator(); all.hasNext(); ) {
            all.next();
            ends.put(all.getLongKey(), all.getLongKey() + all.getLongValue());
        }
        long at = 0;
        boolean afterHole = false;
        while (at < capacityBytes) {
            Hole hole = byOffset.get(at);
            Long end = ends.get(at);
            if ((hole == null) == (end == null)) throw new IllegalStateException("ARENA-1: at " + at);
            if (hole != null && afterHole) throw new IllegalStateException("ARENA-2: two holes meet at " + at);
            afterHole = hole != null;
            at = hole != null ? hole.end() : end;
        }
        long heldBytes =
                byOffset.values().stream().mapToLong(hole -> hole.length).sum();
        if (heldBytes + takenBytes != capacityBytes)
            throw new IllegalStateException("ARENA-2: " + heldBytes + " free, " + takenBytes + " taken");
    }
}
