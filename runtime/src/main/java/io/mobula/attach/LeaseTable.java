package io.mobula.attach;

import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The drivers a node is home to, and those that have fallen here; pure decisions, the time is passed in.
 *
 * <p>Whoever is held speaks now and then. After a short quiet the node no longer speaks for it, though its connection still has the lease: so the leader counts the grace from the last sign of life,
 * not from when the connection was given up. The next sign, and the node speaks again.
 *
 * <p>A fallen driver is watched for the grace: as long as its process runs, the log's leader alone may judge it, for it may have found another home (ATT-3).
 */
final class LeaseTable {
    private final String hostId;
    private final Limits limits;
    private final Map<ProcessId, Entry> entries = new TreeMap<>();
    private long lastHolder;

    /** @param holder which of the driver's connections holds the lease; the number grows */
    private record Entry(Tenant tenant, long holder, Phase phase) {}

    private sealed interface Phase {
        /** By its connection. */
        sealed interface Held extends Phase {}

        record Spoken(long heardNanos) implements Held {}

        record Quiet() implements Held {}

        record Fallen(long untilNanos) implements Phase {}
    }

    /** @param hostId of the machine it runs on */
    record Tenant(HomeDriver driver, String hostId) {
        ProcessId process() {
            return driver.process();
        }
    }

    /** What is to be done now. */
    sealed interface Verdict {
        /** Its process is gone: it is dead. */
        record Ended(ProcessId driver, String detail) implements Verdict {}

        /** Stop speaking for it. */
        record FellQuiet(ProcessId driver) implements Verdict {}
    }

    /**
     * How long to wait.
     *
     * @param quietNanos after so long without a sign of life a node stops speaking for a driver
     * @param graceNanos so long a fallen driver is watched
     * @param lookNanos how often it is looked whether a fallen driver's process still runs
     */
    record Limits(long quietNanos, long graceNanos, long lookNanos) {}

    LeaseTable(String hostId, Limits limits) {
        this.hostId = hostId;
        this.limits = limits;
    }

    /** Takes the lease, from whoever has it. @return the holder's number */
    long take(Tenant tenant, long nowNanos) {
        entries.put(tenant.process(), new Entry(tenant, ++lastHolder, new Phase.Spoken(nowNanos)));
        return lastHolder;
    }

    boolean holds(ProcessId driver, long holder) {
        Entry entry = entries.get(driver);
        return entry != null && entry.holder() == holder && entry.phase() instanceof Phase.Held;
    }

    /** The holder's connection brought a sign of life. @return whether the driver had been quiet, and is to be spoken for again */
    boolean heard(ProcessId driver, long holder, long nowNanos) {
        if (!holds(driver, holder)) return false;
        Entry before = entries.get(driver);
        entries.put(driver, new Entry(before.tenant(), holder, new Phase.Spoken(nowNanos)));
        return before.phase() instanceof Phase.Quiet;
    }

    /** The holder's connection is gone. @return whether it held the lease until now */
    boolean fell(ProcessId driver, long holder, long nowNanos) {
        if (!holds(driver, holder)) return false;
        entries.computeIfPresent(
                driver,
                (_, entry) -> new Entry(entry.tenant(), holder, new Phase.Fallen(nowNanos + limits.graceNanos())));
        return true;
    }

    /** The log says so. */
    void died(ProcessId driver) {
        entries.remove(driver);
    }

    /** Who has become quiet, and the fallen whose process has ended. These, and those whose grace is over, are forgotten. */
    List<Verdict> tick(long nowNanos, LongPredicate processRuns) {
        var verdicts = new ArrayList<Verdict>();
        for (var each = entries.entrySet().iterator(); each.hasNext(); ) {
            var entry = each.next();
            Tenant tenant = entry.getValue().tenant();
            switch (entry.getValue().phase()) {
                case Phase.Quiet _ -> {}
                case Phase.Spoken(long heardNanos) -> {
                    if (nowNanos - heardNanos < limits.quietNanos()) continue;
                    verdicts.add(new Verdict.FellQuiet(tenant.process()));
                    entry.setValue(new Entry(tenant, entry.getValue().holder(), new Phase.Quiet()));
                }
                case Phase.Fallen(long untilNanos) -> {
                    Optional<Verdict> ended = ended(tenant, processRuns);
                    ended.ifPresent(verdicts::add);
                    if (ended.isPresent() || nowNanos - untilNanos >= 0) each.remove();
                }
            }
        }
        return verdicts;
    }

    private Optional<Verdict> ended(Tenant tenant, LongPredicate processRuns) {
        long pid = tenant.driver().pid();
        if (!tenant.hostId().equals(hostId) || processRuns.test(pid)) return Optional.empty();
        return Optional.of(new Verdict.Ended(tenant.process(), "process " + pid + " on " + hostId + " has ended"));
    }

    /** How long nothing can be due; none if nothing will be before the next lease is taken, heard or lost. */
    OptionalLong untilNextNanos(long nowNanos) {
        return entries.values().stream()
                .flatMapToLong(entry -> switch (entry.phase()) {
                    case Phase.Quiet _ -> LongStream.empty();
                    case Phase.Spoken(long heardNanos) ->
                        LongStream.of(Math.max(0, heardNanos + limits.quietNanos() - nowNanos));
                    case Phase.Fallen _ -> LongStream.of(limits.lookNanos());
                })
                .min();
    }

    List<HomeDriver> held() {
        return entries.values().stream()
                .filter(entry -> entry.phase() instanceof Phase.Held)
                .map(entry -> entry.tenant().driver())
                .toList();
    }
}
