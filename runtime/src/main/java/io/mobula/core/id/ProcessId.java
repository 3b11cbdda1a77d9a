package io.mobula.core.id;

/**
 * A process that can own objects, run tasks or both (REF-0): an executor of a node, or a driver.
 *
 * <p>The incarnation makes it a process that lived once: whoever restarts under the same number is another process.
 */
public record ProcessId(Kind kind, int number, int executor, int incarnation) implements Comparable<ProcessId> {
    public enum Kind {
        NODE,
        DRIVER
    }

    /** Executor 0 of a node: the daemon itself, which runs user code in {@code executor.mode=shared}. */
    public static ProcessId node(int number, int incarnation) {
        return new ProcessId(Kind.NODE, number, 0, incarnation);
    }

    public static ProcessId driver(int number) {
        return new ProcessId(Kind.DRIVER, number, 0, 1);
    }

    public boolean isNode() {
        return kind == Kind.NODE;
    }

    /** The same place, whatever life it is in. */
    public boolean sameSeat(ProcessId other) {
        return kind == other.kind && number == other.number && executor == other.executor;
    }

    @Override
    public int compareTo(ProcessId other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) order = Integer.compare(number, other.number);
        if (order == 0) order = Integer.compare(executor, other.executor);
        return order != 0 ? order : Integer.compare(incarnation, other.incarnation);
    }

    /** {@code node-2.1} is the first incarnation of node 2; {@code driver-7}; {@code node-2.1/3} its executor 3. */
    @Override
    public String toString() {
        String base = isNode() ? "node-" + number + "." + incarnation : "driver-" + number;
        return executor == 0 ? base : base + "/" + executor;
    }
}
