package io.mobula.sim;

import io.mobula.core.message.Work;
import java.util.List;

/**
 * What a simulated body does: submit its children, wait for them, take its time, and return a number made of its seed, its arguments and its children's results — or throw.
 *
 * @param seed makes results of different scripts different
 * @param failures it throws in the first so many attempts
 */
record Script(long seed, long runNanos, int failures, List<Script> children) implements Work {
    @Override
    public long sizeBytes() {
        return 16;
    }

    /** The result of the script with these argument values, as any correct run must return it. */
    long result(List<Long> arguments) {
        long hash = seed * 0x9e3779b97f4a7c15L;
        for (long argument : arguments) hash = Long.rotateLeft(hash ^ argument, 13) * 0xbf58476d1ce4e5b9L;
        for (Script child : children) hash = Long.rotateLeft(hash ^ child.result(List.of()), 29) * 0x94d049bb133111ebL;
        return hash;
    }
}
