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
        TASK(1),
        CALL(2),
        /** A call that left its thread before its end. */
        LATER_CALL(3),
        FETCH(4);

        private static final Kind[] ALL = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** Its number on the wire, for ever; below 8. */
        public int code() {
            return code;
        }

        static Kind of(int code) {
            return ALL[code - 1];
        }
    }

    public enum Ending {
        FINISHED(1),
        FAILED(2),
        CANCELLED(3);

        private static final Ending[] ALL = values();

        private final int code;

        Ending(int code) {
            this.code = code;
        }

        /** Its number on the wire, for ever; below 4. */
        public int code() {
            return code;
        }

        static Ending of(int code) {
            return ALL[code - 1];
        }
    }
}
