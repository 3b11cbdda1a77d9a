package io.mobula.sim;

import io.mobula.core.message.Work;
import java.util.List;

/**
 * What a simulated body does: submit its children, wait for them, emit its elements, take its time, and return a number made of its seed, its arguments and its children's results — or throw.
 *
 * @param seed makes results of different scripts different
 * @param failures it throws in the first so many attempts
 */
record Script(long seed, long runNanos, int failures, List<Script> children, Refs refs) implements Work {
    /** What it does with refs. */
    enum Refs {
        IGNORES,
        /** Its children depend on its first argument, whose ref it forwards. */
        FORWARDS,
        /** Its result has the refs of its children inside. */
        RETURNS
    }

    @Override
    public long sizeBytes() {
        return 16;
    }

    /** Whether its value stays in the store of whoever made it. An attempt may differ from the one before. */
    boolean isLarge(int attempt) {
        return elements() == 0 && (seed + attempt) % 5 < 3;
    }

    /** How many elements it emits; none if it is no stream. */
    int elements() {
        return seed % 5 == 0 ? 1 + (int) (seed / 5 % 8) : 0;
    }

    long element(long index) {
        return (seed + index) * 0xbf58476d1ce4e5b9L;
    }

    <T> List<T> forwarded(List<T> arguments) {
        return refs == Refs.FORWARDS && !arguments.isEmpty() ? arguments.subList(0, 1) : List.of();
    }

    /** The result of the script with these argument values, as any correct run must return it. */
    long result(List<Long> arguments) {
        long hash = seed * 0x9e3779b97f4a7c15L;
        for (long argument : arguments) hash = Long.rotateLeft(hash ^ argument, 13) * 0xbf58476d1ce4e5b9L;
        for (Script child : children)
            hash = Long.rotateLeft(hash ^ child.result(forwarded(arguments)), 29) * 0x94d049bb133111ebL;
        return hash;
    }
}
