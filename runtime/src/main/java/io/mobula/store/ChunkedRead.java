package io.mobula.store;

import io.mobula.core.id.CopyKey;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes on their way into memory, in chunks. Knows which chunks are missing, over any number of connections. Guarded by its peer's lock, but for the future.
 */
final class ChunkedRead {
    /** What is read. */
    sealed interface Subject {
        BulkFrame.Request request(int id, long offset, int length);

        record ObjectBytes(CopyKey key) implements Subject {
            @Override
            public BulkFrame.Request request(int id, long offset, int length) {
                return new BulkFrame.ReadObject(id, key, offset, length);
            }
        }

        record BlobBytes(String sha256) implements Subject {
            @Override
            public BulkFrame.Request request(int id, long offset, int length) {
                return new BulkFrame.ReadBlob(id, sha256, offset, length);
            }
        }
    }

    /** @param at within the target */
    record Chunk(long at, int length) {}

    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Subject subject;
    private final MemorySegment target;

    /** Where in the subject the target begins. */
    private final long base;

    /** Asked for once and lost. */
    private final ArrayDeque<Chunk> lost = new ArrayDeque<>();

    /** From here on nothing has been asked for. */
    private long next;

    private long arrivedBytes;
    private int inFlight;
    private Optional<TransferException> failure = Optional.empty();

    ChunkedRead(Subject subject, long base, MemorySegment target) {
        this.subject = subject;
        this.base = base;
        this.target = target;
    }

    boolean wantsChunk() {
        return failure.isEmpty() && (!lost.isEmpty() || next < target.byteSize());
    }

    long missingBytes() {
        return target.byteSize() - arrivedBytes;
    }

    /** The next chunk to ask for; it is in flight from now on. */
    Chunk take(int chunkBytes) {
        inFlight++;
        if (!lost.isEmpty()) return lost.remove();
        var chunk = new Chunk(next, (int) Math.min(chunkBytes, target.byteSize() - next));
        next += chunk.length;
        return chunk;
    }

    BulkFrame.Request request(int id, Chunk chunk) {
        return subject.request(id, base + chunk.at, chunk.length);
    }

    ByteBuffer targetOf(Chunk chunk) {
        return target.asSlice(chunk.at, chunk.length).asByteBuffer();
    }

    void arrived(Chunk chunk) {
        inFlight--;
        arrivedBytes += chunk.length;
    }

    void lost(Chunk chunk) {
        inFlight--;
        lost.add(chunk);
    }

    void refused(Chunk chunk, TransferException why) {
        inFlight--;
        fail(why);
    }

    /** The first failure counts. */
    void fail(TransferException why) {
        if (failure.isEmpty()) failure = Optional.of(why);
    }

    /** Nothing will be written to the target any more: all is here, or it failed and nothing is in flight (STORE-3). */
    boolean isOver() {
        return inFlight == 0 && (failure.isPresent() || missingBytes() == 0);
    }

    /** Once it is over, outside the lock. */
    void complete() {
        if (failure.isPresent()) done.completeExceptionally(failure.get());
        else done.complete(null);
    }
}
