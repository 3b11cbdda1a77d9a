package io.mobula.store;

import io.mobula.api.error.ObjectLostException;
import io.mobula.code.Blob;
import io.mobula.code.BlobFetcher;
import io.mobula.code.CodeStore;
import io.mobula.code.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Answers one connection's requests; on its writer, apart from offers. */
final class BulkServer {
    private final BulkHost host;

    /** For reading blobs and spilled objects from files; as large as the largest chunk of them asked for so far. */
    private ByteBuffer scratch = ByteBuffer.allocateDirect(0);

    BulkServer(BulkHost host) {
        this.host = host;
    }

    void answer(BulkFrame.ReadObject read, FrameChannel channel) throws IOException {
        Optional<Pin> found = host.objects().pin(read.key());
        if (found.isEmpty()) {
            String loss =
                    host.objects().lossOf(read.key()).map(why -> ": " + why).orElse("");
            channel.write(new BulkFrame.NotFound(read.id(), "object " + read.key() + loss));
            return;
        }
        try (Pin pin = found.get()) {
            if (read.offset() > pin.sizeBytes() - read.length()) {
                channel.write(
                        new BulkFrame.Failed(read.id(), "object " + read.key() + " has " + pin.sizeBytes() + " bytes"));
                return;
            }
            channel.write(new BulkFrame.Data(read.id(), read.length()), part(pin, read));
            host.objects().countOut(read.length());
        } catch (ObjectLostException lost) {
            channel.write(new BulkFrame.NotFound(read.id(), "object " + read.key() + ": " + lost.detail()));
        }
    }

    private ByteBuffer part(Pin pin, BulkFrame.ReadObject read) {
        return pin.inMemory(read.offset(), read.length()).orElseGet(() -> {
            ByteBuffer buffer = scratch(read.length());
            pin.fromDisk(read.offset(), buffer);
            return buffer.flip();
        });
    }

    private ByteBuffer scratch(int length) {
        if (scratch.capacity() < length) scratch = ByteBuffer.allocateDirect(length);
        return scratch.clear().limit(length);
    }

    void answer(BulkFrame.ReadBlob read, FrameChannel channel) throws IOException {
        Optional<Blob> blob = host.blobs().find(read.sha256());
        if (blob.isEmpty()) {
            channel.write(new BulkFrame.NotFound(read.id(), "blob " + read.sha256()));
            return;
        }
        ByteBuffer payload = scratch(read.length());
        try {
            blob.get().read(read.offset(), payload);
        } catch (IOException e) {
            channel.write(
                    new BulkFrame.Failed(read.id(), "blob " + read.sha256() + " cannot be read: " + e.getMessage()));
            return;
        }
        channel.write(new BulkFrame.Data(read.id(), read.length()), payload.flip());
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
