package io.mobula.store;

import io.mobula.core.store.CollectionRhythm;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillRecord;
import io.mobula.store.spill.SpillRefusedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room when memory is short: asks for a collection, then writes to disk, one file at a time; tells those that have waited too long. One thread, which starts with the first need of it.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** How long a collection is given to show an effect: handles are cleaned after it, by another thread. */
    private static final long EFFECT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** While somebody waits: for frees elsewhere, a collection that is due, a deadline. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** While nobody does. */
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** After the disk has refused, to others than those that wait. */
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long CLOSE_MILLIS = 10_000;

    private final ObjectStore store;
    private final StoreSettings settings;
    private final CollectionRhythm rhythm = new CollectionRhythm();
    private volatile Optional<String> refusal = Optional.empty();
    private long refusedNanos;
    private volatile boolean woken;
    private volatile boolean closed;
    private @Nullable Thread thread;

    Keeper(ObjectStore store, StoreSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    void wake() {
        if (woken) return;
        woken = true;
        LockSupport.unpark(started());
    }

    private synchronized Thread started() {
        if (thread == null && !closed)
            thread = Thread.ofPlatform().daemon().name("mobula-store-keeper").start(this::run);
        return thread == null ? Thread.currentThread() : thread;
    }

    /** Why the disk takes nothing, if it does not. */
    Optional<String> refusal() {
        return settings.spill().isEmpty() ? Optional.of("nothing is spilled here") : refusal;
    }

    private void run() {
        while (!closed) {
            woken = false;
            long wait = TICK_NANOS;
            try {
                wait = round();
            } catch (RuntimeException | Error unexpected) {
                LOG.error("Making room in the object store failed; it is tried again", unexpected);
            }
            if (!woken && !closed) LockSupport.parkNanos(this, wait);
        }
    }

    /** Until nothing more can be done now. Says how long that holds. */
    private long round() {
        while (!closed) {
            settings.spill().ifPresent(SpillFiles::deleteReleased);
            store.expire(System.nanoTime());
            store.serve();
            long wanted = store.wantedBytes();
            if (wanted == 0) return IDLE_NANOS;
            if (collect() || spill(wanted)) continue;
            return store.isWaitedFor() ? TICK_NANOS : refusal.isPresent() ? REFUSED_NANOS : IDLE_NANOS;
        }
        return 0;
    }

    /** True if it freed something. */
    private boolean collect() {
        if (!rhythm.isDue(System.nanoTime())) return false;
        long before = store.freedBytes();
        long began = System.nanoTime();
        settings.collection().run();
        long took = System.nanoTime() - began;
        long end = began + took + EFFECT_NANOS;
        while (store.freedBytes() == before && System.nanoTime() < end) LockSupport.parkNanos(this, LOOK_NANOS);
        long freed = store.freedBytes() - before;
        rhythm.collected(freed, took, System.nanoTime());
        return freed > 0;
    }

    /** True if it wrote something. */
    private boolean spill(long wanted) {
        if (settings.spill().isEmpty() || isRefused()) return false;
        List<StoredObject> next = store.nextFile(wanted);
        if (next.isEmpty()) return false;
        try {
            List<SpillRecord> files = settings.spill()
                    .get()
                    .write(next.stream()
                            .map(object -> object.memory().orElseThrow())
                            .toList());
            refusal = Optional.empty();
            store.spilled(next, files);
            return true;
        } catch (SpillRefusedException e) {
            refusal = Optional.of(Objects.requireNonNull(e.getMessage()));
            refusedNanos = System.nanoTime();
            store.notSpilled(next);
            return false;
        } catch (RuntimeException | Error unexpected) {
            store.notSpilled(next);
            throw unexpected;
        }
    }

    private boolean isRefused() {
        return refusal.isPresent() && System.nanoTime() - refusedNanos < REFUSED_NANOS;
    }

    /** What is being written is written to its end. */
    void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = thread;
        }
        if (last != null) {
            LockSupport.unpark(last);
            try {
                last.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        settings.spill().ifPresent(SpillFiles::close);
    }
}
