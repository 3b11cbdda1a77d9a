package io.mobula.attach;

import io.mobula.attach.LeaseTable.Tenant;
import io.mobula.attach.LeaseTable.Verdict;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.control.ControlClient;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drivers this node is home to: speaks for those it hears, and stops when they are quiet or their connection is gone.
 *
 * <p>Thread safety: any thread.
 */
public final class DriverLeases implements AutoCloseable {
    /** How often it is looked whether a fallen driver's process still runs. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(DriverLeases.class);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mobula-driver-leases").factory());

    private final ControlClient control;

    /** Guarded by this, as is everything below. */
    private final LeaseTable table;

    /** Closes the connection that holds the lease. */
    private final Map<ProcessId, Runnable> holders = new HashMap<>();

    /** The last death each held driver has confirmed: said again when it is spoken for again. */
    private final Map<ProcessId, Long> confirmed = new HashMap<>();

    private Optional<Future<?>> nextLook = Optional.empty();

    /**
     * Leases of nobody yet.
     *
     * @param hostId of this node's machine, as drivers on it name it
     * @param timing its grace is how long a driver that fell is watched; not shorter than the control log's driver grace
     */
    public DriverLeases(ControlClient control, String hostId, AttachTiming timing) {
        this.control = control;
        this.table = new LeaseTable(
                hostId,
                new LeaseTable.Limits(timing.quiet().toNanos(), timing.grace().toNanos(), LOOK_INTERVAL.toNanos()));
    }

    /** A connection's hold on its driver. */
    final class Lease {
        private final ProcessId driver;
        private final long holder;

        private Lease(ProcessId driver, long holder) {
            this.driver = driver;
            this.holder = holder;
        }

        ProcessId driver() {
            return driver;
        }

        /** The connection brought something, be it a ping. */
        void heard() {
            synchronized (DriverLeases.this) {
                if (!table.heard(driver, holder, System.nanoTime())) return;
                control.confirm(driver, confirmed.getOrDefault(driver, 0L));
                look();
            }
        }

        void confirm(long index) {
            synchronized (DriverLeases.this) {
                if (!table.holds(driver, holder)) return;
                confirmed.merge(driver, index, Math::max);
                control.confirm(driver, index);
            }
        }

        CompletionStage<Void> goodbye() {
            return control.driverDied(driver, Cause.LEFT, "it said goodbye");
        }

        /** The connection is gone. */
        void fell() {
            synchronized (DriverLeases.this) {
                if (!table.fell(driver, holder, System.nanoTime())) return;
                holders.remove(driver);
                confirmed.remove(driver);
                control.release(driver);
                look(); // now: its process may have ended with it
            }
        }
    }

    /**
     * Gives the lease to a connection.
     *
     * @param handled the last death the driver has confirmed
     * @param evict called when another connection takes the lease
     */
    synchronized Lease take(Tenant tenant, long handled, Runnable evict) {
        long holder = table.take(tenant, System.nanoTime());
        Runnable before = holders.put(tenant.process(), evict);
        if (before != null) before.run();
        confirmed.put(tenant.process(), handled);
        control.confirm(tenant.process(), handled);
        look();
        return new Lease(tenant.process(), holder);
    }

    /** The log says so. */
    synchronized void died(ProcessId driver) {
        table.died(driver);
        holders.remove(driver);
        confirmed.remove(driver);
        if (!driver.isNode()) control.release(driver); // in case a confirmation was under way
    }

    synchronized List<HomeDriver> held() {
        return table.held();
    }

    private void look() {
        List<Verdict> verdicts;
        synchronized (this) {
            long now = System.nanoTime();
            verdicts = table.tick(now, LocalProcesses::runs);
            // Within the lock: a driver heard right after must be spoken for, not released.
            for (Verdict verdict : verdicts)
                if (verdict instanceof Verdict.FellQuiet(ProcessId driver)) control.release(driver);
            nextLook.ifPresent(superseded -> superseded.cancel(false));
            nextLook = Optional.empty();
            table.untilNextNanos(now).ifPresent(this::again);
        }
        for (Verdict verdict : verdicts) if (verdict instanceof Verdict.Ended ended) report(ended);
    }

    private void report(Verdict.Ended ended) {
        control.driverDied(ended.driver(), Cause.SESSION_LOST, ended.detail()).whenComplete((_, failure) -> {
            if (failure != null)
                LOG.warn("The end of {} is not in the log yet; its silence will tell", ended.driver(), failure);
        });
    }

    private void again(long nanos) {
        try {
            nextLook = Optional.of(scheduler.schedule(this::look, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            LOG.debug("Drivers are looked after no more: the leader misses this node soon");
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
