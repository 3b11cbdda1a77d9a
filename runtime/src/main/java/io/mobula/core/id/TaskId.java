package io.mobula.core.id;

import io.mobula.api.ObjectId;

/**
 * What is computed (REF-0): a hash of the parent, the place among its children and the code. A parent that is run again gives its children the same ids, unless it branches otherwise.
 */
public record TaskId(long high, long low) implements Comparable<TaskId> {
    public static TaskId root(ProcessId driver) {
        return mix(0x6d6f62756c61L, driver.number(), driver.incarnation(), driver.isNode() ? 0 : 1);
    }

    public TaskId child(long index, long codeHash) {
        return mix(high, low, index, codeHash);
    }

    /**
     * What has a life of its own, begun by this computation in one process: a parent that is run again begins another.
     *
     * @param number that the process uses once
     */
    public TaskId begunBy(ProcessId process, long number) {
        long where = ((long) process.number() << 32) | (process.executor() & 0xffffffffL);
        return mix(high ^ where, low, number, ((long) process.incarnation() << 1) | (process.isNode() ? 0 : 1));
    }

    /** The id of one of this task's results, or of one of the objects it puts. */
    public ObjectId object(ObjectKind kind, long index) {
        TaskId hash = mix(high, low, index, kind.code);
        return new ObjectId(hash.high, hash.low);
    }

    public enum ObjectKind {
        RESULT(1),
        PUT(2),
        /** What a stream emits. */
        ELEMENT(3);

        /** Part of the hash, for ever. */
        private final long code;

        ObjectKind(long code) {
            this.code = code;
        }
    }

    /** Two rounds of a 128-bit multiply-xor hash (the finalizer of Stafford's Mix13 on each lane). */
    private static TaskId mix(long a, long b, long c, long d) {
        long high = finish(a ^ finish(c + 0x9e3779b97f4a7c15L) ^ Long.rotateLeft(finish(d ^ 0xc2b2ae3d27d4eb4fL), 31));
        long low = finish(b ^ finish(d + 0x165667b19e3779f9L) ^ Long.rotateLeft(finish(c ^ high), 17));
        return new TaskId(finish(high + low), finish(low ^ Long.rotateLeft(high, 32)));
    }

    private static long finish(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public int compareTo(TaskId other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
