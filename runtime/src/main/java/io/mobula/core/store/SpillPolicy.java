package io.mobula.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What is written to disk, and how much.
 *
 * <p>A large object gets a file of its own, so that its bytes on disk go when it goes. Small ones are packed: making, closing and deleting a file costs as much as writing some hundred KiB.
 */
public final class SpillPolicy {
    /** From here on an object has its own file. */
    public static final long OWN_FILE_BYTES = 4L << 20;

    /** Bytes of a file of small ones: what may be left on disk for a single survivor. */
    public static final long PACKED_BYTES = 16L << 20;

    public static final int PACKED_OBJECTS = 256;

    /** Candidates looked at for one file. */
    private static final int LOOKED_AT = 1_024;

    /** One part in so many of the capacity is kept free, or free of cost, before anybody asks for it. */
    private static final int READY_PARTS = 5;

    private SpillPolicy() {}

    /**
     * A store's memory.
     *
     * @param usedBytes by objects
     * @param spareBytes of those, what may be dropped at once: copies that nobody reads, primaries that are on disk too
     */
    public record Fill(long capacityBytes, long usedBytes, long spareBytes) {
        long readyBytes() {
            return capacityBytes - usedBytes + spareBytes;
        }
    }

    /**
     * How much should be written now; nothing if 0. What is written stays in memory until the room is needed, so writing ahead costs a put nothing.
     *
     * @param waitingBytes wanted by those that wait; 0 if nobody does. They may need more than is missing, when what is free lies in pieces
     */
    public static long wantedBytes(Fill fill, long waitingBytes) {
        long ahead = fill.capacityBytes / READY_PARTS - fill.readyBytes();
        return Math.max(waitingBytes, Math.max(0, ahead));
    }

    /** The next file's objects, from those that may go, the longest unused first. */
    public static <T> List<T> nextFile(Iterable<T> idle, ToLongFunction<T> size, long wantedBytes) {
        var packed = new ArrayList<T>();
        long bytes = 0;
        int looked = 0;
        for (T candidate : idle) {
            if (++looked > LOOKED_AT || bytes >= wantedBytes || packed.size() == PACKED_OBJECTS) break;
            long more = size.applyAsLong(candidate);
            boolean large = more >= OWN_FILE_BYTES;
            if (large && packed.isEmpty()) return List.of(candidate);
            if (large || bytes + more > PACKED_BYTES) continue;
            packed.add(candidate);
            bytes += more;
        }
        return packed;
    }
}
