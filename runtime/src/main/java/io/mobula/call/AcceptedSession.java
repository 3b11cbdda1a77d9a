package io.mobula.call;

import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end that was dialed. Its connection may be replaced by a resumed one at any time; without one it keeps what it has to say. */
final class AcceptedSession extends SocketSession {
    /** What accepted sessions need beside what all need. */
    record Lanes(LaneWork work, Spares spares, LaneMonitor monitor) {}

    private final Lanes lanes;
    private final Consumer<AcceptedSession> onStopped;
    private volatile @Nullable Lane lane;
    private long attempts; // monitor of this
    private long movementBefore; // monitor thread
    private int quietTicks; // monitor thread

    AcceptedSession(ProcessId peer, long id, SessionShared shared, Lanes lanes, Consumer<AcceptedSession> onStopped) {
        super(peer, id, shared);
        this.lanes = lanes;
        this.onStopped = onStopped;
    }

    /**
     * A dialer asks for this session: its connection, if any, is no longer the dialer's.
     *
     * @return the number under which to {@link #attach}
     */
    synchronized long expectConnection() {
        cut();
        return ++attempts;
    }

    /** The welcome went out. A connection asked for earlier than the last is closed: its dialer has moved on. */
    synchronized void attach(long attempt, Conduit channel, long peerReceived) throws IOException {
        if (attempt != attempts || isEnded()) {
            channel.close();
            return;
        }
        attach(channel, peerReceived);
        Wire now = wire();
        if (now == null || isEnded()) return;
        Lane fresh = new Lane(this, now, lanes.work(), lanes.spares(), lanes.monitor());
        lane = fresh;
        lanes.monitor().add(this);
        fresh.start();
    }

    @Override
    public boolean await(BooleanSupplier done, long deadlineNanos) throws InterruptedException {
        if (done.getAsBoolean()) return true;
        flush();
        Lane now = lane;
        if (now != null) now.leave();
        while (!done.getAsBoolean()) {
            if (isEnded() || System.nanoTime() - deadlineNanos >= 0) return done.getAsBoolean();
            follow(done, deadlineNanos);
        }
        return true;
    }

    /**
     * The monitor's look: flushes what other threads appended, acknowledges what is old, sees to the lane.
     *
     * @return whether anything moves
     */
    boolean tick() {
        flushAtOnce();
        long now = movement();
        quietTicks = now == movementBefore ? quietTicks + 1 : 0;
        movementBefore = now;
        if (quietTicks >= QUIET_TICKS) announceReceived();
        Lane current = lane;
        boolean laneMoves = current != null && current.tick();
        return laneMoves || (isConnected() && (quietTicks <= QUIET_TICKS || isDirty()));
    }

    @Override
    void nudge() {
        lanes.monitor().wake();
    }

    /** The lane's owner reads. */
    @Override
    boolean mayLead() {
        return false;
    }

    @Override
    void lost() {}

    @Override
    void stopped() {
        lanes.monitor().remove(this);
        onStopped.accept(this);
    }
}
