package io.mobula.call;

import io.mobula.core.id.ProcessId;
import io.mobula.tls.TlsRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end that dials, and dials again.
 *
 * <p>Threads that wait are leader and followers: the leader reads for all. One background thread connects; while frames move it flushes and reads every tick what
 * nobody waits for; when nothing moves it sleeps in the selector, or, if a leader has that place, until it is needed.
 */
final class DialedSession extends SocketSession {
    private static final Logger LOG = LoggerFactory.getLogger(DialedSession.class);
    private static final long TICK_NANOS = 200_000;
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);
    private static final long MIN_BACKOFF_NANOS = 20_000_000;
    private static final long MAX_BACKOFF_NANOS = 1_000_000_000;

    private enum Rest {
        AWAKE,
        PARKED,
        SELECTING
    }

    private final Dialer dialer;
    private final PeerAddresses addresses;
    private final Consumer<DialedSession> onStopped;
    private final Thread background;
    private volatile Rest rest = Rest.AWAKE;
    private boolean dialing; // monitor of background: an interrupt now ends the dial and nothing else
    private boolean known; // background thread: the acceptor has this session
    private @Nullable String refusal; // background thread: said once, not at every dial

    DialedSession(
            ProcessId peer,
            long id,
            SessionShared shared,
            Dialer dialer,
            PeerAddresses addresses,
            Consumer<DialedSession> onStopped) {
        super(peer, id, shared);
        this.dialer = dialer;
        this.addresses = addresses;
        this.onStopped = onStopped;
        this.background =
                Thread.ofPlatform().daemon().name("session-to-" + peer).unstarted(this::run);
    }

    void start() {
        background.start();
    }

    /** For tests of a clean close. */
    Thread background() {
        return background;
    }

    @Override
    public boolean await(BooleanSupplier done, long deadlineNanos) throws InterruptedException {
        while (!done.getAsBoolean()) {
            if (isEnded() || System.nanoTime() - deadlineNanos >= 0) return done.getAsBoolean();
            flush();
            Wire now = wire();
            if (now != null && now.isOpen() && reading.tryLock()) {
                try {
                    lead(now, done, deadlineNanos);
                } finally {
                    releaseReading();
                }
                followers.wakeOne();
                if (rest == Rest.PARKED) nudge();
            } else {
                if (rest == Rest.SELECTING) nudge(); // the background thread gives the place to a caller
                if (!spinWhileLed(done)) follow(done, deadlineNanos);
            }
        }
        return true;
    }

    private void lead(Wire from, BooleanSupplier done, long deadlineNanos) throws InterruptedException {
        do {
            if (Thread.interrupted()) throw new InterruptedException();
            read(from, untilRecheck(deadlineNanos));
        } while (!done.getAsBoolean() && from.isOpen() && System.nanoTime() - deadlineNanos < 0);
    }

    /**
     * Looks for a while.
     *
     * @return whether the answer, or the leader's place, may be there
     */
    private boolean spinWhileLed(BooleanSupplier done) {
        long now = System.nanoTime();
        long end = now + Spin.NANOS;
        while (isConnected() && Spin.allowed(now) && now < end) {
            if (done.getAsBoolean() || !reading.isLocked()) return true;
            now = Spin.yieldOnce(now);
        }
        return false;
    }

    @Override
    void nudge() {
        Rest before = rest;
        if (before == Rest.AWAKE) return;
        rest = Rest.AWAKE;
        LockSupport.unpark(background);
        Wire now = wire();
        if (now != null) now.wakeReader();
    }

    @Override
    boolean mayLead() {
        return isConnected() && !reading.isLocked();
    }

    @Override
    void lost() {
        rest = Rest.AWAKE;
        LockSupport.unpark(background);
    }

    @Override
    void stopped() {
        LockSupport.unpark(background);
        synchronized (background) {
            if (dialing) background.interrupt();
        }
        onStopped.accept(this);
    }

    // ---- background thread

    private void run() {
        while (!isEnded()) {
            Wire now = wire();
            if (now != null && now.isOpen()) tend(now);
            else if (closing) return;
            else connect();
        }
    }

    private void tend(Wire connection) {
        int quiet = 0;
        long before = -1;
        while (!isEnded() && connection.isOpen()) {
            LockSupport.parkNanos(this, TICK_NANOS);
            flush();
            if (reading.tryLock()) {
                try {
                    readAtOnce(connection);
                } finally {
                    releaseReading();
                }
                followers.wakeOne();
            }
            long now = movement();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            if (quiet < QUIET_TICKS) continue;
            announceReceived();
            rest(connection, now);
            quiet = 0;
        }
    }

    /** Nothing moves. What is appended from here on finds that this thread rests, and wakes it. */
    private void rest(Wire connection, long movement) {
        if (reading.tryLock()) {
            try {
                rest = Rest.SELECTING;
                if (isStill(movement) && !followers.any()) connection.awaitInput();
            } catch (IOException e) {
                lose(connection, e);
            } finally {
                rest = Rest.AWAKE;
                releaseReading();
            }
        } else {
            rest = Rest.PARKED;
            if (isStill(movement) && reading.isLocked() && connection.isOpen()) LockSupport.park(this);
            rest = Rest.AWAKE;
        }
    }

    private boolean isStill(long movement) {
        return !isDirty() && movement() == movement && !isEnded();
    }

    private void connect() {
        long backoff = MIN_BACKOFF_NANOS;
        while (!isEnded() && !closing && !tryConnect()) {
            LockSupport.parkNanos(
                    this, backoff / 2 + ThreadLocalRandom.current().nextLong(backoff / 2));
            backoff = Math.min(2 * backoff, MAX_BACKOFF_NANOS);
        }
    }

    private boolean tryConnect() {
        Optional<Address> address = addresses.of(peer());
        if (address.isEmpty()) return false;
        try {
            Dialer.Dialed dialed = dial(address.get());
            known = true;
            attach(dialed.channel(), dialed.welcome().received());
            followers.wakeAll();
            return true;
        } catch (RejectedException e) {
            if (closing) return false;
            LOG.warn(
                    "{} refuses session {} ({}): {}. {}",
                    peer(),
                    id,
                    e.code(),
                    e.getMessage(),
                    e.code().remedy());
            if (!e.code().passes()) end(peer() + " refuses the session (" + e.code() + "): " + e.getMessage());
        } catch (TlsRefusedException e) {
            if (!e.getMessage().equals(refusal))
                LOG.warn("Dialing {} at {} failed: {}", peer(), address.get(), e.getMessage());
            refusal = e.getMessage();
        } catch (IOException | FrameInvalidException | RuntimeException e) {
            LOG.debug("Dialing {} at {} failed: {}", peer(), address.get(), e.toString());
        }
        return false;
    }

    private Dialer.Dialed dial(Address address) throws IOException, FrameInvalidException, RejectedException {
        synchronized (background) {
            dialing = !isEnded();
        }
        try {
            return dialer.dialOnce(address, purpose(), DIAL_TIMEOUT);
        } finally {
            synchronized (background) {
                dialing = false;
                Thread.interrupted();
            }
        }
    }

    private Purpose purpose() {
        return known ? new Purpose.Resume(peer(), id, inbound.received()) : new Purpose.Open(peer(), id);
    }
}
