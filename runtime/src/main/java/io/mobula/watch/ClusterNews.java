package io.mobula.watch;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the control log tells, as events for people. What happened before this process was there is known and not told: others noticed it.
 *
 * <p>Pure; confined to the thread of control events.
 */
public final class ClusterNews {
    /** @param key the same on every node */
    public record News(String key, Severity severity, String subject, String text) {}

    private final Map<ProcessId, String> names = new HashMap<>();
    private Set<ProcessId> present = Set.of();
    /** Of actors that live or wait, and of groups that are there. */
    private final Map<ActorId, String> actors = new HashMap<>();

    private final Map<GroupId, String> groups = new HashMap<>();
    private boolean live;

    /** All that came until now is history. */
    public void upToDate() {
        live = true;
    }

    public List<News> heard(ControlEvent event) {
        var news = new ArrayList<News>();
        switch (event) {
            case ControlEvent.Viewed(ClusterView view) -> viewed(view, news);
            case ControlEvent.Died died -> died(died, news);
            case ControlEvent.Directed(DirectoryChange change) -> {
                change.groups().forEach(group -> group(group, news));
                change.actors().forEach(actor -> actor(actor, news));
            }
            case ControlEvent.Settled _ -> {}
        }
        return live ? news : List.of();
    }

    private void viewed(ClusterView view, List<News> news) {
        var now = new HashSet<ProcessId>();
        for (ClusterView.Node node : view.nodes()) {
            now.add(node.process());
            names.put(node.process(), node.name());
            if (present.contains(node.process())) continue;
            news.add(joined(node.name(), node.process(), node.address()));
        }
        present = now;
    }

    public static News joined(String name, ProcessId node, String address) {
        String text = "%s joined as %s at %s".formatted(name, node, address);
        return new News("joined " + node, Severity.INFO, name, text);
    }

    private void died(ControlEvent.Died died, List<News> news) {
        ProcessId process = died.process();
        boolean inOrder = died.cause() == ControlEvent.Cause.LEFT;
        String name = names.getOrDefault(process, process.toString());
        names.remove(process);
        String who = name.equals(process.toString()) ? name : name + " (" + process + ")";
        String what = process.isNode()
                ? who + (inOrder ? " left: " : " died: ")
                : "the job of " + who + (inOrder ? " ended: " : " was lost: ");
        Severity severity = inOrder ? Severity.INFO : process.isNode() ? Severity.ERROR : Severity.WARNING;
        news.add(new News("died " + died.index(), severity, name, what + died.detail()));
    }

    private void actor(ActorRecord actor, List<News> news) {
        String state = actor.epoch() + " " + actor.state().getClass().getSimpleName();
        if (state.equals(actor.isDead() ? actors.remove(actor.id()) : actors.put(actor.id(), state))) return;
        boolean again = actor.epoch() > 1;
        String title = title(actor.spec());
        String subject = actor.id().toString();
        String key = actor.id() + " " + state;
        switch (actor.state()) {
            case ActorRecord.Placed _ -> {}
            case ActorRecord.Waiting(String why) ->
                news.add(new News(
                        key,
                        again ? Severity.WARNING : Severity.INFO,
                        subject,
                        title + (again ? " is to be restarted, and waits: " : " waits: ") + why));
            case ActorRecord.Alive(ProcessId at) ->
                news.add(new News(
                        key,
                        Severity.INFO,
                        subject,
                        title + (again ? " restarted (life " + actor.epoch() + ")" : " started") + " on "
                                + names.getOrDefault(at, at.toString())));
            case ActorRecord.Dead dead ->
                news.add(new News(key, severity(dead), subject, title + " died: " + ending(dead)));
        }
    }

    private static Severity severity(ActorRecord.Dead dead) {
        return switch (dead.cause()) {
            case KILLED, STOPPED, UNREACHABLE, OWNER_ENDED, FORGOTTEN -> Severity.INFO;
            case CREATION_FAILED, NODE_DIED, GROUP_REMOVED, INFEASIBLE -> Severity.ERROR;
        };
    }

    private static String ending(ActorRecord.Dead dead) {
        String cause = dead.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return dead.detail().isEmpty() ? cause : cause + ": " + dead.detail();
    }

    private static String title(ActorSpec spec) {
        String type = spec.type()
                .substring(Math.max(spec.type().lastIndexOf('.'), spec.type().lastIndexOf('$')) + 1);
        return spec.name().isEmpty() ? type : type + " " + spec.name();
    }

    private void group(GroupRecord group, List<News> news) {
        String state = group.epoch() + " " + group.state().getClass().getSimpleName();
        boolean over = group.state() instanceof GroupRecord.Removed;
        if (state.equals(over ? groups.remove(group.id()) : groups.put(group.id(), state))) return;
        String subject = group.id().toString();
        String title = group.spec().name().isEmpty()
                ? "a group"
                : "group " + group.spec().name();
        String key = group.id() + " " + state;
        switch (group.state()) {
            case GroupRecord.Placed _ -> {}
            case GroupRecord.Waiting(String why) ->
                news.add(new News(key, Severity.INFO, subject, title + " waits: " + why));
            case GroupRecord.Ready ready ->
                news.add(new News(
                        key,
                        Severity.INFO,
                        subject,
                        "%s is ready: %d bundles on %d nodes"
                                .formatted(
                                        title,
                                        ready.nodes().size(),
                                        ready.nodes().stream().distinct().count())));
            case GroupRecord.Removed(String why) ->
                news.add(new News(key, Severity.INFO, subject, title + " was removed: " + why));
        }
    }
}
