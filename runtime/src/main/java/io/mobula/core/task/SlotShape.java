package io.mobula.core.task;

import io.mobula.core.message.Message;
import io.mobula.core.message.Share;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The tasks of one shape of one owner at a host: their queue and their window. */
final class SlotShape extends HostShape {
    /** How much work may wait at the host beyond its slots, so that a slot is never idle for a round trip. */
    static final long WINDOW_NANOS = 2_000_000;

    final Pool pool;
    final Message.Declare declared;
    /** The bundle it draws on, if any. */
    final @Nullable HostedBundle bundle;

    /** Whose turn it is when one of these starts. */
    final JobTurns job;

    final Slots.Claim claim;
    /** How many fit into the node at once; at least 1, so that infeasible pushes are answered too. */
    final int slots;

    final Loads.OfOwner ownersLoad;
    /** What one push adds to the node's load; those in bundles use what is not the node's. */
    final long load;

    final ArrayDeque<HostedTask> ready = new ArrayDeque<>();
    /** How often others of as little right have started since its next task would have been due, for want of room. */
    int overtaken;
    /** Pushes the owner may have here: granted so far less revoked. */
    int window;
    /** Bodies here that wait for other tasks: their CPU is lent, and so is their place in the window. */
    int blocked;
    /** Pushes granted beyond the window in place of blocked ones; at most {@link #blocked} once settled. */
    private int lent;
    /** Of the body's time; negative until the first has ended. */
    private double meanRunNanos = -1;

    SlotShape(Message.Declare declared, Pool pool, @Nullable HostedBundle bundle, HostedShapes of) {
        super(of.owner, declared.shape());
        this.declared = declared;
        this.pool = pool;
        this.bundle = bundle;
        this.job = pool.turns.of(declared.share().orElseGet(() -> Share.of(owner)));
        this.claim = pool.slots.claim(declared.demand());
        this.slots = declared.demand().timesIn(pool.capacity);
        this.window = slots;
        this.ownersLoad = of.load;
        this.load = bundle == null ? Loads.FULL / slots : 0;
    }

    /** Whether its tasks would wait for as long as those stay that live here, and might run elsewhere meanwhile; those of a bundle cannot. */
    boolean isCrowdedOut() {
        return bundle == null && !pool.slots.fitsBesideTenants(claim);
    }

    /** Whether there will be room for its next task as soon as others have ended. */
    boolean fitsInTime() {
        return pool.slots.fitsBesideTenants(claim);
    }

    double meanRunNanos() {
        return meanRunNanos;
    }

    /** Whether its next task may start now. */
    boolean hasRoom() {
        return pool.hasRoom(this);
    }

    void ran(long nanos) {
        meanRunNanos = meanRunNanos < 0 ? nanos : meanRunNanos + (nanos - meanRunNanos) / 16;
    }

    /** The window that keeps the slots busy: them, and what they do in {@link #WINDOW_NANOS}. */
    int wantedWindow() {
        if (meanRunNanos < 0) return slots;
        double more = slots * (WINDOW_NANOS / Math.max(100.0, meanRunNanos));
        return (int) Math.min(MAX_WINDOW, slots + more);
    }

    /**
     * By how much the owner's credits change so that blocked bodies do not keep others from running: what a body waits for may need the very credit that its own push holds. Nothing is granted while the window has room.
     */
    int settleLent() {
        int change = lent > blocked
                ? blocked - lent
                : open >= window + lent ? Math.min(blocked - lent, MAX_WINDOW - window - lent) : 0;
        lent += change;
        return change;
    }
}
