package io.mobula.core.id;

/**
 * Bytes in a store: those one push of a task produced, or those of a put (push 0). Two pushes of one task may leave two copies; only the current one's becomes the object (TASK-5).
 */
public record CopyKey(RefKey ref, int push) implements Comparable<CopyKey> {
    @Override
    public int compareTo(CopyKey other) {
        int first = ref.compareTo(other.ref);
        return first != 0 ? first : Integer.compare(push, other.push);
    }

    /** The ref's text; {@code /2} after it for the copy of push 2. */
    @Override
    public String toString() {
        return push == 0 ? ref.toString() : ref + "/" + push;
    }
}
