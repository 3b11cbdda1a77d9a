package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.Feasibility;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.Scene;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One owner's placement: a task leaves its queue when a node has a credit for its shape; which node is a {@link Choice}.
 *
 * <p>A demand that no node can ever meet fails after a grace, in which a larger node may still join. Pushes that wait at a busy host while there is room elsewhere come back, see {@link Recalls}.
 */
public final class Placer {
    /** How long a host that refused a shape is left alone with it, unless there is news of what takes its room. */
    private static final long CROWDED_NANOS = 100_000_000;

    /** So often what hosts said of their load is believed half as much, unless they say it anew. */
    private static final int CHOICES_PER_FADING = 256;

    /**
     * @param order this owner's own: hosts that are equally good are taken in an order that begins with another one for each owner
     * @param infeasibleGraceNanos how long what no node can ever take waits for a larger one
     */
    public record Settings(long order, long infeasibleGraceNanos) {}

    private final Int2ObjectHashMap<ShapeQueue> queues = new Int2ObjectHashMap<>();
    private final TreeMap<ProcessId, Host> hosts = new TreeMap<>();
    private final Claims claims = new Claims();
    private final BundlePlaces bundles = new BundlePlaces();
    private final PlaceEffects out;
    private final Settings settings;
    /** Counts changes of {@link #hosts}. */
    private int views;
    /** Choices made so far. */
    private long choices;
    /** When crowded hosts are tried again; {@link Long#MAX_VALUE} while there are none. */
    private long crowdedUntilNanos = Long.MAX_VALUE;
    /** When pushes that wait at busy hosts are looked for; {@link Long#MAX_VALUE} while nothing is pushed. */
    private long recallAtNanos = Long.MAX_VALUE;

    public Placer(Settings settings, PlaceEffects out) {
        this.settings = settings;
        this.out = out;
    }

