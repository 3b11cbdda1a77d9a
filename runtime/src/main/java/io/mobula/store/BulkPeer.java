package io.mobula.store;

import io.mobula.call.Conduit;
import io.mobula.code.BlobFetcher;
import io.mobula.code.Manifest;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The bulk plane to one peer, over one connection after another: both ends ask and serve.
 *
 * <p>What was asked for when a connection broke goes on over the next, from the missing chunks. Without a next within the grace it fails; at once if the peer is given up ({@link #close}).
 *
 * <p>Thread safety: any thread. Futures complete on a connection's reader; what hangs on them must not block.
 *
 * <p>Units: chunks of 1 MiB, eight in flight; a short read is served before a long one, and the oldest gets every eighth chunk.
 */
public final class BulkPeer implements AutoCloseable, BlobFetcher {
    static final int CHUNK_BYTES = 1 << 20;

    /** Chunks asked for and not answered, per connection. */
    static final int WINDOW_CHUNKS = 8;

    /** Of so many chunks, one goes to the oldest read. */
    private static final int OLDEST_EVERY = 8;

    /** How long a broken connection may stay away while somebody waits. */
    public static final Duration RESUME_GRACE = Duration.ofSeconds(10);

    /** Who brings connections. */
    @FunctionalInterface
    public interface Link {
        /** The peer has no connection: it broke, or somebody asks for the first time. The end that dials calls {@link #attach}; the other waits. Must not block. */
        void down(BulkPeer peer, String reason);
    }

    private final ProcessId peer;
    private final BulkHost host;
    private final Link link;
    private final Duration grace;

    // Guarded by this.
    private final List<ChunkedRead> reads = new ArrayList<>();
    private final ArrayDeque<BlobOffer> offers = new ArrayDeque<>();
    private Optional<BulkConnection> connection = Optional.empty();
    private int inFlight;
    private long picks;

    /** Counts connections, so that a grace that ran out for an earlier one is known as stale. */
    private long epoch;

    private boolean graceRuns;

    private Optional<String> closed = Optional.empty();

    public BulkPeer(ProcessId peer, BulkHost host, Link link, Duration grace) {
        this.peer = peer;
        this.host = host;
        this.link = link;
        this.grace = grace;
    }

    public ProcessId peer() {
        return peer;
    }

    /** A connection with the handshake behind it, in blocking mode; it replaces the one before. */
    public void attach(Conduit socket) {
        var fresh = new BulkConnection(socket, host, this, this::ended);
        Optional<BulkConnection> before;
        Optional<String> refused;
        synchronized (this) {
            before = connection;
            refused = closed;
            if (refused.isEmpty()) {
                connection = Optional.of(fresh);
                inFlight = 0;
                epoch++;
                graceRuns = false;
            }
        }
        before.ifPresent(old -> old.end("another connection took its place"));
        fresh.start(peer.toString());
        if (refused.isPresent()) fresh.end(refused.get());
        else pump();
    }

    /** Reads an object of exactly the target's size into it. The target stays untouched once the future is complete. */
    public CompletableFuture<Void> fetch(CopyKey key, MemorySegment target) {
        return read(new ChunkedRead(new ChunkedRead.Subject.ObjectBytes(key), 0, target));
    }

    /** Reads a blob from the peer, a few chunks ahead of the stream. Blocks. */
    @Override
    public void fetch(Manifest.Entry blob, OutputStream into) throws IOException {
        new BlobReader(this, blob).copyTo(into);
    }

    /** Complete when the peer has stored the blob, which it reads from this process's {@link BulkHost#blobs}. */
    public CompletableFuture<Void> sendBlob(Manifest.Entry blob) {
        var offer = new BlobOffer(blob);
        Optional<String> refused;
        synchronized (this) {
            refused = closed;
            if (refused.isEmpty()) offers.add(offer);
        }
        refused.ifPresentOrElse(why -> offer.done.completeExceptionally(gone(why)), this::pump);
        return offer.done;
    }

    /** The peer is dead, or not needed any more: everything that waits fails with this reason. */
    public void close(String reason) {
        Optional<BulkConnection> last;
        synchronized (this) {
            if (closed.isPresent()) return;
            closed = Optional.of(reason);
            last = connection;
        }
        last.ifPresent(open -> open.end(reason));
        failAll(reason);
    }

    @Override
    public void close() {
        close("it was closed");
    }

    CompletableFuture<Void> readBlob(String sha256, long offset, MemorySegment target) {
        return read(new ChunkedRead(new ChunkedRead.Subject.BlobBytes(sha256), offset, target));
    }

    private CompletableFuture<Void> read(ChunkedRead read) {
        synchronized (this) {
            reads.add(read);
            closed.ifPresent(why -> read.fail(gone(why)));
        }
        completeIfOver(read);
        pump();
        return read.done;
    }

    /** Asks for as much as the window allows; says so if there is nobody to ask. */
    private void pump() {
        boolean down;
        synchronized (this) {
            boolean asking = true;
            while (asking && connection.isPresent()) asking = askOffer() || askChunk();
            down = connection.isEmpty() && closed.isEmpty() && isWaitedFor();
        }
        if (down) awaitNext("bytes are wanted from it");
    }

    private boolean askChunk() {
        if (inFlight >= WINDOW_CHUNKS) return false;
        Optional<ChunkedRead> read = pick();
        if (read.isEmpty()) return false;
        var ask = new ChunkAsk(read.get(), read.get().take(CHUNK_BYTES), epoch);
        if (connection.orElseThrow().ask(ask)) {
            inFlight++;
            return true;
        }
        read.get().lost(ask.chunk);
        connection = Optional.empty();
        return false;
    }

    private boolean askOffer() {
        if (offers.isEmpty() || !connection.orElseThrow().ask(new OfferAsk(offers.element()))) return false;
        offers.remove();
        return true;
    }

    /** The read with the least missing; now and then the oldest, so that no long one starves. */
    private Optional<ChunkedRead> pick() {
        boolean oldest = ++picks % OLDEST_EVERY == 0;
        Optional<ChunkedRead> best = Optional.empty();
        for (ChunkedRead read : reads) {
            if (!read.wantsChunk()) continue;
            if (best.isEmpty() || read.missingBytes() < best.get().missingBytes()) best = Optional.of(read);
            if (oldest) break;
        }
        return best;
    }

    private boolean isWaitedFor() {
        return !reads.isEmpty() || !offers.isEmpty();
    }

    /** Tells who brings connections, and gives the next one until the grace is over. */
    private void awaitNext(String reason) {
        long waitedIn;
        synchronized (this) {
            if (graceRuns || connection.isPresent()) return;
            graceRuns = true;
            waitedIn = epoch;
        }
        CompletableFuture.delayedExecutor(grace.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> graceOver(waitedIn, reason));
        link.down(this, reason);
    }

    private void graceOver(long waitedIn, String reason) {
        synchronized (this) {
            if (epoch != waitedIn) return;
            graceRuns = false;
            if (!isWaitedFor()) return;
        }
        failAll("it had no connection for " + grace.toMillis() + " ms: " + reason);
    }

    private void ended(BulkConnection which, String reason) {
        synchronized (this) {
            boolean replaced = connection.isPresent() && connection.get() != which;
            if (replaced || closed.isPresent()) return;
            connection = Optional.empty();
        }
        awaitNext(reason);
    }

    private void failAll(String reason) {
        List<ChunkedRead> waitingReads;
        List<BlobOffer> waitingOffers;
        synchronized (this) {
            waitingReads = List.copyOf(reads);
            waitingOffers = List.copyOf(offers);
            offers.clear();
            for (ChunkedRead read : waitingReads) read.fail(gone(reason));
        }
        waitingReads.forEach(this::completeIfOver);
        for (BlobOffer offer : waitingOffers) offer.done.completeExceptionally(gone(reason));
    }

    private void completeIfOver(ChunkedRead read) {
        synchronized (this) {
            if (!read.isOver() || !reads.remove(read)) return;
        }
        read.complete();
    }

    private TransferException gone(String reason) {
        return new TransferException(
                TransferException.Reason.PEER_GONE, "Bytes from " + peer + " did not come: " + reason);
    }

    /** One chunk over the connection of one epoch; windows are counted per connection. */
    private final class ChunkAsk implements Ask {
        private final ChunkedRead read;
        private final ChunkedRead.Chunk chunk;
        private final long askedIn;

        ChunkAsk(ChunkedRead read, ChunkedRead.Chunk chunk, long askedIn) {
            this.read = read;
            this.chunk = chunk;
            this.askedIn = askedIn;
        }

        @Override
        public BulkFrame.Request request(int id) {
            return read.request(id, chunk);
        }

        @Override
        public ByteBuffer target() {
            return read.targetOf(chunk);
        }

        @Override
        public void answered() {
            over(() -> read.arrived(chunk));
        }

        @Override
        public void refused(TransferException why) {
            over(() -> read.refused(chunk, why));
        }

        @Override
        public void lost() {
            over(() -> read.lost(chunk));
        }

        private void over(Runnable outcome) {
            synchronized (BulkPeer.this) {
                if (askedIn == epoch) inFlight--;
                outcome.run();
            }
            completeIfOver(read);
            pump();
        }
    }

    private final class OfferAsk implements Ask {
        private final BlobOffer offer;

        OfferAsk(BlobOffer offer) {
            this.offer = offer;
        }

        @Override
        public BulkFrame.Request request(int id) {
            return offer.request(id);
        }

        @Override
        public ByteBuffer target() {
            return ByteBuffer.allocate(0);
        }

        @Override
        public void answered() {
            offer.done.complete(null);
        }

        @Override
        public void refused(TransferException why) {
            offer.done.completeExceptionally(why);
        }

        @Override
        public void lost() {
            Optional<String> refused;
            synchronized (BulkPeer.this) {
                refused = closed;
                if (refused.isEmpty()) offers.addFirst(offer);
            }
            refused.ifPresentOrElse(why -> offer.done.completeExceptionally(gone(why)), BulkPeer.this::pump);
        }
    }
}
