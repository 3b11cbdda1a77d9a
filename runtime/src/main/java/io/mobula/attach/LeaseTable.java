package io.mobula.attach;

import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The drivers a node is home to, and those that have fallen silent here; pure decisions, the time is passed in.
 *
 * <p>A fallen driver is watched for the grace: as long as its process runs, the log's leader alone may judge it, for it may have found another home (ATT-3).
 */
final class LeaseTable {
    private final String hostId;
    private final long graceNanos;
    private final Map<ProcessId, Entry> entries = new TreeMap<>();
    private long lastHolder;

    /** @param holder which of the driver's connections holds the lease; the number grows */
    private record Entry(Tenant tenant, long holder, Phase phase) {}

    private sealed interface Phase {
        record Held() implements Phase {}

        record Fallen(long untilNanos) implements Phase {}
    }

    /** @param hostId of the machine it runs on */
    record Tenant(HomeDriver driver, String hostId) {
        ProcessId process() {
            return driver.process();
        }
    }

    record Ended(ProcessId driver, String detail) {}

    LeaseTable(String hostId, long graceNanos) {
        this.hostId = hostId;
        this.graceNanos = graceNanos;
    }

    /** Takes the lease, from whoever has it. @return the holder's number */
    long take(Tenant tenant) {
        entries.put(tenant.process(), new Entry(tenant, ++lastHolder, new Phase.Held()));
        return lastHolder;
    }

    boolean holds(ProcessId driver, long holder) {
        Entry entry = entries.get(driver);
        return entry != null && entry.holder() == holder && entry.phase() instanceof Phase.Held;
    }

    /** The holder's connection is gone. @return whether it held the lease until now */
    boolean fell(ProcessId driver, long holder, long nowNanos) {
        if (!holds(driver, holder)) return false;
        entries.computeIfPresent(
                driver, (_, entry) -> new Entry(entry.tenant(), holder, new Phase.Fallen(nowNanos + graceNanos)));
        return true;
    }

    /** The log says so. */
    void died(ProcessId driver) {
        entries.remove(driver);
    }

    /** Fallen drivers whose process has ended; they, and those whose grace is over, are forgotten. */
    List<Ended> tick(long nowNanos, LongPredicate processRuns) {
        var ended = new ArrayList<Ended>();
        entries.values().removeIf(entry -> {
            if (!(entry.phase() instanceof Phase.Fallen fallen)) return false;
            long pid = entry.tenant().driver().pid();
            if (entry.tenant().hostId().equals(hostId) && !processRuns.test(pid)) {
                ended.add(new Ended(entry.tenant().process(), "process " + pid + " on " + hostId + " has ended"));
                return true;
            }
            return nowNanos - fallen.untilNanos() >= 0;
        });
        return ended;
    }

    boolean anyFallen() {
        return entries.values().stream().anyMatch(entry -> entry.phase() instanceof Phase.Fallen);
    }

    List<HomeDriver> held() {
        return entries.values().stream()
                .filter(entry -> entry.phase() instanceof Phase.Held)
                .map(entry -> entry.tenant().driver())
                .toList();
    }
}
