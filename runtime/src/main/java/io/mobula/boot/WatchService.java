package io.mobula.boot;

import io.mobula.api.error.ConnectionException;
import io.mobula.attach.DirectoryListing;
import io.mobula.attach.StatusClient;
import io.mobula.attach.WatchClient;
import io.mobula.call.Access;
import io.mobula.cli.job.Target;
import io.mobula.cli.watch.WatchSource;
import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.ProcessId;
import io.mobula.driver.ConnectTarget;
import io.mobula.watch.ObjectRow;
import io.mobula.watch.TaskRow;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@code mobula list}, {@code events} and {@code timeline}. */
public final class WatchService implements WatchSource {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Comparator<Task> RUNNING_FIRST = Comparator.comparingInt(WatchService::order)
            .thenComparing(task -> task.endedEpochMillis().orElse(0L), Comparator.reverseOrder())
            .thenComparing(task -> task.millis().orElse(0L), Comparator.reverseOrder());

    static ClusterView view(Target target) {
        return StatusClient.view(ConnectTarget.parse(target.address()), Accesses.of(target), TIMEOUT);
    }

    private static DirectoryListing directory(Target target) {
        return DirectoryListing.list(ConnectTarget.parse(target.address()), Accesses.of(target), TIMEOUT);
    }

    private static EachNode nodes(Target target, Optional<String> node) {
        List<ClusterView.Node> nodes = view(target).nodes().stream()
                .filter(each -> node.isEmpty() || node.get().equals(each.name()))
                .toList();
        return new EachNode(nodes, Accesses.of(target));
    }

    @Override
    public Found<Task> tasks(Target target, Query query) {
        Optional<TaskRow.State> state = query.state().map(WatchService::state);
        var ask = new WatchAsk.Tasks(new WatchAsk.Filter(query.job(), state, query.name()), query.limit());
        EachNode.Answers<WatchAnswer> answers = nodes(target, query.node()).ask(ask);
        var rows = new ArrayList<Task>();
        long total = 0;
        for (Map.Entry<String, WatchAnswer> answer : answers.byNode().entrySet()) {
            if (!(answer.getValue() instanceof WatchAnswer.Tasks tasks)) throw JobsService.unexpected();
            total += tasks.total();
            for (TaskRow row : tasks.rows()) rows.add(task(answer.getKey(), row));
        }
        rows.sort(RUNNING_FIRST);
        return new Found<>(rows.subList(0, Math.min(query.limit(), rows.size())), total, answers.silent());
    }

    private static TaskRow.State state(String word) {
        return Arrays.stream(TaskRow.State.values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No task is %s. There are %s."
                        .formatted(
                                word.toLowerCase(Locale.ROOT),
                                Arrays.stream(TaskRow.State.values())
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }

    private static int order(Task task) {
        return switch (TaskRow.State.valueOf(task.state())) {
            case RUNNING -> 0;
            case WAITING -> 1;
            case FETCHING -> 2;
            case FINISHED, FAILED, CANCELLED -> 3;
        };
    }

    private static Task task(String node, TaskRow row) {
        return new Task(
                row.id(),
                row.name(),
                row.job(),
                node,
                Optional.of(row.actor()).filter(actor -> !actor.isEmpty()),
                row.attempt(),
                row.state().name(),
                boxed(row.millis()),
                boxed(row.endedEpochMillis()));
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** An object's job is its owner, where that is a driver. */
    @Override
    public Found<StoredObject> objects(Target target, Query query) {
        int most = query.job().isPresent() ? WatchAsk.MOST : query.limit();
        EachNode.Answers<WatchAnswer> answers = nodes(target, query.node()).ask(new WatchAsk.Objects(most));
        var rows = new ArrayList<StoredObject>();
        long total = 0;
        for (Map.Entry<String, WatchAnswer> answer : answers.byNode().entrySet()) {
            if (!(answer.getValue() instanceof WatchAnswer.Objects objects)) throw JobsService.unexpected();
            total += objects.total();
            for (ObjectRow row : objects.rows())
                if (query.job().isEmpty() || query.job().get().equals(row.owner()))
                    rows.add(new StoredObject(
                            row.id(), row.bytes(), row.kind(), answer.getKey(), row.owner(), row.readers()));
        }
        rows.sort(Comparator.comparingLong(StoredObject::bytes).reversed());
        long matching = query.job().isPresent() ? rows.size() : total;
        return new Found<>(rows.subList(0, Math.min(query.limit(), rows.size())), matching, answers.silent());
    }

    @Override
    public Found<Group> groups(Target target, Query query) {
        DirectoryListing listing = directory(target);
        List<Group> matching = listing.groups().stream()
                .map(group -> group(group, listing.view()))
                .filter(group -> query.node().isEmpty()
                        || group.nodes().contains(query.node().get()))
                .filter(group -> query.job().isEmpty() || query.job().get().equals(group.job()))
                .filter(group -> query.state().isEmpty() || query.state().get().equals(group.state()))
                .filter(group -> query.name().isEmpty()
                        || group.name().orElse("").contains(query.name().get()))
                .toList();
        return new Found<>(matching.subList(0, Math.min(query.limit(), matching.size())), matching.size(), List.of());
    }

    private static Group group(GroupRecord group, ClusterView view) {
        List<ProcessId> at = switch (group.state()) {
            case GroupRecord.Placed(List<ProcessId> nodes) -> nodes;
            case GroupRecord.Ready(List<ProcessId> nodes) -> nodes;
            case GroupRecord.Waiting _, GroupRecord.Removed _ -> List.of();
        };
        Optional<String> remark = switch (group.state()) {
            case GroupRecord.Waiting(String why) -> Optional.of(why);
            case GroupRecord.Removed(String why) -> Optional.of(why);
            case GroupRecord.Placed _, GroupRecord.Ready _ -> Optional.empty();
        };
        return new Group(
                group.id().toString(),
                Optional.of(group.spec().name()).filter(name -> !name.isEmpty()),
                group.spec().strategy().name(),
                group.state().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                group.spec().bundles().size(),
                at.stream().map(process -> nameOf(process, view)).toList(),
                group.spec().job().toString(),
                remark);
    }

    private static String nameOf(ProcessId process, ClusterView view) {
        return view.nodes().stream()
                .filter(node -> node.process().sameSeat(process))
                .map(ClusterView.Node::name)
                .findFirst()
                .orElseGet(process::toString);
    }

    @Override
    public EventReader events(Target target, Instant since) {
        return new ClusterEvents(target, since);
    }

    @Override
    public Trace trace(Target target) {
        EachNode.Answers<NodeSpans> answers =
                nodes(target, Optional.empty()).each((node, client) -> NodeTrace.read(node.name(), client));
        return new Trace(List.copyOf(answers.byNode().values()), answers.silent());
    }

    /** Opens a connection; the caller closes it. */
    static WatchClient open(ClusterView.Node node, Access access) throws ConnectionException {
        return WatchClient.open(ConnectTarget.parse(node.address()), access, TIMEOUT);
    }
}
