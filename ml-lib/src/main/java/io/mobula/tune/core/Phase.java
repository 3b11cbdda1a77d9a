package io.mobula.tune.core;

/**
 * Where a trial stands.
 *
 * <pre>
 * Fresh ─▶ Starting ─▶ Running ─▶ AtRung ─▶ Ready ─▶ Starting (paused) or Running (held)
 *                         └─────▶ Retrying ─▶ Ready
 * every one ─▶ Ended
 * </pre>
 */
public sealed interface Phase {
    /** Never started. */
    record Fresh() implements Phase {}

    /** Its task is under way, and has not said that it runs. */
    record Starting() implements Phase {}

    /** It computes. */
    record Running(long sinceNanos) implements Phase {}

    /** It has reported, and waits for the rung's decision. */
    record AtRung(Seat seat) implements Phase {}

    /** It may go on as soon as there is a place. */
    record Ready(Seat seat) implements Phase {}

    /** It failed, and is started again at this time. */
    record Retrying(long atNanos) implements Phase {}

    /** For good. The cause is empty where the ending says all. */
    record Ended(Ending ending, String cause) implements Phase {}

    /** Whether a waiting trial still has its task. */
    enum Seat {
        /** Its task waits for the answer to its report. */
        HELD,
        /** It has no task: a new one goes on from the checkpoint. */
        PAUSED
    }

    /** Whether it computes or is about to: it takes one of the places that the concurrency gives. */
    default boolean takesPlace() {
        return this instanceof Starting || this instanceof Running;
    }

    /** Whether its task waits for an answer. */
    default boolean isHeld() {
        return switch (this) {
            case AtRung(Seat seat) -> seat == Seat.HELD;
            case Ready(Seat seat) -> seat == Seat.HELD;
            case Fresh _, Starting _, Running _, Retrying _, Ended _ -> false;
        };
    }

    /** Whether there is a task of it, as far as the sweep knows. */
    default boolean hasTask() {
        return takesPlace() || isHeld();
    }
}
