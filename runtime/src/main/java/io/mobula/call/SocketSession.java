package io.mobula.call;

import com.google.protobuf.MessageLite;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both ends of a session have in common: state, the present connection, and the two roles. Who takes the roles when, the ends decide. */
abstract sealed class SocketSession implements Session permits DialedSession, AcceptedSession {
    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

    /** Unwritten bytes at which whoever sends also writes. */
    static final int FLUSH_AT = 16 * 1024;

    /** Ticks without a frame after which the peer is told what has arrived. */
    static final int QUIET_TICKS = 10;

    /** How often a waiting thread looks at its condition although no frame came: it may be met by another session. */
    private static final long RECHECK_MILLIS = 10;

    private static final long RECHECK_NANOS = RECHECK_MILLIS * 1_000_000;

    /** A writer that may not read meanwhile looks this often whether it now may. */
    private static final long BLOCKED_NANOS = 1_000_000;

    /** How long {@code close} tries to tell the peer. */
    private static final long GOODBYE_NANOS = 100_000_000;

    private enum WhenFull {
        WAIT,
        RETURN
    }

    final SessionLimits limits;
    final long id;
    final ReentrantLock reading = new ReentrantLock();
    final Followers followers = new Followers();
    final Inbound inbound = new Inbound();
    private final ProcessId peer;
    private final SessionHandler handler;
    private final ReentrantLock writing = new ReentrantLock();

    /** Its monitor guards it and {@link #dirty}. */
    private final Outbound outbound;

    private volatile boolean dirty;
    private volatile @Nullable Wire wire;
    private volatile @Nullable String endReason;
    /** The farewell is on its way: that the peer hangs up is its answer, and no reason to dial again. */
    volatile boolean closing;

    private boolean endTold; // reading role
    private boolean delivering; // reading role
    private int windowWaiters; // monitor of outbound

    SocketSession(ProcessId peer, long id, SessionShared shared) {
        this.peer = peer;
        this.id = id;
        this.handler = shared.handler();
        this.limits = shared.limits();
        this.outbound = new Outbound(shared.chunks());
    }

    /** A frame was appended, or one was delivered that wants an acknowledgement: somebody must soon look after this session. */
    abstract void nudge();

    /** Whether a waiting thread should rather try to read itself. */
    abstract boolean mayLead();

    /** The connection is gone. */
    abstract void lost();

    /** The session has ended; called once, by the thread that ended it. */
    abstract void stopped();

    @Override
    public final ProcessId peer() {
        return peer;
    }

    @Override
    public final void send(MessageLite frame) {
        int size = frame.getSerializedSize();
        if (size > limits.maxFrameBytes())
            throw new ConnectionException(
                    ErrorCode.FRAME_INVALID,
                    "Frame to " + peer + " of " + size + " bytes cannot be sent: at most " + limits.maxFrameBytes()
                            + " bytes are allowed. Send large values in chunks.",
                    null);
        long unwritten;
        boolean overflow;
        synchronized (outbound) {
            if (outbound.keptBytes() > limits.windowBytes() && !Delivery.isUnderWay()) awaitWindow();
            if (endReason != null) return;
            overflow = outbound.keptBytes() + size > limits.hardBoundBytes();
            if (!overflow) {
                long received = inbound.received();
                outbound.append(frame, size, received);
                inbound.announced(received);
                if (!dirty) dirty = true;
            }
            unwritten = outbound.unwrittenBytes();
        }
        if (overflow) {
            end("more than " + limits.hardBoundBytes() + " bytes wait for an acknowledgement of " + peer
                    + " [SESSION_OVERFLOW]");
        } else {
            if (unwritten >= FLUSH_AT) flush();
            nudge();
        }
    }

