package io.mobula.store;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.store.memory.Block;
import io.mobula.store.memory.Memory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waiting for room, and for the system to give what was promised. */
final class Rooms {
    private Rooms() {}

    static boolean ready(Memory memory, Block block) {
        return memory.ready(block) == Memory.Ready.YES;
    }

    static Reservation await(CompletableFuture<Reservation> room, NewObject wanted) {
        try {
            return room.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) throw refused;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            room.cancel(false); // if it came first all the same, it goes back
            var _ = room.thenAccept(Reservation::close);
            throw interrupted("Waiting for room in the object store for " + wanted.key());
        }
    }

    static WaitInterruptedException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new WaitInterruptedException(
                ErrorCode.WAIT_INTERRUPTED,
                what + " was interrupted: the task was cancelled, or its thread was asked to stop",
                null);
    }
}
