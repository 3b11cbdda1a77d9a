package io.mobula.store;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ObjectStoreFullException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Words for an object that does not fit. */
final class StoreFull {
    /** Holders named in a message. */
    static final int NAMED = 5;

    /**
     * Why there is no room.
     *
     * @param reasons what stood in the way, of memory and of disk
     * @param top the largest holders
     */
    record Standing(long capacityBytes, long usedBytes, int objects, List<String> reasons, List<HeldObject> top) {}

    private StoreFull() {}

    static ObjectStoreFullException of(StoredObject wanted, Standing standing, Duration waited) {
        String holders = standing.top.stream().map(HeldObject::toString).collect(Collectors.joining(", "));
        String reasons = standing.reasons.isEmpty() ? "" : " (" + String.join("; ", standing.reasons) + ")";
        String message =
                "Object %s of %s does not fit into the object store%s: %s of %s are in use by %d objects%s%s. Drop refs to objects no longer needed, or raise mobula.store.memory (a driver has half of its -Xmx)."
                        .formatted(
                                wanted.key,
                                text(wanted.sizeBytes),
                                waited.isZero() ? "" : ", not within " + waited.toMillis() + " ms",
                                text(standing.usedBytes),
                                text(standing.capacityBytes),
                                standing.objects,
                                reasons,
                                holders.isEmpty() ? "" : ", the largest " + holders);
        return new ObjectStoreFullException(
                ErrorCode.OBJECT_STORE_FULL, message, new IllegalStateException("nothing more can leave its memory"));
    }

    static ObjectStoreFullException larger(StoredObject wanted, long capacityBytes) {
        String message =
                "Object %s of %s is larger than the whole object store of %s. Split it, or raise mobula.store.memory (a driver has half of its -Xmx)."
                        .formatted(wanted.key, text(wanted.sizeBytes), text(capacityBytes));
        return new ObjectStoreFullException(ErrorCode.OBJECT_STORE_FULL, message, null);
    }

    static ObjectStoreFullException bySystem(StoredObject wanted, OutOfMemoryError refused) {
        String message =
                "Object %s of %s got no memory though the object store has room: %s. Lower mobula.store.memory to what the machine has (in a driver: half of its -Xmx), or give the process more memory."
                        .formatted(wanted.key, text(wanted.sizeBytes), refused.getMessage());
        return new ObjectStoreFullException(ErrorCode.OBJECT_STORE_FULL, message, refused);
    }

    /** {@code 1.5 MiB}; exact below a KiB. */
    static String text(long bytes) {
        if (bytes < 1 << 10) return bytes + " B";
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return "%.1f %siB".formatted(bytes / Math.pow(1024, power), "KMGTPE".charAt(power - 1));
    }
}