    private void awaitWindow() {
        boolean interrupted = false;
        windowWaiters++;
        while (endReason == null && outbound.keptBytes() > limits.windowBytes()) {
            try {
                nudge();
                outbound.wait(RECHECK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true; // Sending has no way to be refused; the flag is the caller's.
            }
        }
        windowWaiters--;
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public final void flush() {
        flush(WhenFull.WAIT);
    }

    /** Writes what the socket takes at once. */
    final void flushAtOnce() {
        flush(WhenFull.RETURN);
    }

    private void flush(WhenFull whenFull) {
        while (dirty) {
            Wire now = wire;
            if (now == null || !now.takesWrites() || !writing.tryLock()) return;
            boolean all;
            try {
                all = drain(now, whenFull);
            } finally {
                writing.unlock();
            }
            if (!all) return;
        }
    }

    private boolean drain(Wire to, WhenFull whenFull) {
        while (true) {
            ByteBuffer bytes;
            synchronized (outbound) {
                // The wire is replaced under the writing role, so it cannot change from here on.
                if (wire != to || endReason != null) return false;
                bytes = outbound.toWrite();
                if (bytes == null) {
                    dirty = false;
                    return true;
                }
            }
            boolean all = false;
            try {
                all = write(to, bytes, whenFull);
            } catch (IOException e) {
                to.writeFailed();
            } finally {
                synchronized (outbound) {
                    outbound.written();
                }
            }
            if (!all) return false;
        }
    }

    private boolean write(Wire to, ByteBuffer bytes, WhenFull whenFull) throws IOException {
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            // A long frame lies on the heap: the JDK would copy all of it at once.
            bytes.limit(Math.min(limit, bytes.position() + Chunk.BYTES));
            if (to.write(bytes) > 0) continue;
            if (whenFull == WhenFull.RETURN) return false;
            readWhileBlocked(to);
        }
        return true;
    }

    /** Both sides may be in here at once, with full sockets both ways: each must take the other's bytes. They are queued, not handed over (SES-3). */
    private void readWhileBlocked(Wire from) throws IOException {
        boolean mayRead = reading.isHeldByCurrentThread() || (!followers.any() && !reading.hasQueuedThreads());
        if (mayRead && reading.tryLock()) {
            try {
                from.fill();
                from.awaitWritable(SelectionKey.OP_READ, RECHECK_NANOS);
            } catch (FrameInvalidException e) {
                end(e.getMessage());
            } finally {
                releaseReading();
            }
        } else {
            from.awaitWritable(0, BLOCKED_NANOS);
        }
    }

    // ---- reading role

    /** Gives the reading role back, and ends the session if that was asked for meanwhile. */
    final void releaseReading() {
        reading.unlock();
        tellEnd();
    }

    /** Waits for input unless a frame waits already, and hands over what there is. For the holder of the reading role. */
    final void read(Wire from, long timeoutNanos) {
        try {
            if (from.frames.hasFrame() || from.fill(timeoutNanos)) deliver(from);
        } catch (IOException e) {
            lose(from, e);
        } catch (FrameInvalidException e) {
            end("the peer broke the protocol: " + e.getMessage());
        }
    }

    /** Hands over what is there, without waiting. For the holder of the reading role. */
    final void readAtOnce(Wire from) {
        try {
            if (from.fill() || from.frames.hasFrame()) deliver(from);
        } catch (IOException e) {
            lose(from, e);
        } catch (FrameInvalidException e) {
            end("the peer broke the protocol: " + e.getMessage());
        }
    }

    private void deliver(Wire from) throws FrameInvalidException {
        if (delivering) return;
        delivering = true;
        Delivery delivery = Delivery.begin();
        try {
            handOver(from.frames);
        } catch (RuntimeException e) {
            LOG.error("Session with {} ends: its handler failed", peer, e);
            end("the handler failed: " + e);
        } finally {
            delivery.end();
            delivering = false;
        }
        if (inbound.ackDue()) {
            append(new Control.Ack());
            flushAtOnce();
        }
        followers.wakeThoseDone();
        if (dirty || inbound.owesAck()) nudge();
    }

    private void handOver(FrameReader frames) throws FrameInvalidException {
        boolean any = false;
        long acknowledged = 0;
        while (endReason == null && frames.next()) {
            acknowledged = Math.max(acknowledged, frames.acknowledged());
            ByteBuffer body = frames.body();
            if (frames.sequence() == 0) {
                if (Control.decode(body) instanceof Control.Bye bye) {
                    end("closed by " + peer + ": " + bye.reason());
                    return;
                }
                continue;
            }
            switch (inbound.offer(frames.sequence(), body.remaining())) {
                case NEXT -> {
                    any = true;
                    handler.received(this, body);
                }
                case DUPLICATE -> {}
                case GAP ->
                    throw new FrameInvalidException(
                            "frame " + frames.sequence() + " came after frame " + inbound.received());
            }
        }
        acknowledge(acknowledged);
        if (any && endReason == null) handler.batchEnded(this);
    }

    private void acknowledge(long sequence) throws FrameInvalidException {
        synchronized (outbound) {
            if (!outbound.acknowledge(sequence))
                throw new FrameInvalidException(
                        "frame " + sequence + " was acknowledged, and " + outbound.sent() + " was the last sent");
            if (windowWaiters > 0) outbound.notifyAll();
        }
    }

    /** One step of a thread that waits while another reads. */
    final void follow(BooleanSupplier done, long deadlineNanos) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        Followers.Follower self = followers.join(done);
        try {
            if (!done.getAsBoolean() && !mayLead() && endReason == null)
                LockSupport.parkNanos(this, Math.min(RECHECK_NANOS, deadlineNanos - System.nanoTime()));
        } finally {
            followers.leave(self);
        }
    }

