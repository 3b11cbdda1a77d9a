package io.mobula.core.id;

/** Names an actor for ever, over all its lives. Two numbers drawn as a task's id is: from the parent, the index in it, and the factory's code. */
public record ActorId(long high, long low) implements Comparable<ActorId> {
    @Override
    public int compareTo(ActorId other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /** 16 hex digits: enough to tell actors of one cluster apart. */
    @Override
    public String toString() {
        return "actor-%016x".formatted(high);
    }
}
