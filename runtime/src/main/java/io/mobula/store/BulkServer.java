package io.mobula.store;

import io.mobula.code.Blob;
import io.mobula.code.BlobFetcher;
import io.mobula.code.CodeStore;
import io.mobula.code.Manifest;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Answers one connection's requests; on its writer, apart from offers. */
final class BulkServer {
    private final BulkHost host;

    /** For reading blobs from files; as large as the largest chunk of a blob asked for so far. */
    private ByteBuffer scratch = ByteBuffer.allocateDirect(0);

    BulkServer(BulkHost host) {
        this.host = host;
    }

    void answer(BulkFrame.ReadObject read, FrameChannel channel) throws IOException {
        Optional<Pin> found = host.objects().pin(read.key());
        if (found.isEmpty()) {
            channel.write(new BulkFrame.NotFound(read.id(), "object " + read.key()));
            return;
        }
        try (Pin pin = found.get()) {
            MemorySegment bytes = pin.bytes();
            if (read.offset() > bytes.byteSize() - read.length()) {
                channel.write(new BulkFrame.Failed(
                        read.id(), "object " + read.key() + " has " + bytes.byteSize() + " bytes"));
                return;
            }
            ByteBuffer payload = bytes.asSlice(read.offset(), read.length()).asByteBuffer();
            channel.write(new BulkFrame.Data(read.id(), read.length()), payload);
            host.objects().countOut(read.length());
        }
    }

    void answer(BulkFrame.ReadBlob read, FrameChannel channel) throws IOException {
        Optional<Blob> blob = host.blobs().find(read.sha256());
        if (blob.isEmpty()) {
            channel.write(new BulkFrame.NotFound(read.id(), "blob " + read.sha256()));
            return;
        }
        if (scratch.capacity() < read.length()) scratch = ByteBuffer.allocateDirect(read.length());
        scratch.clear().limit(read.length());
        try {
            blob.get().read(read.offset(), scratch);
        } catch (IOException e) {
            channel.write(
                    new BulkFrame.Failed(read.id(), "blob " + read.sha256() + " cannot be read: " + e.getMessage()));
            return;
        }
        channel.write(new BulkFrame.Data(read.id(), read.length()), scratch.flip());
    }

    /** Takes an offered blob in; blocks while it is read from the peer. */
    BulkFrame.Answer take(BulkFrame.OfferBlob offer, BlobFetcher peer) {
        if (host.code().isEmpty()) return new BulkFrame.Failed(offer.id(), "this process stores no code");
        CodeStore store = host.code().get();
        try {
            var entry = new Manifest.Entry(offer.sha256(), offer.sha256(), offer.sizeBytes());
            store.put(offer.sha256(), offer.sizeBytes(), out -> peer.fetch(entry, out));
            return new BulkFrame.Done(offer.id());
        } catch (IOException e) {
            return new BulkFrame.Failed(offer.id(), String.valueOf(e.getMessage()));
        }
    }
}