    static long untilRecheck(long deadlineNanos) {
        return Math.clamp(deadlineNanos - System.nanoTime(), 0, RECHECK_NANOS);
    }

    // ---- connection

    final @Nullable Wire wire() {
        return wire;
    }

    final boolean isConnected() {
        Wire now = wire;
        return now != null && now.isOpen();
    }

    /** A handshake has succeeded on {@code channel}: the peer has all up to {@code peerReceived}. */
    final void attach(Conduit channel, long peerReceived) throws IOException {
        Wire old = wire;
        if (old != null) old.close(); // whoever writes to it lets go of the role
        Wire fresh = new Wire(channel, limits);
        boolean possible;
        writing.lock();
        try {
            synchronized (outbound) {
                possible = outbound.resume(peerReceived);
                wire = fresh;
                dirty = outbound.hasUnwritten();
            }
        } finally {
            writing.unlock();
        }
        if (!possible) end("frames that " + peer + " lacks after number " + peerReceived + " are gone");
        else if (endReason != null) fresh.close();
    }

    final void lose(Wire which, IOException cause) {
        if (!which.isOpen()) return;
        which.close();
        if (endReason == null) LOG.debug("Connection of session {} with {} is lost: {}", id, peer, cause.toString());
        lost();
        followers.wakeAll();
    }

    private boolean takesWrites() {
        Wire now = wire;
        return now != null && now.takesWrites();
    }

    /** Closes the present connection as if the network had: the session goes on. */
    final void cut() {
        Wire now = wire;
        if (now != null) lose(now, new IOException("cut"));
    }

    // ---- state seen by those who tend to sessions

    final boolean isDirty() {
        return dirty;
    }

    final long movement() {
        synchronized (outbound) {
            return outbound.sent() + inbound.received();
        }
    }

    final void announceReceived() {
        if (!inbound.owesAck() || !isConnected()) return;
        append(new Control.Ack());
        flushAtOnce();
    }

    private void append(Control control) {
        synchronized (outbound) {
            if (endReason != null) return;
            long received = inbound.received();
            outbound.appendControl(Control.encode(control), received);
            inbound.announced(received);
            dirty = true;
        }
    }

    // ---- end

    final boolean isEnded() {
        return endReason != null;
    }

    @Override
    public final void close() {
        close("closed");
    }

    final void close(String reason) {
        closing = true;
        if (isConnected()) {
            append(new Control.Bye(reason));
            long giveUp = System.nanoTime() + GOODBYE_NANOS;
            for (flushAtOnce(); dirty && takesWrites() && System.nanoTime() < giveUp; flushAtOnce())
                LockSupport.parkNanos(this, BLOCKED_NANOS);
        }
        end("closed here: " + reason);
    }

    /** No more frames; the first reason stays. */
    final void end(String reason) {
        synchronized (outbound) {
            if (endReason != null) return;
            endReason = reason;
            outbound.discard();
            dirty = false;
            outbound.notifyAll();
        }
        Wire now = wire;
        if (now != null) now.close();
        stopped();
        followers.wakeAll();
        tellEnd();
    }

    private void tellEnd() {
        // A thread inside the handler tells when it has returned from it; another holder of the role when it lets go.
        if (endReason == null || reading.isHeldByCurrentThread() || !reading.tryLock()) return;
        try {
            String reason = endReason;
            if (endTold || reason == null) return;
            endTold = true;
            handler.ended(this, reason);
        } finally {
            reading.unlock();
        }
    }
}
