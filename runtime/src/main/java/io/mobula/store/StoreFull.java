package io.mobula.store;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ObjectStoreFullException;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Words for an object that does not fit. */
final class StoreFull {
    /** Holders named in a message. */
    private static final int NAMED = 5;

    private StoreFull() {}

    static ObjectStoreFullException of(
            StoredObject wanted, long capacityBytes, long usedBytes, Collection<StoredObject> objects) {
        String holders = objects.stream()
                .sorted(Comparator.comparingLong((StoredObject object) -> -object.chargedBytes)
                        .thenComparing(object -> object.key))
                .limit(NAMED)
                .map(object ->
                        object.key + " with " + text(object.chargedBytes) + (object.pins > 0 ? " (being read)" : ""))
                .collect(Collectors.joining(", "));
        String message =
                "Object %s of %s does not fit into the object store: %s of %s are in use by %d objects%s. Drop refs to objects no longer needed, or raise mobula.store.memory (a driver has half of its -Xmx)."
                        .formatted(
                                wanted.key,
                                text(wanted.sizeBytes),
                                text(usedBytes),
                                text(capacityBytes),
                                objects.size(),
                                holders.isEmpty() ? "" : ", the largest " + holders);
        return new ObjectStoreFullException(
                ErrorCode.OBJECT_STORE_FULL, message, new IllegalStateException("no unread copies to evict"));
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
