package io.mobula.boot;

import io.mobula.cli.job.Target;
import io.mobula.cli.watch.WatchSource.Event;
import io.mobula.cli.watch.WatchSource.EventReader;
import io.mobula.core.control.ClusterView;
import io.mobula.watch.NodeEvent;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of all nodes as one sequence; what several noticed is told once, by the earliest. */
final class ClusterEvents implements EventReader {
    private static final int MOST_KEYS = 20_000;

    private final Target target;
    private final Instant since;

    /** The last event heard of each node, by its name: numbers go on over a node's restarts. */
    private final Map<String, Long> heard = new HashMap<>();

    private final Set<String> keys = new LinkedHashSet<>();
    private List<String> silent = List.of();

    ClusterEvents(Target target, Instant since) {
        this.target = target;
        this.since = since;
    }

    @Override
    public List<Event> next() {
        List<ClusterView.Node> nodes = WatchService.view(target).nodes();
        EachNode.Answers<WatchAnswer> answers = new EachNode(nodes, Accesses.of(target))
                .each((node, client) -> client.ask(
                        new WatchAsk.Events(heard.getOrDefault(node.name(), 0L), since.toEpochMilli(), WatchAsk.MOST)));
        silent = answers.silent();
        var events = new ArrayList<NodeEvent>();
        answers.byNode().forEach((node, answer) -> {
            if (!(answer instanceof WatchAnswer.Events found)) throw JobsService.unexpected();
            heard.put(node, found.last());
            events.addAll(found.events());
        });
        events.sort(Comparator.comparingLong(NodeEvent::epochMillis)
                .thenComparing(NodeEvent::source)
                .thenComparingLong(NodeEvent::sequence));
        return events.stream()
                .filter(event -> event.key().isEmpty() || isNew(event.key()))
                .map(event -> new Event(
                        event.epochMillis(), event.severity().name(), event.source(), event.subject(), event.text()))
                .toList();
    }

    private boolean isNew(String key) {
        if (keys.size() >= MOST_KEYS) keys.remove(keys.iterator().next());
        return keys.add(key);
    }

    @Override
    public List<String> silent() {
        return silent;
    }
}
