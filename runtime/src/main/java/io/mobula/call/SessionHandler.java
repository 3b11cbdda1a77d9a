package io.mobula.call;

import java.nio.ByteBuffer;

/** Who understands the frames of sessions. Calls for one session never overlap. */
public interface SessionHandler {
    /**
     * One frame has come.
     *
     * @param frame its bytes, valid only during the call
     */
    void received(Session session, ByteBuffer frame);

    /** All that one read brought has been handed over: the moment to answer in one batch. */
    void batchEnded(Session session);

    /** The session will never carry another frame: closed by either side, or refused for good. */
    void ended(Session session, String reason);
}
