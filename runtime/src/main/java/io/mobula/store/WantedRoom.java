package io.mobula.store;

import java.util.concurrent.CompletableFuture;

/** Room that somebody waits for. */
final class WantedRoom {
    final StoredObject object;
    final long deadlineNanos;
    final CompletableFuture<Reservation> room = new CompletableFuture<>();

    WantedRoom(StoredObject object, long deadlineNanos) {
        this.object = object;
        this.deadlineNanos = deadlineNanos;
    }
}
