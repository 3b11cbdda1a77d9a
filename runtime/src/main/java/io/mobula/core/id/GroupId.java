package io.mobula.core.id;

/** Names a placement group for ever. */
public record GroupId(long high, long low) implements Comparable<GroupId> {
    @Override
    public int compareTo(GroupId other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return "group-%016x".formatted(high);
    }
}
