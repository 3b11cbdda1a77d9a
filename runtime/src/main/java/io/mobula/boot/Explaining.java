package io.mobula.boot;

import io.mobula.cli.job.ExplainSource.Explained;
import io.mobula.control.ListedJob;
import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.Amounts;
import io.mobula.core.directory.Feasibility;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts into words what a cluster's directory knows. Pure. */
record Explaining(ClusterView view, List<ActorRecord> actors, List<GroupRecord> groups, List<ListedJob> jobs) {
    /** Different bundles of a group whose nodes are looked through. */
    private static final int MOST_BUNDLES = 3;

    /** Those that are called exactly so; without any, those whose ids begin so. The living, if any of them is. */
    List<Explained> of(String word) {
        List<Explained> exact = all(
                actor -> actor.id().toString().equals(word)
                        || actor.spec().name().equals(word),
                group -> group.id().toString().equals(word)
                        || group.spec().name().equals(word),
                job -> job.driver().toString().equals(word) || job.name().equals(word));
        if (!exact.isEmpty()) return exact;
        return all(
                actor -> actor.id().toString().startsWith(word),
                group -> group.id().toString().startsWith(word),
                job -> job.driver().toString().startsWith(word));
    }

    private List<Explained> all(Predicate<ActorRecord> actor, Predicate<GroupRecord> group, Predicate<ListedJob> job) {
        List<ActorRecord> meant = actors.stream().filter(actor).toList();
        boolean anyLives = meant.stream().anyMatch(one -> !one.isDead());
        return Stream.of(
                        meant.stream().filter(one -> !anyLives || !one.isDead()).map(this::actor),
                        groups.stream().filter(group).map(this::group),
                        jobs.stream().filter(job).map(this::job))
                .flatMap(each -> each)
                .toList();
    }

    private Explained actor(ActorRecord actor) {
        String who =
                "Actor " + (actor.spec().name().isEmpty() ? "" : actor.spec().name() + ", ") + actor.id() + ", ";
        var reasons = new ArrayList<String>();
        String summary = switch (actor.state()) {
            case ActorRecord.Waiting(String why) -> {
                if (actor.spec().bundle().isEmpty())
                    reasons.addAll(rooms(actor.spec().demand()));
                yield who + "waits for a node: " + why;
            }
            case ActorRecord.Placed(ProcessId at) -> who + "is being made on " + name(at);
            case ActorRecord.Alive(ProcessId at) -> who + "lives on " + name(at);
            case ActorRecord.Dead dead ->
                who + "is gone (" + dead.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "): "
                        + dead.detail();
        };
        actor.spec()
                .bundle()
                .ifPresent(bundle -> reasons.add("it is to live in " + bundle + ", which has been asked for apart"));
        if (!actor.spec().demand().amounts().isEmpty())
            reasons.add("it takes " + actor.spec().demand());
        if (actor.epoch() > 1) reasons.add("it is in life " + actor.epoch() + "; each before ended with its node");
        reasons.add("it is of " + actor.spec().job() + (actor.spec().detached() ? ", which it outlives" : ""));
        return new Explained("actor", actor.id().toString(), summary, reasons);
    }

    private Explained group(GroupRecord group) {
        String who = "Placement group "
                + (group.spec().name().isEmpty() ? "" : group.spec().name() + ", ") + group.id() + ", ";
        var reasons = new ArrayList<String>();
        String summary = switch (group.state()) {
            case GroupRecord.Waiting(String why) -> {
                group.spec().bundles().stream()
                        .distinct()
                        .limit(MOST_BUNDLES)
                        .map(this::rooms)
                        .forEach(reasons::addAll);
                yield who + "waits for nodes: " + why;
            }
            case GroupRecord.Placed(List<ProcessId> nodes) ->
                who + "is being reserved on " + names(nodes) + ": not every node has made room yet";
            case GroupRecord.Ready(List<ProcessId> nodes) -> who + "is reserved on " + names(nodes);
            case GroupRecord.Removed(String why) -> who + "is gone: " + why;
        };
        reasons.add(group.spec().strategy() + " of " + group.spec().bundles().size() + " bundles: "
                + group.spec().bundles().stream()
                        .distinct()
                        .map(Demand::toString)
                        .collect(Collectors.joining("; ")));
        if (group.epoch() > 1)
            reasons.add("it was placed " + (group.epoch() - 1) + " times before; each time a node died");
        reasons.add("it is of " + group.spec().job());
        return new Explained("placement group", group.id().toString(), summary, reasons);
    }

    private Explained job(ListedJob job) {
        var reasons = new ArrayList<String>();
        for (ActorRecord actor : actors)
            if (actor.spec().job().equals(job.driver()) && !actor.isDead())
                reasons.add(actor(actor).summary());
        for (GroupRecord group : groups)
            if (group.spec().job().equals(job.driver()) && !(group.state() instanceof GroupRecord.Removed))
                reasons.add(group(group).summary());
        String summary = switch (job.state()) {
            case RUNNING -> "Job " + job.name() + ", " + job.driver() + ", runs; its home is " + name(job.home());
            case LINGERING ->
                "Job " + job.name() + ", " + job.driver()
                        + ", has ended, and its code is kept for the detached actors that live on";
        };
        return new Explained("job", job.driver().toString(), summary, reasons);
    }

    /** What each node lacks, beside the actors and bundles that are there. */
    private List<String> rooms(Demand demand) {
        var taken = taken();
        return view.nodes().stream()
                .map(node -> {
                    if (!demand.fitsIn(node.capacity()))
                        return node.name() + ": it has " + node.capacity().resources() + ", "
                                + Feasibility.lacks(demand, node.capacity());
                    if (view.draining(node.process()).isPresent())
                        return node.name() + ": it is drained, and takes nothing new";
                    Demand left = Amounts.left(node.capacity(), taken.getOrDefault(node.process(), Demand.NONE));
                    return node.name() + ": its actors and bundles leave " + left.resources()
                            + (demand.fitsIn(left) ? "" : ", " + Feasibility.lacks(demand, left));
                })
                .toList();
    }

    private TreeMap<ProcessId, Demand> taken() {
        var taken = new TreeMap<ProcessId, Demand>();
        for (ActorRecord actor : actors) {
            if (actor.spec().bundle().isPresent()) continue;
            switch (actor.state()) {
                case ActorRecord.Placed(ProcessId at) ->
                    taken.merge(at, actor.spec().demand(), Amounts::sum);
                case ActorRecord.Alive(ProcessId at) ->
                    taken.merge(at, actor.spec().demand(), Amounts::sum);
                case ActorRecord.Waiting _, ActorRecord.Dead _ -> {}
            }
        }
        for (GroupRecord group : groups) {
            List<ProcessId> nodes = switch (group.state()) {
                case GroupRecord.Placed placed -> placed.nodes();
                case GroupRecord.Ready ready -> ready.nodes();
                case GroupRecord.Waiting _, GroupRecord.Removed _ -> List.of();
            };
            for (int i = 0; i < nodes.size(); i++)
                taken.merge(nodes.get(i), group.spec().bundles().get(i), Amounts::sum);
        }
        return taken;
    }

    private String names(List<ProcessId> nodes) {
        return nodes.stream().map(this::name).distinct().collect(Collectors.joining(", "));
    }

    /** A node that is in the view no more is told by its identity. */
    private String name(ProcessId process) {
        return view.nodes().stream()
                .filter(node -> node.process().sameSeat(process))
                .map(ClusterView.Node::name)
                .findFirst()
                .orElseGet(process::toString);
    }
}
