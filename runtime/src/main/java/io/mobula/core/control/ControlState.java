package io.mobula.core.control;

import io.mobula.core.control.ControlEntry.ClusterCreated;
import io.mobula.core.control.ControlEntry.Directed;
import io.mobula.core.control.ControlEntry.DriverDown;
import io.mobula.core.control.ControlEntry.JobStarted;
import io.mobula.core.control.ControlEntry.NodeDown;
import io.mobula.core.control.ControlEntry.NodeDraining;
import io.mobula.core.control.ControlEntry.NodeJoined;
import io.mobula.core.control.ControlEntry.NodeUndrained;
import io.mobula.core.control.ControlEntry.Settled;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.directory.Directory;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryInvariants;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.Scene;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
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
 * <p>Immutable, so that replicas' threads share it; an entry copies the one map it changes, which a log of a few entries per second can afford; the directory, which sees hundreds, is on persistent maps.
 *
 * @param cluster none until the first entry
 * @param seats every node name ever seen; its number and its last incarnation
 * @param members the living nodes
 * @param jobs the living drivers
 * @param lingering the jobs of dead drivers of which a detached actor lives: its code must be found
 * @param lastDriver the number given last; 0 before the first
 */
public record ControlState(
        Optional<UUID> cluster,
        SortedMap<String, Seat> seats,
        SortedMap<ProcessId, Member> members,
        SortedMap<ProcessId, Job> jobs,
        SortedMap<ProcessId, Job> lingering,
        int lastDriver,
        Announced announced,
        RecentRequests requests,
        Directory directory) {
    public static final ControlState EMPTY = new ControlState(
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            0,
            Announced.NOTHING,
            RecentRequests.NONE,
            Directory.EMPTY);

    /** A node name's number, for ever, and the incarnation given last. */
    public record Seat(int number, int incarnation) {}

    /** @param member the membership's name of the process, see {@link NodeJoined} */
    public record Member(ClusterView.Node node, String member) {}

    public record Applied(ControlState state, EntryAnswer answer) {}

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
        lingering = Collections.unmodifiableSortedMap(lingering);
    }

    public Applied apply(ControlEntry entry) {
        return switch (entry) {
            case ClusterCreated created -> unanswered(created(created));
            case NodeJoined joined -> joined(joined);
            case NodeDown down -> unanswered(nodeDown(down));
            case NodeDraining(Draining draining) -> unanswered(draining(draining));
            case NodeUndrained(ProcessId node) -> unanswered(undrained(node));
            case JobStarted started -> started(started);
            case DriverDown down -> unanswered(driverDown(down));
            case Settled settled -> unanswered(settled(settled));
            case Directed directed -> directed(directed);
        };
    }

    /** What the step to {@code after} announces. */
    public List<ControlEvent> eventsUntil(ControlState after) {
        return after.announced.since(announced.progress(), Announced.Portion.ALL);
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

    /** A living driver's job, or one that lingers. */
    public Optional<Job> job(ProcessId driver) {
        return Optional.ofNullable(jobs.getOrDefault(driver, lingering.get(driver)));
    }

    /** The cluster as the directory has to know it. */
    public Scene scene() {
        return new ControlScene(this);
    }

    private static Applied unanswered(ControlState state) {
        return new Applied(state, EntryAnswer.NONE);
    }

    private ControlState created(ClusterCreated entry) {
        if (cluster.isPresent()) return this;
        return new ControlState(
                Optional.of(entry.cluster()),
                seats,
                members,
                jobs,
                lingering,
                lastDriver,
                announced,
                requests,
                directory);
    }

    private Applied joined(NodeJoined entry) {
        Optional<ProcessId> earlier = requests.answer(entry.request());
        if (earlier.isPresent()) return new Applied(this, EntryAnswer.of(earlier.get()));

        NodeDescription node = entry.node();
        Seat former = seats.getOrDefault(node.name(), new Seat(seats.size() + 1, 0));
        Seat seat = new Seat(former.number(), former.incarnation() + 1);
        ProcessId process = ProcessId.node(seat.number(), seat.incarnation());
        ProcessId before = ProcessId.node(former.number(), former.incarnation());

        var newSeats = new TreeMap<>(seats);
        newSeats.put(node.name(), seat);
        var newMembers = new TreeMap<>(members);
        Announced news = announced;
        Directory after = directory;
        if (newMembers.remove(before) != null) {
            String detail = "it came back as " + process;
            news = died(before, Cause.RESTARTED, detail, news);
            after = after.died(before, detail);
        }
        newMembers.put(process, new Member(listed(process, entry), entry.member()));
        var state = new ControlState(
                cluster,
                newSeats,
                newMembers,
                jobs,
                lingering,
                lastDriver,
                news.withView(viewOf(newMembers)),
                requests.with(entry.request(), process),
                directory);
        return new Applied(state.with(after), EntryAnswer.of(process));
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
        return new ControlState(cluster, seats, fewer, jobs, lingering, lastDriver, news, requests, directory)
                .with(directory.died(entry.node(), entry.detail()));
    }

    private ControlState draining(Draining wanted) {
        boolean known = announced.view().draining(wanted.node()).equals(Optional.of(wanted));
        if (known || !members.containsKey(wanted.node())) return this;
        var all = new ArrayList<Draining>(withoutDraining(wanted.node()));
        all.add(wanted);
        return withDraining(all);
    }

    private ControlState undrained(ProcessId node) {
        return announced.view().draining(node).isEmpty() ? this : withDraining(withoutDraining(node));
    }

    private List<Draining> withoutDraining(ProcessId node) {
        return announced.view().draining().stream()
                .filter(one -> !one.node().equals(node))
                .toList();
    }

    private ControlState withDraining(List<Draining> draining) {
        ClusterView view = announced.view();
        Announced news = announced.withView(new ClusterView(view.version() + 1, view.nodes(), draining));
        return new ControlState(cluster, seats, members, jobs, lingering, lastDriver, news, requests, directory);
    }

    private Applied started(JobStarted entry) {
        Optional<ProcessId> earlier = requests.answer(entry.request());
        if (earlier.isPresent()) return new Applied(this, EntryAnswer.of(earlier.get()));
        ProcessId driver = ProcessId.driver(lastDriver + 1);
        var more = new TreeMap<>(jobs);
        more.put(driver, entry.job());
        RecentRequests answered = requests.with(entry.request(), driver);
        var state = new ControlState(
                cluster, seats, members, more, lingering, lastDriver + 1, announced, answered, directory);
        return new Applied(state, EntryAnswer.of(driver));
    }

    private ControlState driverDown(DriverDown entry) {
        if (!jobs.containsKey(entry.driver())) return this;
        var fewer = new TreeMap<>(jobs);
        fewer.remove(entry.driver());
        Announced news = died(entry.driver(), entry.cause(), entry.detail(), announced);
        Directory after = directory.died(entry.driver(), entry.detail());
        var longer = new TreeMap<>(lingering);
        if (after.lingers(entry.driver())) longer.put(entry.driver(), jobs.get(entry.driver()));
        return new ControlState(cluster, seats, members, fewer, longer, lastDriver, news, requests, directory)
                .with(after);
    }

    private Applied directed(Directed entry) {
        var replies = new ArrayList<DirectoryReply>();
        Directory after = directory;
        Scene scene = scene();
        for (DirectoryEntry step : entry.steps()) {
            Directory.Applied applied = after.apply(step, scene);
            after = applied.directory();
            applied.reply().ifPresent(replies::add);
        }
        var latest = replies.stream().map(after::latest).toList();
        return new Applied(with(after), new EntryAnswer(Optional.empty(), latest));
    }

    /** Jobs linger as long as the directory says. */
    @SuppressWarnings("ReferenceEquality") // the very same: nothing has changed
    private ControlState with(Directory after) {
        if (after == directory) return this;
        SortedMap<ProcessId, Job> needed = lingering;
        if (!after.lingering().keySet().containsAll(lingering.keySet())) {
            needed = new TreeMap<>(lingering);
            needed.keySet().retainAll(after.lingering().keySet());
        }
        return new ControlState(
                cluster,
                seats,
                members,
                jobs,
                needed,
                lastDriver,
                announced.withDirectory(after.view()),
                requests,
                after);
    }

    private ControlState settled(Settled entry) {
        boolean overtaken = entry.index() != lastDeath() || entry.births() != births();
        if (overtaken || entry.index() <= announced.settled()) return this;
        var news = new Announced(announced.view(), announced.deaths(), entry.index(), announced.directory());
        return new ControlState(cluster, seats, members, jobs, lingering, lastDriver, news, requests, directory);
    }

    private static Announced died(ProcessId process, Cause cause, String detail, Announced before) {
        return before.withDeath(new Died(before.deaths().size() + 1L, process, cause, detail));
    }

    private ClusterView viewOf(Map<ProcessId, Member> living) {
        List<ClusterView.Node> nodes =
                living.values().stream().map(Member::node).toList();
        List<Draining> draining = announced.view().draining().stream()
                .filter(one -> living.containsKey(one.node()))
                .toList();
        return new ClusterView(announced.view().version() + 1, nodes, draining);
    }

    /** Throws when an invariant of this package does not hold. */
    @SuppressWarnings("ReferenceEquality") // what is announced is the very view
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
        for (Draining one : announced.view().draining()) require(members.containsKey(one.node()), "CTL-10", one);
        require(announced.directory() == directory.view(), "DIR-2", announced.directory());
        require(lingering.keySet().equals(directory.lingering().keySet()), "DIR-10", lingering.keySet());
        DirectoryInvariants.validate(directory, scene());
    }

    private static void require(boolean holds, String invariant, Object story) {
        if (!holds) throw new IllegalStateException(invariant + " does not hold: " + story);
    }
}
