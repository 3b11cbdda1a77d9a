package io.mobula.link;

import io.mobula.call.Session;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.wire.FrameReader;
import io.mobula.wire.FrameWriter;
import io.mobula.wire.UnknownFrame;
import io.mobula.wire.proto.AcksProto;
import io.mobula.wire.proto.FrameProto;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One session as messages. Writers take turns; the session itself sees to it that readers do. */
final class Conversation {
    private static final FrameProto GREETING =
            FrameProto.newBuilder().setAcks(AcksProto.getDefaultInstance()).build();

    final Session session;
    private final FrameWriter writer;
    private final FrameReader reader;
    /** Between the first frame of a batch and its end: what is gathered meanwhile leaves with the end. */
    private volatile boolean inBatch;

    Conversation(ProcessId self, Session session) {
        this.session = session;
        this.writer = new FrameWriter(self, session::send);
        this.reader = new FrameReader(session.peer());
    }

    void send(Message message) {
        synchronized (writer) {
            writer.write(message);
            if (!inBatch) writer.flush();
        }
    }

    void read(ByteBuffer frame, Consumer<? super Message> out) throws UnknownFrame {
        if (!inBatch) reader.batchBegins(System.nanoTime());
        inBatch = true;
        reader.read(frame, out);
    }

    /** Says that this process is here. */
    void greet() {
        session.send(GREETING);
        session.flush();
    }

    void batchEnded() {
        inBatch = false;
        synchronized (writer) {
            writer.flush();
        }
    }
}
