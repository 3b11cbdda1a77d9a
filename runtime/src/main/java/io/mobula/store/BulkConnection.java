package io.mobula.store;

import io.mobula.call.Conduit;
import io.mobula.code.BlobFetcher;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One socket of the bulk plane: a reader that takes answers in and notes requests, and a writer that sends requests and answers (BULK-1). It ends once, by whichever end or error comes first, and is not
 * mended: what was asked is lost and asked again on another.
 */
final class BulkConnection {
    /** Requests of the peer that wait for an answer; more than an honest peer's windows ever bring. */
    static final int MAX_UNANSWERED = 256;

    interface Listener {
        /** By the reader, which reads no more; what was asked is lost right after. */
        void ended(BulkConnection connection, String reason);
    }

    private final FrameChannel channel;
    private final BulkServer server;
    private final BulkHost host;
    private final BlobFetcher peerBlobs;
    private final Listener listener;

    private final Outbox outbox = new Outbox();
    private final AtomicInteger unanswered = new AtomicInteger();

    // Guarded by this.
    private final Map<Integer, Ask> asked = new HashMap<>();
    private int lastId;
    private Optional<String> ended = Optional.empty();

    BulkConnection(Conduit socket, BulkHost host, BlobFetcher peerBlobs, Listener listener) {
        this.channel = new FrameChannel(socket);
        this.host = host;
        this.server = new BulkServer(host);
        this.peerBlobs = peerBlobs;
        this.listener = listener;
    }

    void start(String name) {
        Thread.ofVirtual().name("bulk-writer-" + name).start(this::write);
        Thread.ofVirtual().name("bulk-reader-" + name).start(this::read);
    }

    /** False if the connection has ended; then nothing more is heard of the request. */
    boolean ask(Ask ask) {
        BulkFrame.Request request;
        synchronized (this) {
            if (ended.isPresent()) return false;
            request = ask.request(++lastId);
            asked.put(lastId, ask);
        }
        outbox.addSmall(() -> channel.write(request));
        return true;
    }

    /** Ends it; the reader says so to those who wait. */
    void end(String reason) {
        synchronized (this) {
            if (ended.isPresent()) return;
            ended = Optional.of(reason);
        }
        outbox.close();
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed for us all the same.
        }
    }

    private void read() {
        try {
            for (Optional<BulkFrame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                switch (frame.get()) {
                    case BulkFrame.Request request -> serve(request);
                    case BulkFrame.Answer answer -> settle(answer);
                }
            }
            end("the other end closed the connection");
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error unexpected) {
            end("its reader failed: " + unexpected);
            throw unexpected;
        } finally {
            loseAll();
        }
    }

    private void settle(BulkFrame.Answer answer) throws IOException {
        Ask ask = answered(answer.id());
        boolean settled = false;
        try {
            switch (answer) {
                case BulkFrame.Data data -> {
                    var target = ask.target();
                    if (data.length() != target.remaining()) {
                        throw new BulkProtocolException(
                                "%d bytes were asked for and %d came".formatted(target.remaining(), data.length()));
                    }
                    channel.readPayload(target);
                    host.objects().countIn(data.length());
                    settled = true;
                    ask.answered();
                }
                case BulkFrame.Done _ -> {
                    if (ask.target().hasRemaining())
                        throw new BulkProtocolException("bytes were asked for and none came");
                    settled = true;
                    ask.answered();
                }
                case BulkFrame.NotFound missing -> {
                    settled = true;
                    ask.refused(
                            new TransferException(TransferException.Reason.NOT_FOUND, "There is no " + missing.what()));
                }
                case BulkFrame.Failed failed -> {
                    settled = true;
                    ask.refused(new TransferException(TransferException.Reason.REFUSED, failed.why()));
                }
            }
        } finally {
            if (!settled) ask.lost();
        }
    }

    private synchronized Ask answered(int id) throws BulkProtocolException {
        Ask ask = asked.remove(id);
        if (ask == null)
            throw new BulkProtocolException(
                    "it answers request " + Integer.toUnsignedString(id) + ", which waits for no answer");
        return ask;
    }

    private void serve(BulkFrame.Request request) throws BulkProtocolException {
        if (unanswered.incrementAndGet() > MAX_UNANSWERED) {
            throw new BulkProtocolException("more than " + MAX_UNANSWERED + " requests wait for an answer");
        }
        switch (request) {
            case BulkFrame.ReadObject read ->
                outbox.addChunk(() -> {
                    server.answer(read, channel);
                    unanswered.decrementAndGet();
                });
            case BulkFrame.ReadBlob read ->
                outbox.addChunk(() -> {
                    server.answer(read, channel);
                    unanswered.decrementAndGet();
                });
            case BulkFrame.OfferBlob offer ->
                Thread.ofVirtual().name("bulk-offer").start(() -> {
                    BulkFrame.Answer answer = server.take(offer, peerBlobs);
                    outbox.addSmall(() -> {
                        channel.write(answer);
                        unanswered.decrementAndGet();
                    });
                });
        }
    }

    private void write() {
        try {
            for (var job = outbox.take(); job.isPresent(); job = outbox.take())
                job.get().write();
        } catch (InterruptedException | IOException e) {
            end(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error unexpected) {
            end("its writer failed: " + unexpected);
            throw unexpected;
        }
    }

    private void loseAll() {
        List<Ask> lost;
        String reason;
        synchronized (this) {
            lost = List.copyOf(asked.values());
            asked.clear();
            reason = ended.orElse("unknown");
        }
        listener.ended(this, reason);
        for (Ask ask : lost) ask.lost();
    }
}
