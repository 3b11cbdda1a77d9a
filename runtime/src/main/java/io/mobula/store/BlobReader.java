package io.mobula.store;

import io.mobula.code.Manifest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Reads a blob piece by piece: while one piece is written to the stream, the next is on its way. */
final class BlobReader {
    /** Bytes of one of the two pieces. */
    static final int PIECE_BYTES = 4 * BulkPeer.CHUNK_BYTES;

    private static final class Piece {
        final byte[] bytes;
        final int length;
        final CompletableFuture<Void> here;

        Piece(byte[] bytes, int length, CompletableFuture<Void> here) {
            this.bytes = bytes;
            this.length = length;
            this.here = here;
        }
    }

    private final BulkPeer peer;
    private final Manifest.Entry blob;

    BlobReader(BulkPeer peer, Manifest.Entry blob) {
        this.peer = peer;
        this.blob = blob;
    }

    void copyTo(OutputStream into) throws IOException {
        byte[] spare = new byte[(int) Math.min(PIECE_BYTES, blob.sizeBytes())];
        Piece piece = ask(0, spare);
        spare = new byte[(int) Math.min(PIECE_BYTES, Math.max(0, blob.sizeBytes() - PIECE_BYTES))];
        for (long at = 0; at < blob.sizeBytes(); ) {
            await(piece.here);
            Piece present = piece;
            at += present.length;
            piece = ask(at, spare);
            into.write(present.bytes, 0, present.length);
            spare = present.bytes;
        }
    }

    /** A piece past the end is empty and here at once. */
    private Piece ask(long at, byte[] buffer) {
        int length = (int) Math.min(PIECE_BYTES, blob.sizeBytes() - at);
        MemorySegment target = MemorySegment.ofArray(buffer).asSlice(0, length);
        return new Piece(buffer, length, peer.readBlob(blob.sha256(), at, target));
    }

    private static void await(CompletableFuture<Void> here) throws IOException {
        try {
            here.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a blob was on its way");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransferException failure) throw failure;
            throw new IOException(e.getCause());
        }
    }
}
