package io.mobula.control;

import io.mobula.control.log.ControlLog;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.DirectoryLeader;
import io.mobula.core.control.LeaderDecisions;
import io.mobula.core.control.Replica;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;

/** What lasts as long as the replica leads. Confined to the leader's actor. */
final class Leadership {
    final ControlLog log;
    final long term;
    final LeaderDecisions decisions;
    final DirectoryDesk desk;
    final PekkoEntry entry;
    final ReplicaDesk replicas;
    final Map<ProcessId, Link> agents = new HashMap<>();

    /** Nodes whose birth is on its way into the log. */
    final Set<UUID> registering = new HashSet<>();

    /** Contact of the leader's node. */
    private final String contact;

    ControlState state;
    ToAgent.Lead lead;

    /** Entries that were decided are on their way; until the log has answered, nothing further is decided. */
    boolean deciding;

    /** Another is to lead. */
    boolean handingOver;

    long ticks;

    /** @param told what the agent has been sent; its next heartbeat says what has arrived */
    record Link(ActorRef<ToAgent> agent, Progress told) {}

    Leadership(
            ControlLog log,
            long term,
            ControlState state,
            MembershipSystem membership,
            LeaderDecisions.Limits limits,
            Duration infeasibleGrace,
            long nowNanos) {
        this.log = log;
        this.term = term;
        this.state = state;
        this.contact = membership.address();
        String own = membership.member();
        this.decisions = new LeaderDecisions(own, limits, state, nowNanos);
        this.desk = new DirectoryDesk(new DirectoryLeader(infeasibleGrace.toNanos()));
        this.entry = new PekkoEntry(own, state);
        this.replicas = new ReplicaDesk(log, contact);
        this.lead = lead();
    }

    private ToAgent.Lead lead() {
        var controlNodes = new LinkedHashSet<String>();
        controlNodes.add(contact);
        // A keeper that is alone need not have a fixed port.
        for (Replica replica : log.status().group())
            if (!replica.contact().endsWith(":0")) controlNodes.add(replica.contact());
        return new ToAgent.Lead(contact, term, List.copyOf(controlNodes));
    }

    /** The group may have changed. */
    void lookAtGroup() {
        lead = lead();
    }

    boolean isOwn(Replica replica) {
        return replica.contact().equals(contact);
    }

    /** The living node of this name. */
    Optional<ProcessId> named(String node) {
        return state.members().values().stream()
                .map(ControlState.Member::node)
                .filter(one -> one.name().equals(node))
                .map(ClusterView.Node::process)
                .findFirst();
    }
}
