package io.mobula.core.object;

import io.mobula.core.id.ProcessId;

/**
 * A message that may carry refs, as both its ends know it: who is at the other end, and which push it is or answers. Incoming and outgoing messages are kept apart, so the direction is not part of it.
 *
 * @param peer the other end
 * @param task the task's number at its owner
 * @param index of an element; 0 of other kinds
 */
public record MessageKey(ProcessId peer, Kind kind, long task, int push, long index) {
    public enum Kind {
        /** Closed by its Result, or by Refused. */
        PUSH,
        /** A Result with refs inside; closed by its ResultAck. */
        RESULT,
        /** An Emit with refs inside; closed by its Kept. */
        ELEMENT
    }

    public static MessageKey push(ProcessId peer, long task, int push) {
        return new MessageKey(peer, Kind.PUSH, task, push, 0);
    }

    public static MessageKey element(ProcessId peer, long task, int push, long index) {
        return new MessageKey(peer, Kind.ELEMENT, task, push, index);
    }

    /** The Result of this push, seen from the same process. */
    MessageKey answer() {
        return new MessageKey(peer, Kind.RESULT, task, push, 0);
    }

    /** An element of this push, seen from the same process. */
    MessageKey element(long index) {
        return element(peer, task, push, index);
    }

    /** The push this Result answers, seen from the same process. */
    MessageKey question() {
        return push(peer, task, push);
    }

    @Override
    public String toString() {
        return kind + " " + task + "." + push + (kind == Kind.ELEMENT ? "[" + index + "]" : "") + " with " + peer;
    }
}
