package io.mobula.link;

import io.mobula.call.Dialer;
import io.mobula.call.LaneWork;
import io.mobula.call.PeerAddresses;
import io.mobula.call.Session;
import io.mobula.call.SessionHandler;
import io.mobula.call.SessionLimits;
import io.mobula.call.Sessions;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import io.mobula.wire.UnknownFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages over sessions. What an owner says to a host goes over the session that the owner dialed, and the host answers on the same one, so a driver is never dialed. What is said about refs goes to a node over a dialed session and to a driver over the one it dialed.
 */
public final class SessionLinks implements Links, SessionHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLinks.class);

    /** Messages kept for a driver that has not dialed yet; it dials every node of its view. */
    private static final int MAX_WAITING = 100_000;

    private final ProcessId self;
    private final Sessions sessions;
    private final ConcurrentHashMap<Session, Conversation> open = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ProcessId, Conversation> dialed = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ProcessId, Conversation> accepted = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ProcessId, ArrayDeque<Message>> waiting = new ConcurrentHashMap<>();
    private final Set<ProcessId> dead = ConcurrentHashMap.newKeySet();
    private volatile @Nullable LocalProcess process;

    public SessionLinks(ProcessId self, Dialer dialer, PeerAddresses addresses, SessionLimits limits) {
        this.self = self;
        LaneWork bodies = () -> process().runner().runNext();
        this.sessions = new Sessions(dialer, addresses, this, self.isNode() ? bodies : () -> false, limits);
    }

    /** Comes before the first frame. */
    public void serve(LocalProcess local) {
        process = local;
    }

    private LocalProcess process() {
        return Objects.requireNonNull(process, "frames before the process is there");
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Opens the session with a node ahead of need, so that the node can speak to this process. */
    public void greet(ProcessId node) {
        if (!dead.contains(node)) dialed(node).greet();
    }

    @Override
    public void send(ProcessId to, Message message) {
        if (dead.contains(to)) return;
        boolean dials = switch (message) {
            case Message.ToHost _ -> true;
            case Message.ToOwner _ -> false;
            case Message.AboutRefs _ -> to.isNode();
        };
        if (dials) {
            Conversation conversation = dialed(to);
            conversation.send(message);
            if (message instanceof Message.Cancel)
                conversation.session.flush(); // each tick it waits, the body may begin
            return;
        }
        Conversation conversation = accepted.get(to);
        if (conversation != null) conversation.send(message);
        else keep(to, message);
    }

    private Conversation dialed(ProcessId peer) {
        Conversation known = dialed.get(peer);
        return known != null ? known : dialed.computeIfAbsent(peer, this::dial);
    }

    private Conversation dial(ProcessId peer) {
        Session session = sessions.sessionTo(peer);
        var conversation = new Conversation(self, session);
        open.put(session, conversation);
        return conversation;
    }

    /** For a driver that will dial, as soon as its view names this node. */
    private void keep(ProcessId driver, Message message) {
        ArrayDeque<Message> queue = waiting.computeIfAbsent(driver, _ -> new ArrayDeque<>());
        synchronized (queue) {
            Conversation conversation = accepted.get(driver);
            if (conversation != null) conversation.send(message);
            else if (queue.size() < MAX_WAITING) queue.add(message);
            else LOG.warn("{} has not dialed, and {} messages wait for it: one more is dropped", driver, MAX_WAITING);
        }
    }

    private Conversation accept(Session session) {
        var conversation = new Conversation(self, session);
        open.put(session, conversation);
        ArrayDeque<Message> queue = waiting.computeIfAbsent(session.peer(), _ -> new ArrayDeque<>());
        synchronized (queue) {
            accepted.put(session.peer(), conversation);
            queue.forEach(conversation::send);
            queue.clear();
        }
        return conversation;
    }

    @Override
    public boolean await(ProcessId peer, BooleanSupplier done, long deadlineNanos) throws InterruptedException {
        Conversation conversation = dialed.get(peer);
        return conversation != null && conversation.session.await(done, deadlineNanos);
    }

    @Override
    public void received(Session session, ByteBuffer frame) {
        LocalProcess present = process();
        Conversation conversation = open.get(session);
        if (conversation == null) conversation = accept(session);
        present.runner().comesBack(true);
        try {
            conversation.read(frame, message -> {
                if (!dead.contains(session.peer())) present.core().arrived(session.peer(), message);
            });
        } catch (UnknownFrame unknown) {
            LOG.error(
                    "The session with {} ends: it sent {}. Bring both sides to one release of Mobula",
                    session.peer(),
                    unknown.getMessage());
            session.close();
        } catch (RuntimeException broken) {
            LOG.error("The session with {} ends: a frame cannot be handled", session.peer(), broken);
            session.close();
        } finally {
            present.runner().comesBack(false);
        }
    }

    @Override
    public void batchEnded(Session session) {
        Conversation conversation = open.get(session);
        if (conversation != null) conversation.batchEnded();
    }

    @Override
    public void ended(Session session, String reason) {
        Conversation conversation = open.remove(session);
        if (conversation == null) return;
        dialed.remove(session.peer(), conversation);
        accepted.remove(session.peer(), conversation);
        LOG.debug("The session with {} has ended: {}", session.peer(), reason);
    }

    /** REF-6: from now on nothing is heard of it and nothing sent to it. */
    public void died(ProcessId peer) {
        dead.add(peer);
        sessions.died(peer);
        waiting.remove(peer);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
