package io.mobula.call;

import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions of a process: at most one dialed to each peer, and those that peers dialed.
 *
 * <p>Thread safety: any thread. {@link SessionHandler} and {@link LaneWork} are called on the plane's threads and on threads inside {@link Session#await};
 * {@code LaneWork} by several at once.
 */
public final class Sessions implements AutoCloseable {
    private record Key(ProcessId peer, long id) {}

    sealed interface Admission {
        /**
         * May go on.
         *
         * @param attempt under which the connection is to be attached
         */
        record Ready(AcceptedSession session, long attempt) implements Admission {}

        record Refused(RejectCode code, String text) implements Admission {}
    }

    private final Dialer dialer;
    private final PeerAddresses addresses;
    private final SessionShared shared;
    private final AcceptedSession.Lanes lanes;

    // Guarded by this.
    private final Map<ProcessId, DialedSession> dialed = new HashMap<>();
    private final Map<Key, AcceptedSession> accepted = new HashMap<>();
    private final Map<ProcessId, Long> newest = new HashMap<>(); // id of the last session a peer opened
    private final Set<ProcessId> dead = new HashSet<>();
    private long lastId;
    private boolean closed;

    public Sessions(
            Dialer dialer, PeerAddresses addresses, SessionHandler handler, LaneWork work, SessionLimits limits) {
        this.dialer = dialer;
        this.addresses = addresses;
        this.shared = new SessionShared(handler, limits, new ChunkPool());
        this.lanes = new AcceptedSession.Lanes(work, new Spares(), new LaneMonitor());
        lanes.monitor().start();
    }

    /**
     * The session dialed to {@code peer}, opened at the first call; returns at once, and connects in the background for as long as it takes. For a process
     * declared dead it is one that has ended.
     */
    public Session sessionTo(ProcessId peer) {
        DialedSession session;
        String refusal;
        synchronized (this) {
            DialedSession present = dialed.get(peer);
            if (present != null) return present;
            session = new DialedSession(peer, ++lastId, shared, dialer, addresses, this::forget);
            refusal = closed ? "this process closes" : dead.contains(peer) ? peer + " was declared dead" : "";
            if (refusal.isEmpty()) {
                dialed.put(peer, session);
                session.start();
            }
        }
        if (!refusal.isEmpty()) session.end(refusal);
        return session;
    }

    /** The control log declared {@code peer} dead: its sessions end, its frames are dropped, it is not let in again. */
    public void died(ProcessId peer) {
        List<SocketSession> ending = new ArrayList<>();
        synchronized (this) {
            dead.add(peer);
            DialedSession session = dialed.get(peer);
            if (session != null) ending.add(session);
            accepted.forEach((key, each) -> {
                if (key.peer.equals(peer)) ending.add(each);
            });
        }
        ending.forEach(session -> session.end(peer + " was declared dead"));
    }

    Admission admit(ProcessId peer, Purpose.Session purpose) {
        AcceptedSession session;
        List<AcceptedSession> replaced = new ArrayList<>();
        synchronized (this) {
            if (closed) return new Admission.Refused(RejectCode.NOT_READY, "this process closes");
            if (dead.contains(peer)) return new Admission.Refused(RejectCode.PROCESS_DEAD, peer + " was declared dead");
            Key key = new Key(peer, purpose.session());
            AcceptedSession present = accepted.get(key);
            if (present == null) {
                if (purpose instanceof Purpose.Resume)
                    return new Admission.Refused(
                            RejectCode.UNKNOWN_SESSION, "session " + key.id + " of " + peer + " is not open here");
                if (key.id <= newest.getOrDefault(peer, Long.MIN_VALUE))
                    return new Admission.Refused(
                            RejectCode.UNKNOWN_SESSION, peer + " has opened a session after session " + key.id);
                newest.put(peer, key.id);
                // A process dials a peer once: whoever opens anew has closed what was before, even if that news was
                // lost with its connection.
                accepted.forEach((other, each) -> {
                    if (other.peer.equals(peer)) replaced.add(each);
                });
                present = new AcceptedSession(peer, key.id, shared, lanes, this::forget);
                accepted.put(key, present);
            }
            session = present;
        }
        replaced.forEach(each -> each.end(peer + " opened a newer session"));
        return new Admission.Ready(session, session.expectConnection());
    }

    private synchronized void forget(DialedSession session) {
        dialed.remove(session.peer(), session);
    }

    private synchronized void forget(AcceptedSession session) {
        accepted.remove(new Key(session.peer(), session.id), session);
    }

    /** Every session now open, dialed first. */
    public synchronized List<Session> open() {
        List<Session> all = new ArrayList<>(dialed.values());
        all.addAll(accepted.values());
        return all;
    }

    /** Ends every session; each peer is told if it can be. */
    @Override
    public void close() {
        List<Session> ending;
        synchronized (this) {
            closed = true;
            ending = open();
        }
        ending.forEach(Session::close);
        lanes.monitor().close();
        lanes.spares().close();
    }
}
