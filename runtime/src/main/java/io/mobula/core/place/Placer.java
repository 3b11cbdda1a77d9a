package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import java.util.TreeMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One owner's placement: a task leaves its queue when a node has a credit for its shape; among those nodes the one with most of its stored arguments is taken, else the one this owner uses least.
 *
 * <p>A demand that no node can ever meet fails after a grace, in which a larger node may still join.
 */
public final class Placer {
    /** How long a host that refused a shape is left alone with it, unless there is news of what takes its room. */
    private static final long CROWDED_NANOS = 100_000_000;

    private final Int2ObjectHashMap<ShapeQueue> queues = new Int2ObjectHashMap<>();
    private final TreeMap<ProcessId, Host> hosts = new TreeMap<>();
    private final Claims claims = new Claims();
    private final BundlePlaces bundles = new BundlePlaces();
    private final PlaceEffects out;
    /** When crowded hosts are tried again; {@link Long#MAX_VALUE} while there are none. */
    private long crowdedUntilNanos = Long.MAX_VALUE;

    private final long infeasibleGraceNanos;

    public Placer(long infeasibleGraceNanos, PlaceEffects out) {
        this.infeasibleGraceNanos = infeasibleGraceNanos;
        this.out = out;
    }

    public void handle(PlaceEvent event) {
        switch (event) {
            case PlaceEvent.Queued(OwnedTask task) -> queued(task);
            case PlaceEvent.CreditReturned(ProcessId id, int shape) -> {
                Host host = hosts.get(id);
                if (host == null) return;
                host.giveBack(shape);
                drain(queues.get(shape));
            }
            case PlaceEvent.WindowChanged(ProcessId id, int shape, int credits) -> {
                Host host = hosts.get(id);
                if (host == null) return;
                host.widen(shape, credits);
                drain(queues.get(shape));
            }
            case PlaceEvent.Viewed(ClusterView view) -> viewed(view);
            case PlaceEvent.ActorLearned(ActorRecord actor) -> {
                if (claims.learn(actor)) claimed();
            }
            case PlaceEvent.GroupLearned(GroupRecord group) -> {
                boolean places = bundles.learn(group);
                if (claims.learn(group)) claimed();
                if (places) drainBundles(group.id());
            }
            case PlaceEvent.BundleBounced(BundleId bundle) -> bundles.doubt(bundle.group());
            case PlaceEvent.Crowded(ProcessId id, int shape) -> {
                Host host = hosts.get(id);
                if (host == null) return;
                host.crowded(shape);
                if (crowdedUntilNanos != Long.MAX_VALUE) return; // one look for all of them
                crowdedUntilNanos = out.nowNanos() + CROWDED_NANOS;
                out.checkGraceAt(crowdedUntilNanos);
            }
            case PlaceEvent.HostDied(ProcessId id) -> hosts.remove(id);
            case PlaceEvent.GraceChecked(long nowNanos) -> {
                queues.values().forEach(queue -> failIfInfeasible(queue, nowNanos));
                if (crowdedUntilNanos == Long.MAX_VALUE || nowNanos - crowdedUntilNanos < 0) return;
                crowdedUntilNanos = Long.MAX_VALUE;
                hosts.values().forEach(Host::forgetCrowded);
                queues.values().forEach(this::drain);
            }
        }
    }

    private void queued(OwnedTask task) {
        Shape shape = task.options.shape();
        ShapeQueue queue = queues.get(shape.number());
        if (queue == null) {
            queue = new ShapeQueue(shape);
            queues.put(shape.number(), queue);
        }
        boolean first = queue.isEmpty();
        queue.add(task);
        drain(queue);
        if (first && !queue.isEmpty()) watchFeasibility(queue);
    }

    private void viewed(ClusterView view) {
        for (ClusterView.Node node : view.nodes()) {
            Host known = hosts.get(node.process());
            if (known == null) {
                known = new Host(node, claims.left(node.process(), node.capacity()));
                hosts.put(node.process(), known);
            }
            known.draining = view.draining(node.process()).isPresent();
        }
        hosts.keySet()
                .removeIf(id ->
                        view.nodes().stream().noneMatch(node -> node.process().equals(id)));
        queues.values().forEach(queue -> {
            drain(queue);
            if (!queue.isEmpty()) watchFeasibility(queue);
        });
    }

