package io.mobula.core.id;

import io.mobula.api.ObjectId;
import java.util.Comparator;

/**
 * One reference's identity (REF-0): what it is, whose it is, and which of the owner's makings of it. Every table of borrowers, copies, numbers and frees is keyed by all three.
 *
 * @param run a number the owner never uses again; a task's number for its result, a put's for its value
 */
public record RefKey(ObjectId object, ProcessId owner, long run) implements Comparable<RefKey> {
    private static final Comparator<RefKey> ORDER = Comparator.comparing(RefKey::owner)
            .thenComparingLong(RefKey::run)
            .thenComparingLong(key -> key.object().high())
            .thenComparingLong(key -> key.object().low());

    @Override
    public int compareTo(RefKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(run * 0x9e3779b97f4a7c15L ^ object.low());
    }

    @Override
    public String toString() {
        return object.toString().substring(0, 8) + "@" + owner + "#" + run;
    }
}
