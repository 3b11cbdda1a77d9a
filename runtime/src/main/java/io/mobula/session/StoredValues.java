package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ObjectLostException;
import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Arguments;
import io.mobula.store.ObjectStore;
import io.mobula.store.Pin;
import io.mobula.store.TransferException;
import io.mobula.store.Transfers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Values too large for messages: in this process's store, or on their way into it. A task's stored arguments are pinned from before it starts until its entry ends. */
public final class StoredValues implements Arguments {
    private final ObjectStore store;
    private final Supplier<ProcessId> self;
    private final Transfers transfers;
    private volatile StoreWatch watch = StoreWatch.NONE;
    private final ConcurrentHashMap<HostedTask, List<Pin>> pinned = new ConcurrentHashMap<>();

    /** @param self known once the process has its identity */
    public StoredValues(ObjectStore store, Supplier<ProcessId> self, Transfers transfers) {
        this.store = store;
        this.self = self;
        this.transfers = transfers;
    }

    /** Comes before the first value. */
    public void watchedBy(StoreWatch observer) {
        watch = observer;
    }

    /** @param maker what made it, for people */
    void put(CopyKey key, byte[] bytes, String maker) {
        try {
            store.put(key, MemorySegment.ofArray(bytes), maker);
        } catch (ObjectStoreFullException full) {
            watch.refused(String.valueOf(full.getMessage()));
            throw full;
        }
    }

    /** Brings the bytes here if they are elsewhere; waits for them. Throws {@link MissedCopy} if they are not there. */
    byte[] read(Outcome.Stored stored) {
        try (Pin pin = fetch(stored).get()) {
            return bytes(pin, stored);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MobulaException worded) throw worded;
            if (isMissed(e.getCause())) throw new MissedCopy(stored, e.getCause());
            throw lost(stored, e.getCause());
        } catch (InterruptedException e) {
            throw Waiting.interrupted("Fetching object " + stored.copy().ref());
        }
    }

    /** What was on disk here may be lost there. */
    private static byte[] bytes(Pin pin, Outcome.Stored stored) {
        try {
            return pin.toArray();
        } catch (ObjectLostException gone) {
            throw new MissedCopy(stored, gone);
        }
    }

    /** Not there, or its place is gone; all else is trouble of this side, which another copy would have too. */
    private static boolean isMissed(Throwable cause) {
        return cause instanceof TransferException transfer
                && (transfer.reason() == TransferException.Reason.NOT_FOUND
                        || transfer.reason() == TransferException.Reason.PEER_GONE);
    }

    static ObjectLostException lost(Outcome.Stored stored, Throwable cause) {
        return new ObjectLostException(
                ErrorCode.OBJECT_LOST,
                "Object %s (%,d bytes) cannot be fetched from %s: %s. Run again the task that made it"
                        .formatted(stored.copy().ref(), stored.sizeBytes(), stored.at(), cause.getMessage()),
                cause);
    }

    private CompletableFuture<Pin> fetch(Outcome.Stored stored) {
        if (!stored.at().equals(self.get())) return fetchFromAfar(stored);
        return store.pin(stored.copy())
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(missing(stored.copy())));
    }

    private TransferException missing(CopyKey key) {
        String why = store.lossOf(key).orElse("it is not in the store");
        return new TransferException(TransferException.Reason.NOT_FOUND, "Object " + key + ": " + why);
    }

    private CompletableFuture<Pin> fetchFromAfar(Outcome.Stored stored) {
        long start = System.nanoTime();
        CompletableFuture<Pin> fetch = transfers.fetch(stored.copy(), stored.at(), stored.sizeBytes());
        if (fetch.isDone() && !fetch.isCompletedExceptionally()) return fetch; // a copy is here
        String object = stored.copy().ref().object().toString();
        var _ = fetch.whenComplete((_, failure) -> watch.fetched(
                object,
                stored.sizeBytes(),
                start,
                failure == null ? StoreWatch.Arrival.CAME : StoreWatch.Arrival.FAILED));
        return fetch;
    }

    @Override
    public void fetch(HostedTask task, ProcessCore core) {
        var fetches = new ArrayList<CompletableFuture<Pin>>();
        for (Dependency dependency : task.push.dependencies()) {
            if (dependency.outcome() instanceof Outcome.Stored stored) fetches.add(fetch(stored));
        }
        var _ = CompletableFuture.allOf(fetches.toArray(CompletableFuture[]::new))
                .whenComplete((_, failure) -> {
                    var pins = new ArrayList<Pin>();
                    for (CompletableFuture<Pin> fetch : fetches)
                        if (!fetch.isCompletedExceptionally()) pins.add(fetch.join());
                    if (failure != null) {
                        pins.forEach(Pin::close);
                        List<Dependency> missed = failed(task, fetches, StoredValues::isMissed);
                        if (missed.isEmpty()) core.argumentsFailed(task, lost(failed(task, fetches, _ -> true)));
                        else core.argumentsMissed(task, missed);
                        return;
                    }
                    pinned.put(task, pins);
                    core.argumentsReady(task);
                });
    }

    private static List<Dependency> failed(
            HostedTask task, List<CompletableFuture<Pin>> fetches, Predicate<Throwable> why) {
        var failed = new ArrayList<Dependency>();
        int index = 0;
        for (Dependency dependency : task.push.dependencies()) {
            if (!(dependency.outcome() instanceof Outcome.Stored)) continue;
            CompletableFuture<Pin> fetch = fetches.get(index++);
            if (fetch.isCompletedExceptionally() && why.test(fetch.exceptionNow())) failed.add(dependency);
        }
        return failed;
    }

    private static Failure lost(List<Dependency> failed) {
        Dependency first = failed.getFirst();
        ProcessId at = ((Outcome.Stored) first.outcome()).at();
        return new Failure.CopyLost(first.ref(), at, Failure.CopyLost.Why.UNREACHABLE);
    }

    @Override
    public void release(HostedTask task) {
        List<Pin> pins = pinned.remove(task);
        if (pins != null) pins.forEach(Pin::close);
    }

    @Override
    public void drop(List<CopyKey> copies) {
        copies.forEach(store::free);
    }

    @Override
    public void bring(Outcome.Stored value, Consumer<Boolean> done) {
        var _ = fetch(value).whenComplete((pin, failure) -> {
            boolean here = failure == null && store.keep(value.copy());
            if (pin != null) pin.close();
            done.accept(here);
        });
    }

    @Override
    public boolean keep(CopyKey copy) {
        return store.keep(copy);
    }
}
