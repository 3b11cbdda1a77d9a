package io.mobula.attach;

import io.mobula.attach.LeaseTable.Ended;
import io.mobula.attach.LeaseTable.Tenant;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.control.ControlClient;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drivers this node is home to: speaks for those it holds, and stops when their connection is gone.
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

    private boolean looking;

    /**
     * Leases of nobody yet.
     *
     * @param hostId of this node's machine, as drivers on it name it
     * @param grace how long a driver that fell is watched; not shorter than the control log's driver grace
     */
    public DriverLeases(ControlClient control, String hostId, Duration grace) {
        this.control = control;
        this.table = new LeaseTable(hostId, grace.toNanos());
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

        void confirm(long index) {
            synchronized (DriverLeases.this) {
                if (table.holds(driver, holder)) control.confirm(driver, index);
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
                control.release(driver);
                if (!looking) look();
            }
        }
    }

    /** @param evict called when another connection takes the lease */
    synchronized Lease take(Tenant tenant, long confirmed, Runnable evict) {
        long holder = table.take(tenant);
        Runnable before = holders.put(tenant.process(), evict);
        if (before != null) before.run();
        control.confirm(tenant.process(), confirmed);
        return new Lease(tenant.process(), holder);
    }

    /** The log says so. */
    synchronized void died(ProcessId driver) {
        table.died(driver);
        holders.remove(driver);
        if (!driver.isNode()) control.release(driver); // in case a confirmation was under way
    }

    synchronized List<HomeDriver> held() {
        return table.held();
    }

    private void look() {
        List<Ended> ended;
        synchronized (this) {
            ended = table.tick(System.nanoTime(), LocalProcesses::runs);
            looking = table.anyFallen();
            if (looking) again();
        }
        for (Ended one : ended) {
            control.driverDied(one.driver(), Cause.SESSION_LOST, one.detail()).whenComplete((_, failure) -> {
                if (failure != null)
                    LOG.warn("The end of {} is not in the log yet; its silence will tell", one.driver(), failure);
            });
        }
    }

    private void again() {
        try {
            var _ = scheduler.schedule(this::look, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            looking = false; // closed: the leader misses this node soon
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
