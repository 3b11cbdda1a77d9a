package io.mobula.node;

import io.mobula.core.id.ActorId;
import io.mobula.core.task.HostRemains;
import io.mobula.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What would be lost with a node, in words. */
final class Remains {
    private static final int NAMED = 3;

    private Remains() {}

    /** Empty if nothing would be. */
    static Optional<String> words(HostRemains hosted, long owned, ObjectStore.Primaries stored, long jobs) {
        List<String> parts = new ArrayList<>();
        if (hosted.open() > 0) parts.add(count(hosted.open(), "task or call", "tasks and calls") + " under way");
        if (!hosted.actors().isEmpty()) parts.add(actors(hosted.actors()) + " that may not be restarted elsewhere");
        if (owned > 0) parts.add(count(owned, "task", "tasks") + " submitted by its tasks");
        if (stored.count() > 0)
            parts.add(count(stored.count(), "object", "objects") + " of " + stored.bytes() + " bytes that others hold");
        if (jobs > 0) parts.add(count(jobs, "submitted job", "submitted jobs"));
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private static String actors(List<ActorId> actors) {
        String named = actors.stream().limit(NAMED).map(ActorId::toString).collect(Collectors.joining(", "));
        String more = actors.size() > NAMED ? " and " + (actors.size() - NAMED) + " more" : "";
        return count(actors.size(), "actor", "actors") + " (" + named + more + ")";
    }

    private static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
