package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import java.util.Set;
import java.util.TreeSet;

/** The deaths this process has handled (REF-6), and what it owes to control for them (REF-7). */
final class Deaths {
    /** For ever: frames and refs of a dead process may turn up at any time. */
    private final TreeSet<ProcessId> dead = new TreeSet<>();

    private long handled;
    private long confirmed;
    private long settled;
    /** The last number used when the latest death had been handled: Borrows up to it must be acknowledged before the confirmation, later ones came of living senders and need not. */
    private long watermark;

    boolean isDead(ProcessId process) {
        return !dead.isEmpty() && dead.contains(process);
    }

    void handle(long index, ProcessId process) {
        if (index != handled + 1) {
            throw new InvariantViolation("REF-6", "death " + index + " of " + process + " came after death " + handled);
        }
        handled = index;
        dead.add(process);
    }

    void handledUpTo(long lastNumber) {
        watermark = lastNumber;
    }

    boolean mayConfirm(Numbers numbers) {
        return confirmed < handled && !numbers.inFlightUpTo(watermark);
    }

    long confirm() {
        confirmed = handled;
        return confirmed;
    }

    void settle(long index) {
        if (index != handled || confirmed != handled) {
            throw new InvariantViolation(
                    "REF-8",
                    "death " + index + " was settled while " + handled + " were handled and " + confirmed
                            + " confirmed here");
        }
        settled = index;
    }

    boolean allSettled() {
        return settled == handled;
    }

    Set<ProcessId> all() {
        return dead;
    }
}
