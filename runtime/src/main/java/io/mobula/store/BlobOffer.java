package io.mobula.store;

import io.mobula.code.Manifest;
import java.util.concurrent.CompletableFuture;

/** A blob offered to the peer. Offering it again is harmless: a peer that has it says so. */
final class BlobOffer {
    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Manifest.Entry blob;

    BlobOffer(Manifest.Entry blob) {
        this.blob = blob;
    }

    BulkFrame.Request request(int id) {
        return new BulkFrame.OfferBlob(id, blob.sha256(), blob.sizeBytes());
    }
}
