package io.mobula.store;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Brings objects of other processes into this one's store: each once, however many ask; a bounded number at a time, small ones first.
 *
 * <p>Thread safety: any thread; nothing blocks. Futures complete on a bulk reader, on the caller, or on the thread that found room.
 *
 * <p>Failure: a {@link TransferException}, or the store's refusal. Everybody who waits for the object gets the same; the next to ask starts anew.
 */
public final class Transfers {
    private final ObjectStore store;
    private final Function<ProcessId, BulkPeer> peers;
    private final TransferLimits limits;

    // Guarded by this.
    private final Map<CopyKey, Transfer> known = new HashMap<>();
    private final TransferQueue queue = new TransferQueue();
    private int running;
    private long runningBytes;
    private boolean starting;

    public Transfers(ObjectStore store, Function<ProcessId, BulkPeer> peers, TransferLimits limits) {
        this.store = store;
        this.peers = peers;
        this.limits = limits;
    }

    /** The object's bytes, pinned for this caller, who closes the pin. */
    public CompletableFuture<Pin> fetch(CopyKey key, ProcessId from, long sizeBytes) {
        var pin = new CompletableFuture<Pin>();
        synchronized (this) {
            // Looked up under the lock: a transfer that ends seals before it is forgotten here.
            Optional<Pin> here = store.pin(key);
            if (here.isPresent()) return CompletableFuture.completedFuture(here.get());
            Transfer transfer = known.get(key);
            if (transfer == null) {
                if (queue.size() >= limits.queued()) return CompletableFuture.failedFuture(busy(key));
                transfer = new Transfer(key, from, sizeBytes);
                known.put(key, transfer);
                queue.add(transfer);
            }
            transfer.waiting.add(pin);
        }
        startNext();
        return pin;
    }

    private TransferException busy(CopyKey key) {
        return new TransferException(
                TransferException.Reason.BUSY,
                "Object " + key + " was not fetched: " + limits.queued() + " fetches wait already");
    }

    /** One thread at a time starts transfers, in a loop: one that fails at once starts its successor, and a recursion could be as deep as the queue is long. */
    private void startNext() {
        synchronized (this) {
            if (starting) return;
            starting = true;
        }
        for (Optional<Transfer> next = next(); next.isPresent(); next = next()) start(next.get());
    }

    /** None: then whoever ends a transfer from now on starts the next. */
    private synchronized Optional<Transfer> next() {
        Optional<Transfer> next = running < limits.transfers() ? queue.takeIfFits(this::fits) : Optional.empty();
        if (next.isPresent()) {
            running++;
            runningBytes += next.get().sizeBytes;
        } else {
            starting = false;
        }
        return next;
    }

    private boolean fits(long sizeBytes) {
        return running == 0 || runningBytes + sizeBytes <= limits.inFlight().count();
    }

    /** Whatever goes wrong on the way, those that wait hear of it: each step is a stage of one future. */
    private void start(Transfer transfer) {
        var copy = new NewObject(transfer.key, CopyKind.COPY, transfer.sizeBytes, "copy from " + transfer.from);
        CompletableFuture<Pin> brought;
        try {
            brought = store.reserveLater(copy).thenCompose(room -> bring(transfer, room));
        } catch (RuntimeException refused) {
            brought = CompletableFuture.failedFuture(refused);
        }
        var _ = brought.whenComplete((pin, failure) -> {
            if (failure == null) here(transfer, pin);
            else over(transfer, unwrapped(failure));
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private CompletableFuture<Pin> bring(Transfer transfer, Reservation room) {
        CompletableFuture<Void> arrival;
        try {
            arrival = peers.apply(transfer.from).fetch(transfer.key, room.memory());
        } catch (RuntimeException | Error noPeer) {
            room.close();
            throw noPeer;
        }
        return arrival.handle((_, failure) -> {
            if (failure == null) return room.seal();
            room.close();
            throw failure instanceof CompletionException known ? known : new CompletionException(failure);
        });
    }

    private void here(Transfer transfer, Pin first) {
        try (first) {
            for (CompletableFuture<Pin> one : forget(transfer)) {
                Pin own = first.another();
                if (!one.complete(own)) own.close(); // cancelled by its caller
            }
        }
        startNext();
    }

    private void over(Transfer transfer, Throwable failure) {
        for (CompletableFuture<Pin> one : forget(transfer)) one.completeExceptionally(failure);
        startNext();
    }

    private synchronized List<CompletableFuture<Pin>> forget(Transfer transfer) {
        known.remove(transfer.key);
        running--;
        runningBytes -= transfer.sizeBytes;
        return List.copyOf(transfer.waiting);
    }
}
