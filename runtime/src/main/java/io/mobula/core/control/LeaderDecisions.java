package io.mobula.core.control;

import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the log's leader decides: who is dead, and which death is settled. One instance per leadership, so a new leader begins by giving everybody a full timeout.
 *
 * <p>A node is lost when its heartbeats are silent for the timeout. The membership's failure detector alone neither condemns nor saves anybody; what it thinks stands in the death's
 * detail. The leader's own node is never lost: nobody but itself could say so. A driver is lost when no living node has spoken for it for the grace.
 */
public final class LeaderDecisions {
    private final String ownMember;
    private final Limits limits;
    private final Suspicion nodes;
    private final Suspicion drivers;
    private final Settlement settlement = new Settlement();
    private Set<String> unreachable = Set.of();
    private ControlState state;
    private long lastTickNanos;

    /**
     * @param tickNanos how often {@link #tick} is called
     * @param driverGraceNanos how long a driver may be without a node that speaks for it
     */
    public record Limits(long tickNanos, long nodeTimeoutNanos, long driverGraceNanos) {}

    /** @param ownMember the membership's name of the leader's process */
    public LeaderDecisions(String ownMember, Limits limits, ControlState state, long nowNanos) {
        this.ownMember = ownMember;
        this.limits = limits;
        this.nodes = new Suspicion(limits.nodeTimeoutNanos());
        this.drivers = new Suspicion(limits.driverGraceNanos());
        this.state = state;
        this.lastTickNanos = nowNanos;
        applied(state, nowNanos);
    }

    public void applied(ControlState newer, long nowNanos) {
        state = newer;
        var watched = new TreeSet<ProcessId>();
        newer.members().forEach((process, member) -> {
            if (!member.member().equals(ownMember)) watched.add(process);
        });
        nodes.watch(watched, nowNanos);
        drivers.watch(newer.jobs().keySet(), nowNanos);
    }

    /** @param confirmations of every process the node speaks for, itself among them; 0 before its first death */
    public void heartbeat(ProcessId node, Map<ProcessId, Long> confirmations, long nowNanos) {
        if (state.standing(node) != ControlState.Standing.ALIVE) return;
        nodes.heard(node, nowNanos);
        confirmations.forEach((process, index) -> {
            drivers.heard(process, nowNanos);
            settlement.confirmed(process, index);
        });
    }

    /** The members that the membership's failure detector suspects now. */
    public void suspected(Set<String> members) {
        unreachable = Set.copyOf(members);
    }

    /** What is to be logged. An entry that is in the log's hands already may be decided again; that does no harm. */
    public List<ControlEntry> tick(long nowNanos) {
        boolean deaf = nowNanos - lastTickNanos > limits.tickNanos() + limits.nodeTimeoutNanos() / 2;
        lastTickNanos = nowNanos;
        if (deaf) {
            nodes.forgive(nowNanos);
            drivers.forgive(nowNanos);
        }
        var decided = new ArrayList<ControlEntry>();
        for (Suspicion.Lost lost : nodes.lost(nowNanos)) {
            decided.add(new ControlEntry.NodeDown(lost.process(), Cause.UNREACHABLE, nodeDetail(lost)));
        }
        for (Suspicion.Lost lost : drivers.lost(nowNanos)) {
            String detail = "no node has spoken for it for " + millis(lost.silentNanos()) + " ms";
            decided.add(new ControlEntry.DriverDown(lost.process(), Cause.SESSION_LOST, detail));
        }
        settle().ifPresent(decided::add);
        return decided;
    }

    /** The settlement that is due now, if any; also part of every tick. */
    public Optional<ControlEntry.Settled> settle() {
        return settlement.decide(state);
    }

    private String nodeDetail(Suspicion.Lost lost) {
        ControlState.Member member = state.members().get(lost.process());
        boolean agreed = member != null && unreachable.contains(member.member());
        return "no heartbeat for " + millis(lost.silentNanos()) + " ms; the other nodes "
                + (agreed ? "cannot reach it either" : "have not missed it yet");
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