    public void handle(PlaceEvent event) {
        switch (event) {
            case PlaceEvent.Queued(OwnedTask task) -> queued(task);
            case PlaceEvent.WantedAt(OwnedTask task, ProcessId id) -> wantedAt(task, hosts.get(id));
            case PlaceEvent.CreditReturned(ProcessId id, int shape) -> {
                Window window = window(id, shape);
                if (window == null) return;
                window.giveBack();
                drain(queues.get(shape));
            }
            case PlaceEvent.WindowChanged(ProcessId id, int shape, int credits) -> {
                Window window = window(id, shape);
                if (window == null) return;
                window.widen(credits);
                drain(queues.get(shape));
            }
            case PlaceEvent.LoadTold(ProcessId id, int thousandths) -> {
                Host host = hosts.get(id);
                if (host != null) host.told(thousandths);
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
            case PlaceEvent.Crowded(ProcessId id, int shape) -> crowded(window(id, shape));
            case PlaceEvent.HostDied(ProcessId id) -> {
                if (hosts.remove(id) != null) views++;
            }
            case PlaceEvent.GraceChecked(long nowNanos) -> {
                queues.values().forEach(queue -> failIfInfeasible(queue, nowNanos));
                forgetCrowded(nowNanos);
                recall(nowNanos);
            }
            case PlaceEvent.Asked(Shape shape, Consumer<List<String>> answer) -> answer.accept(standing(shape));
        }
    }

    private @Nullable Window window(ProcessId id, int shape) {
        Host host = hosts.get(id);
        return host == null ? null : host.known(shape);
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

    /** Beyond the window if need be: whoever wants it there runs it at once, in place of what it runs now. */
    private void wantedAt(OwnedTask task, @Nullable Host host) {
        Shape shape = task.options.shape();
        ShapeQueue queue = queues.get(shape.number());
        if (host == null || queue == null || shape.target() != Shape.Anywhere.ANYWHERE) return;
        Window window = host.window(shape);
        if (window.hasRoom() && queue.remove(task)) push(task, window);
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
        views++;
        if (recallAtNanos == Long.MAX_VALUE && hosts.size() > 1 && anyPushed()) watchForRecalls();
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
        if (queue == null || failedWithItsGroup(queue)) return;
        for (OwnedTask next; (next = queue.peek()) != null; ) {
            Window window = choose(queue, next);
            if (window == null) return;
            queue.remove();
            push(next, window);
        }
    }

    private void push(OwnedTask task, Window window) {
        ProcessId host = window.host.node.process();
        if (window.spend()) out.declare(host, task.options.shape());
        if (recallAtNanos == Long.MAX_VALUE && hosts.size() > 1) watchForRecalls();
        out.assign(task, host);
    }

    /** Nothing can run in a bundle of a group that was removed. */
    private boolean failedWithItsGroup(ShapeQueue queue) {
        if (!(queue.shape.target() instanceof Shape.InBundle(BundleId bundle))) return false;
        String why = bundles.removed(bundle.group());
        if (why == null) return false;
        while (!queue.isEmpty()) out.unplaceable(queue.remove(), new Failure.GroupGone(bundle.group(), why));
        return true;
    }

    private @Nullable Window choose(ShapeQueue queue, OwnedTask task) {
        if (queue.shape.target() instanceof Shape.InBundle(BundleId bundle)) {
            ProcessId at = bundles.at(bundle);
            Host host = at == null ? null : hosts.get(at);
            Window window = host == null ? null : host.window(queue.shape);
            return window != null && window.hasCredit() ? window : null;
        }
        Window[] windows = windows(queue);
        if (windows.length < 2) return windows.length == 1 && windows[0].takes() ? windows[0] : null;
        if (++choices % CHOICES_PER_FADING == 0) hosts.values().forEach(Host::fade);
        if (queue.shape.target() != Shape.Anywhere.SPREAD)
            return Choice.packed(windows, task, choices + settings.order());
        int place = Choice.spread(windows, task, queue.last);
        if (place < 0) return null;
        queue.last = place;
        return windows[place];
    }

    /** Of all hosts, in this owner's order. */
    private Window[] windows(ShapeQueue queue) {
        if (queue.viewed == views) return queue.windows;
        var all = new ArrayList<Window>(hosts.size());
        for (Host host : hosts.values()) all.add(host.window(queue.shape));
        if (!all.isEmpty()) Collections.rotate(all, -Math.floorMod(settings.order(), all.size()));
        queue.windows = all.toArray(Window[]::new);
        queue.viewed = views;
        queue.last = -1;
        return queue.windows;
    }

    private void crowded(@Nullable Window window) {
        if (window == null) return;
        window.crowded = true;
        if (crowdedUntilNanos != Long.MAX_VALUE) return; // one look for all of them
        crowdedUntilNanos = out.nowNanos() + CROWDED_NANOS;
        out.checkGraceAt(crowdedUntilNanos);
    }

    private void forgetCrowded(long nowNanos) {
        if (crowdedUntilNanos == Long.MAX_VALUE || nowNanos - crowdedUntilNanos < 0) return;
        crowdedUntilNanos = Long.MAX_VALUE;
        hosts.values().forEach(Host::forgetCrowded);
        queues.values().forEach(this::drain);
    }

    private void watchForRecalls() {
        recallAtNanos = out.nowNanos() + Recalls.PERIOD_NANOS;
        out.checkGraceAt(recallAtNanos);
    }

    private void recall(long nowNanos) {
        if (recallAtNanos == Long.MAX_VALUE || nowNanos - recallAtNanos < 0) return;
        recallAtNanos = Long.MAX_VALUE;
        hosts.values().forEach(Host::fade);
        for (ShapeQueue queue : queues.values()) {
            if (queue.shape.target() instanceof Shape.InBundle) continue;
            Window[] windows = windows(queue);
            for (Recalls.Recall recall : Recalls.due(windows))
                if (queue.isEmpty())
                    out.recall(recall.from().host.node.process(), queue.shape.number(), recall.count());
        }
        if (anyPushed()) watchForRecalls();
    }

    private boolean anyPushed() {
        return hosts.values().stream().anyMatch(host -> host.own > 0);
    }

    private void watchFeasibility(ShapeQueue queue) {
        if (queue.shape.bundle().isPresent()) return; // its group has what it needs, or says why not
        boolean feasible = false;
        for (Window window : windows(queue)) feasible |= window.feasible;
        if (feasible) {
            queue.infeasibleSinceNanos = Long.MAX_VALUE;
        } else if (queue.infeasibleSinceNanos == Long.MAX_VALUE) {
            long nowNanos = out.nowNanos();
            queue.infeasibleSinceNanos = nowNanos;
            out.checkGraceAt(nowNanos + settings.infeasibleGraceNanos());
        }
    }

    private void failIfInfeasible(ShapeQueue queue, long nowNanos) {
        if (queue.infeasibleSinceNanos == Long.MAX_VALUE
                || nowNanos - queue.infeasibleSinceNanos < settings.infeasibleGraceNanos()) return;
        queue.infeasibleSinceNanos = Long.MAX_VALUE;
        var failure = new Failure.Infeasible(queue.shape.demand(), nearest(queue.shape));
        while (!queue.isEmpty()) out.unplaceable(queue.remove(), failure);
    }

    private String nearest(Shape shape) {
        List<Scene.Site> sites = hosts.values().stream()
                .map(host -> new Scene.Site(host.node.process(), host.node.name(), host.node.capacity()))
                .toList();
        return Feasibility.nearest(shape.demand(), sites);
    }

    private List<String> standing(Shape shape) {
        ShapeQueue queue = queues.get(shape.number());
        if (queue == null) return List.of();
        if (shape.target() instanceof Shape.InBundle(BundleId bundle))
            return Standing.ofBundle(bundle, bundles.at(bundle));
        windows(queue);
        return Standing.of(queue);
    }

    /** Tasks that wait for a credit. */
    public int waiting() {
        int count = 0;
        for (ShapeQueue queue : queues.values()) count += queue.size();
        return count;
    }
}
