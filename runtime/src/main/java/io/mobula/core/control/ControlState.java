package io.mobula.core.control;

import io.mobula.core.control.ControlEntry.ClusterCreated;
import io.mobula.core.control.ControlEntry.DriverDown;
import io.mobula.core.control.ControlEntry.JobStarted;
import io.mobula.core.control.ControlEntry.NodeDown;
import io.mobula.core.control.ControlEntry.NodeJoined;
import io.mobula.core.control.ControlEntry.Settled;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.id.ProcessId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The control log's state: the sum of its entries, the same on every replica.
 *
 * <p>Immutable, so that replicas' threads share it; an entry copies the one map it changes, which a log of a few entries per second can afford.
 *
 * @param cluster none until the first entry
 * @param seats every node name ever seen; its number and its last incarnation
 * @param members the living nodes
 * @param jobs the living drivers
 * @param lastDriver the number given last; 0 before the first
 */
public record ControlState(
        Optional<UUID> cluster,
        SortedMap<String, Seat> seats,
        SortedMap<ProcessId, Member> members,
        SortedMap<ProcessId, Job> jobs,
        int lastDriver,
        Announced announced,
        RecentRequests requests) {
    public static final ControlState EMPTY = new ControlState(
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            0,
            Announced.NOTHING,
            RecentRequests.NONE);

    /** A node name's number, for ever, and the incarnation given last. */
    public record Seat(int number, int incarnation) {}

    /** @param member the membership's name of the process, see {@link NodeJoined} */
    public record Member(ClusterView.Node node, String member) {}

    /**
     * @param answer who the entry's request is about: the node that joined, the driver that started; none for other entries
     */
    public record Applied(ControlState state, Optional<ProcessId> answer) {}

    public enum Standing {
        ALIVE,
        DEAD,
        /** The log has never named it. */
        UNKNOWN
    }

    public ControlState {
        seats = Collections.unmodifiableSortedMap(seats);
        members = Collections.unmodifiableSortedMap(members);
        jobs = Collections.unmodifiableSortedMap(jobs);
    }

    public Applied apply(ControlEntry entry) {
        return switch (entry) {
            case ClusterCreated created -> unanswered(created(created));
            case NodeJoined joined -> joined(joined);
            case NodeDown down -> unanswered(nodeDown(down));
            case JobStarted started -> started(started);
            case DriverDown down -> unanswered(driverDown(down));
            case Settled settled -> unanswered(settled(settled));
        };
    }

    /** What the step to {@code after} announces. */
    public List<ControlEvent> eventsUntil(ControlState after) {
        return after.announced.since(announced.progress(), Integer.MAX_VALUE);
    }

    /** An executor stands and falls with its node. */
    public Standing standing(ProcessId process) {
        if (!process.isNode()) {
            if (jobs.containsKey(process)) return Standing.ALIVE;
            return process.number() <= lastDriver ? Standing.DEAD : Standing.UNKNOWN;
        }
        if (members.containsKey(ProcessId.node(process.number(), process.incarnation()))) return Standing.ALIVE;
        for (Seat seat : seats.values()) {
            if (seat.number() == process.number() && process.incarnation() <= seat.incarnation()) return Standing.DEAD;
        }
        return Standing.UNKNOWN;
    }

    /** How many processes were ever given an identity. */
    public long births() {
        long births = lastDriver;
        for (Seat seat : seats.values()) births += seat.incarnation();
        return births;
    }

    public long lastDeath() {
        return announced.deaths().size();
    }

    private static Applied unanswered(ControlState state) {
        return new Applied(state, Optional.empty());
    }

    private ControlState created(ClusterCreated entry) {
        if (cluster.isPresent()) return this;
        return new ControlState(Optional.of(entry.cluster()), seats, members, jobs, lastDriver, announced, requests);
    }

    private Applied joined(NodeJoined entry) {
        Optional<ProcessId> earlier = requests.answer(entry.request());
        if (earlier.isPresent()) return new Applied(this, earlier);

        NodeDescription node = entry.node();
        Seat former = seats.getOrDefault(node.name(), new Seat(seats.size() + 1, 0));
        Seat seat = new Seat(former.number(), former.incarnation() + 1);
        ProcessId process = ProcessId.node(seat.number(), seat.incarnation());
        ProcessId before = ProcessId.node(former.number(), former.incarnation());

        var newSeats = new TreeMap<>(seats);
        newSeats.put(node.name(), seat);
        var newMembers = new TreeMap<>(members);
        Announced news = announced;
        if (newMembers.remove(before) != null) {
            news = died(before, Cause.RESTARTED, "it came back as " + process, news);
        }
        newMembers.put(process, new Member(listed(process, entry), entry.member()));
        var state = new ControlState(
                cluster,
                newSeats,
                newMembers,
                jobs,
                lastDriver,
                news.withView(viewOf(newMembers)),
                requests.with(entry.request(), process));
        return new Applied(state, Optional.of(process));
    }

    private static ClusterView.Node listed(ProcessId process, NodeJoined entry) {
        NodeDescription node = entry.node();
        return new ClusterView.Node(
                process,
                node.name(),
                node.host(),
                node.address(),
                node.unixSocket(),
                node.capacity(),
                entry.role() == NodeRole.CONTROL,
                node.pid());
    }

    private ControlState nodeDown(NodeDown entry) {
        if (!members.containsKey(entry.node())) return this;
        var fewer = new TreeMap<>(members);
        fewer.remove(entry.node());
        Announced news =
                died(entry.node(), entry.cause(), entry.detail(), announced).withView(viewOf(fewer));
        return new ControlState(cluster, seats, fewer, jobs, lastDriver, news, requests);
    }

    private Applied started(JobStarted entry) {
        Optional<ProcessId> earlier = requests.answer(entry.request());
        if (earlier.isPresent()) return new Applied(this, earlier);
        ProcessId driver = ProcessId.driver(lastDriver + 1);
        var more = new TreeMap<>(jobs);
        more.put(driver, entry.job());
        RecentRequests answered = requests.with(entry.request(), driver);
        var state = new ControlState(cluster, seats, members, more, lastDriver + 1, announced, answered);
        return new Applied(state, Optional.of(driver));
    }

    private ControlState driverDown(DriverDown entry) {
        if (!jobs.containsKey(entry.driver())) return this;
        var fewer = new TreeMap<>(jobs);
        fewer.remove(entry.driver());
        Announced news = died(entry.driver(), entry.cause(), entry.detail(), announced);
        return new ControlState(cluster, seats, members, fewer, lastDriver, news, requests);
    }

    private ControlState settled(Settled entry) {
        boolean overtaken = entry.index() != lastDeath() || entry.births() != births();
        if (overtaken || entry.index() <= announced.settled()) return this;
        var news = new Announced(announced.view(), announced.deaths(), entry.index());
        return new ControlState(cluster, seats, members, jobs, lastDriver, news, requests);
    }

    private static Announced died(ProcessId process, Cause cause, String detail, Announced before) {
        return before.withDeath(new Died(before.deaths().size() + 1L, process, cause, detail));
    }

    private ClusterView viewOf(Map<ProcessId, Member> living) {
        List<ClusterView.Node> nodes =
                living.values().stream().map(Member::node).toList();
        return new ClusterView(announced.view().version() + 1, nodes);
    }

    /** Throws when an invariant of this package does not hold. */
    public void validate() {
        var dead = new HashSet<ProcessId>();
        long index = 0;
        for (Died died : announced.deaths()) {
            require(died.index() == ++index, "CTL-1", died);
            require(dead.add(died.process()), "CTL-3", died);
        }
        for (Member member : members.values()) {
            ProcessId process = member.node().process();
            Seat last = new Seat(process.number(), process.incarnation());
            require(last.equals(seats.get(member.node().name())), "CTL-2", member);
            require(!dead.contains(process), "CTL-3", member);
        }
        for (ProcessId driver : jobs.keySet()) require(!dead.contains(driver), "CTL-3", driver);
        require(announced.settled() <= index, "CTL-4", announced.settled());
        List<ClusterView.Node> living =
                members.values().stream().map(Member::node).toList();
        require(announced.view().nodes().equals(living), "CTL-5", announced.view());
    }

    private static void require(boolean holds, String invariant, Object story) {
        if (!holds) throw new IllegalStateException(invariant + " does not hold: " + story);
    }
}
