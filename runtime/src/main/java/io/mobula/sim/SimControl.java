package io.mobula.sim;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.directory.Directory;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Scene;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** The control log as processes see it: one sequence of events, each process hearing it in order at its own pace. */
final class SimControl {
    private static final long NODE_TIMEOUT = 300_000_000;
    private static final long TICK = 100_000_000;
    private static final long QUIET_TICK = 5_000_000_000L;

    private final SimWorld world;
    private final SplittableRandom random;
    private final List<ControlEvent> log = new ArrayList<>();
    private final TreeMap<Integer, Integer> incarnations = new TreeMap<>();
    private final TreeMap<ProcessId, ClusterView.Node> members = new TreeMap<>();
    /** When each process hears the next event. */
    private final TreeMap<ProcessId, Long> heard = new TreeMap<>();

    private final TreeSet<ProcessId> dead = new TreeSet<>();
    private final TreeMap<ProcessId, Long> confirmed = new TreeMap<>();
    private final SimDirectory directory;

    private long version;
    private long settled;
    private long deaths;
    private boolean healed;

    SimControl(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        this.directory = new SimDirectory(new Living(), this::append);
    }

    /** The nodes, and who lives, as the log has it. */
    private final class Living implements Scene {
        @Override
        public List<Site> nodes() {
            return members.keySet().stream().map(Living::site).toList();
        }

        @Override
        public Optional<Site> node(ProcessId id) {
            return members.containsKey(id) ? Optional.of(site(id)) : Optional.empty();
        }

        @Override
        public boolean lives(ProcessId process) {
            return world.processes().containsKey(process) && !dead.contains(process);
        }

        private static Site site(ProcessId id) {
            return new Site(id, "node-" + id.number(), SimKinds.capacity(id));
        }
    }

    /** An entry of the log, and what is decided upon it. */
    DirectoryReply ask(DirectoryRequest request) {
        return directory.ask(request, world.timeline().now());
    }

    Directory directory() {
        return directory.directory();
    }

    /** The leader's tick. */
    void tick() {
        directory.look(world.timeline().now());
        world.timeline().after(healed ? QUIET_TICK : TICK, "the leader ticks", this::tick);
    }

    boolean isDead(ProcessId id) {
        return dead.contains(id);
    }

    /** REF-8: settled when every process not declared dead has confirmed the last death. */
    void confirmed(ProcessId process, long index) {
        confirmed.merge(process, index, Math::max);
        world.timeline().after(random.nextLong(100_000, 5_000_000), "confirmations are counted", this::settle);
    }

    private void settle() {
        if (deaths == settled) return;
        for (ProcessId id : world.processes().keySet()) {
            if (!dead.contains(id) && confirmed.getOrDefault(id, 0L) < deaths) return;
        }
        settled = deaths;
        append(new ControlEvent.Settled(deaths));
    }

    boolean isSettled() {
        return settled == deaths;
    }

    int deaths() {
        return (int) deaths;
    }

    /** A node comes up as its next incarnation; a living former one dies by that. */
    void join(int number) {
        boolean up = world.processes().values().stream()
                .anyMatch(process -> process.isAlive()
                        && process.self().isNode()
                        && process.self().number() == number);
        if (up) return; // the supervisor starts one at a time
        int incarnation = incarnations.merge(number, 1, Integer::sum);
        ProcessId before = ProcessId.node(number, incarnation - 1);
        if (members.containsKey(before)) died(before, Cause.RESTARTED);
        ProcessId id = ProcessId.node(number, incarnation);
        members.put(id, SimWorld.node(id));
        world.add(id);
        viewed();
        directory.look(world.timeline().now());
    }

    /** What one who has just come lacks: the deaths and settlements in their order, of all else the latest. */
    void greet(SimProcess process) {
        ControlEvent view = null;
        for (ControlEvent event : log) {
            switch (event) {
                case ControlEvent.Died _, ControlEvent.Settled _ -> tell(process, event);
                case ControlEvent.Viewed _ -> view = event;
                case ControlEvent.Directed _ -> {}
            }
        }
        directory()
                .view()
                .since(0, Long.MAX_VALUE)
                .ifPresent(change -> tell(process, new ControlEvent.Directed(change)));
        if (view != null) tell(process, view);
    }

    void crashed(SimProcess process) {
        process.kill();
        world.network().died(process.self());
        int number = process.self().number();
        if (!process.self().isNode()) {
            world.timeline()
                    .after(
                            NODE_TIMEOUT,
                            "control declares " + process.self(),
                            () -> died(process.self(), Cause.SESSION_LOST));
            return;
        }
        if (random.nextBoolean()) declareLater(process.self());
        world.timeline()
                .after(random.nextLong(100_000_000, 900_000_000), "node " + number + " restarts", () -> join(number));
    }

    /** Silent for as long as a pause lasts: declared dead if that is too long, and then it must go. */
    void paused(SimProcess process, long nanos) {
        process.pause();
        if (nanos > NODE_TIMEOUT) declareLater(process.self());
        world.timeline().after(nanos, process.self() + " is continued", process::resume);
    }

    private void declareLater(ProcessId id) {
        world.timeline().after(NODE_TIMEOUT, "control declares " + id, () -> {
            if (!members.containsKey(id)) return;
            died(id, Cause.UNREACHABLE);
            viewed();
        });
    }

    /** Told that it is down, it ends and comes back; until then it did what it always did. */
    private void ended(SimProcess zombie) {
        if (!zombie.isAlive()) return;
        zombie.kill();
        world.network().died(zombie.self());
        join(zombie.self().number());
    }

    private void died(ProcessId id, Cause cause) {
        members.remove(id);
        dead.add(id);
        append(new ControlEvent.Died(++deaths, id, cause, "simulated"));
        directory.died(id, world.timeline().now());
    }

    private void viewed() {
        append(new ControlEvent.Viewed(new ClusterView(++version, List.copyOf(members.values()))));
    }

    private void append(ControlEvent event) {
        log.add(event);
        for (SimProcess process : List.copyOf(world.processes().values())) if (process.isAlive()) tell(process, event);
    }

    private void tell(SimProcess process, ControlEvent event) {
        boolean own = event instanceof ControlEvent.Died died && died.process().equals(process.self());
        long delay = healed || random.nextInt(6) > 0
                ? random.nextLong(10_000, 2_000_000)
                : random.nextLong(10_000_000, 700_000_000);
        long at = Math.max(
                heard.getOrDefault(process.self(), 0L) + 1, world.timeline().now() + delay);
        heard.put(process.self(), at);
        world.timeline().at(at, process.self() + " hears " + event, () -> {
            if (own) ended(process);
            else SimWorld.tell(process, event);
        });
    }

    void heal() {
        healed = true;
    }
}