    private void claimed() {
        for (Host host : hosts.values()) host.leaves(claims.left(host.node.process(), host.node.capacity()));
        queues.values().forEach(this::drain);
    }

    private void drainBundles(GroupId group) {
        queues.values().forEach(queue -> {
            if (queue.shape
                    .bundle()
                    .filter(bundle -> bundle.group().equals(group))
                    .isPresent()) drain(queue);
        });
    }

    private void drain(@Nullable ShapeQueue queue) {
        if (queue == null) return;
        if (failedWithItsGroup(queue)) return;
        for (OwnedTask next; (next = queue.peek()) != null; ) {
            Host host = choose(queue.shape, next);
            if (host == null) return;
            queue.remove();
            if (host.spend(queue.shape)) out.declare(host.node.process(), queue.shape);
            out.assign(next, host.node.process());
        }
    }

    /** Nothing can run in a bundle of a group that was removed. */
    private boolean failedWithItsGroup(ShapeQueue queue) {
        if (!(queue.shape.target() instanceof Shape.InBundle(BundleId bundle))) return false;
        String why = bundles.removed(bundle.group());
        if (why == null) return false;
        while (!queue.isEmpty()) out.unplaceable(queue.remove(), new Failure.GroupGone(bundle.group(), why));
        return true;
    }

    private @Nullable Host choose(Shape shape, OwnedTask task) {
        if (shape.target() instanceof Shape.InBundle(BundleId bundle)) {
            ProcessId at = bundles.at(bundle);
            Host host = at == null ? null : hosts.get(at);
            return host != null && host.hasCredit(shape) ? host : null;
        }
        boolean somewhere = false;
        for (Host host : hosts.values()) somewhere |= host.hasRoom(shape);
        Host best = null;
        long bestBytes = -1;
        for (Host host : hosts.values()) {
            // Where there is no room anywhere, an actor that waits may lend its CPU: the host knows.
            if (!host.takes(shape) || (somewhere && !host.hasRoom(shape))) continue;
            long bytes = task.refs.isEmpty() ? 0 : bytesAt(task, host.node.process());
            if (best == null || bytes > bestBytes || (bytes == bestBytes && host.load() < best.load())) {
                best = host;
                bestBytes = bytes;
            }
        }
        return best;
    }

    private static long bytesAt(OwnedTask task, ProcessId host) {
        long bytes = 0;
        for (var dependency : task.dependencies()) {
            if (dependency.outcome() instanceof Outcome.Stored stored
                    && stored.at().equals(host)) bytes += stored.sizeBytes();
        }
        return bytes;
    }

    private void watchFeasibility(ShapeQueue queue) {
        if (queue.shape.bundle().isPresent()) return; // its group has what it needs, or says why not
        boolean feasible =
                hosts.values().stream().anyMatch(host -> queue.shape.demand().fitsIn(host.node.capacity()));
        if (feasible) {
            queue.infeasibleSinceNanos = Long.MAX_VALUE;
        } else if (queue.infeasibleSinceNanos == Long.MAX_VALUE) {
            long nowNanos = out.nowNanos();
            queue.infeasibleSinceNanos = nowNanos;
            out.checkGraceAt(nowNanos + infeasibleGraceNanos);
        }
    }

    private void failIfInfeasible(ShapeQueue queue, long nowNanos) {
        if (queue.infeasibleSinceNanos == Long.MAX_VALUE
                || nowNanos - queue.infeasibleSinceNanos < infeasibleGraceNanos) return;
        queue.infeasibleSinceNanos = Long.MAX_VALUE;
        var failure = new Failure.Infeasible(queue.shape.demand(), largest());
        while (!queue.isEmpty()) out.unplaceable(queue.remove(), failure);
    }

    /** The node that comes nearest, in words. */
    private String largest() {
        Host largest = null;
        for (Host host : hosts.values()) {
            if (largest == null
                    || host.node.capacity().units("cpu")
                            > largest.node.capacity().units("cpu")) largest = host;
        }
        if (largest == null) return "the cluster has no node";
        Demand capacity = largest.node.capacity();
        return largest.node.name() + " with " + capacity;
    }

    /** Tasks that wait for a credit. */
    public int waiting() {
        int count = 0;
        for (ShapeQueue queue : queues.values()) count += queue.size();
        return count;
    }
}
