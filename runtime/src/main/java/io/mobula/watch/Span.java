package io.mobula.watch;

/**
 * Something that took time on a node.
 *
 * @param startNanos by the node's {@code System.nanoTime()}
 * @param id of the task; of a fetch the object
 * @param job the driver's number; -1 where it is nobody's
 * @param attempt of a task; of a fetch nothing
 * @param bytes of a fetch
 */
public record Span(
        Kind kind,
        Ending ending,
        long startNanos,
        long nanos,
        long thread,
        String name,
        String id,
        int job,
        int attempt,
        long bytes) {
    public enum Kind {
        TASK,
        CALL,
        /** A call that left its thread before its end. */
        LATER_CALL,
        FETCH;

        private static final Kind[] ALL = values();

        public static Kind of(int number) {
            return ALL[number];
        }
    }

    public enum Ending {
        FINISHED,
        FAILED,
        CANCELLED;

        private static final Ending[] ALL = values();

        public static Ending of(int number) {
            return ALL[number];
        }
    }
}
