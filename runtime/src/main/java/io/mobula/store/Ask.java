package io.mobula.store;

import java.nio.ByteBuffer;

/** A request of ours and what becomes of it. Exactly one of the three outcomes is called, once, by the connection's reader. */
interface Ask {
    BulkFrame.Request request(int id);

    /** Where the answer's bytes go, exactly as many as remain; nothing remains if it is answered by Done. */
    ByteBuffer target();

    void answered();

    void refused(TransferException why);

    /** The connection ended first; nobody writes to the target any more (STORE-3). */
    void lost();
}
